import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultDialect,
  describeMethod,
  dialects,
  errorConsequence,
  findMethod,
  findRemedy,
  hintFor,
  methodNames,
  remedyCommands,
} from '../../src/dialects/index.ts';

describe('findMethod', () => {
  it.each([
    ['SENDdtmf', 'sendDTMF'],
    ['submitBugReport', 'sendBugReport'],
    ['errorstatusevent', 'ErrorEvent'],
    ['connect', 'connect'],
  ])('finds %s as %s', (written, name) => {
    expect(findMethod(defaultDialect, written)?.name).toBe(name);
  });

  it.each(['', '__proto__', 'constructor', 'toString', 'connect '])('does not find %j', (written) => {
    expect(findMethod(defaultDialect, written)).toBeNull();
  });

  it('finds what PBXs misspell', () => {
    const yeastar = dialects.get('yeastar') ?? defaultDialect;
    expect(findMethod(yeastar, 'Tranfer')?.name).toBe('Transfer');
  });

  it('finds every name it lists', () => {
    for (const dialect of dialects.values()) {
      for (const name of methodNames(dialect))
        expect(findMethod(dialect, name.toUpperCase())?.name).toBe(name);
    }
  });
});

describe('errorConsequence', () => {
  const outcome = (method: string, type: 1 | 2 | 3 | 4, policy: 'FAIL' | 'LOG') =>
    errorConsequence(defaultDialect, method, type, policy)?.outcome;

  it('is the matrix of the vendor', () => {
    expect([outcome('connect', 1, 'FAIL'), outcome('connect', 1, 'LOG')]).toEqual(['declines', 'declines']);
    expect([outcome('call', 2, 'FAIL'), outcome('call', 2, 'LOG')]).toEqual(['stops', 'continues']);
    expect([outcome('CallStatusEvent', 3, 'FAIL'), outcome('CallStatusEvent', 3, 'LOG')]).toEqual([
      'continues',
      'continues',
    ]);
    expect([outcome('OnCallEvent', 4, 'FAIL'), outcome('OnCallEvent', 4, 'LOG')]).toEqual([
      'declines',
      'continues',
    ]);
  });

  it('has the one event that can be refused', () => {
    expect(outcome('streamkeepaliveevent', 3, 'FAIL')).toBe('stops');
    expect(outcome('StreamKeepAliveEvent', 3, 'LOG')).toBe('continues');
  });
});

describe('hintFor', () => {
  it('takes the longest text that the info begins with', () => {
    expect(hintFor(defaultDialect, 'failed by error: x')?.text).toBe('Failed by error');
    expect(hintFor(defaultDialect, 'Stream not found')?.text).toBe('Stream not found');
    expect(hintFor(defaultDialect, 'all is well')).toBeNull();
  });
});

describe('remedyCommands', () => {
  const remedy = findRemedy(defaultDialect, 'add-method');
  if (remedy === null) throw new Error('no remedy');

  it('fills in what is known', () => {
    expect(remedyCommands(remedy, { appKey: 'defaultApp', method: 'call' })).toEqual([
      'ssh -p 2001 admin@localhost',
      'add app-rest-method defaultApp call',
    ]);
    expect(remedyCommands(remedy, { method: 'call' })[1]).toBe('add app-rest-method <appKey> call');
  });

  it('puts nothing into a command that is more than a word', () => {
    for (const hostile of [
      'a; rm -rf /',
      '$(id)',
      '-a',
      'a b',
      'a\nb',
      '`id`',
      'a|b',
      '\u001b[2J',
      '<method>',
      '',
    ]) {
      expect(remedyCommands(remedy, { appKey: hostile, method: 'call' })[1]).toBe(
        'add app-rest-method <appKey> call',
      );
    }
    fc.assert(
      fc.property(fc.string(), (appKey) => {
        const [, command] = remedyCommands(remedy, { appKey, method: 'call' });
        expect(command).toMatch(/^add app-rest-method (<appKey>|[A-Za-z0-9_/][A-Za-z0-9_.:/@-]*) call$/);
      }),
    );
  });
});

describe('describeMethod', () => {
  it('joins what the tables say of a method', () => {
    const call = describeMethod(defaultDialect, 'CALL');
    expect(call?.hookTypeName).toBe('direct invocation');
    expect(call?.opens.map((row) => row.id)).toEqual(['call-status']);
    expect(call?.meets.map((row) => row.id)).toEqual(['call-before-status']);
    expect(call?.onError.map(({ policy }) => policy)).toEqual(['FAIL', 'LOG']);
    const sdp = call?.parameters.find(({ name }) => name === 'sdp');
    expect(sdp?.types).toEqual(['string', 'null']);
    expect(sdp?.source.origin).toBe('documented');
  });

  it('is null for what is not known', () => {
    expect(describeMethod(defaultDialect, 'nothing')).toBeNull();
  });
});
