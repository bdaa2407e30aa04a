import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultDialect,
  describeMethod,
  dialects,
  type ErrorPolicy,
  errorConsequence,
  findMethod,
  findRemedy,
  hintFor,
  type MethodRole,
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
  const outcome = (method: string, role: MethodRole, policy: ErrorPolicy) =>
    errorConsequence(defaultDialect, method, role, policy, null)?.outcome;

  it('is the matrix of the vendor', () => {
    expect([outcome('connect', 'opener', 'stop'), outcome('connect', 'opener', 'go-on')]).toEqual([
      'declines',
      'declines',
    ]);
    expect([outcome('call', 'ask', 'stop'), outcome('call', 'ask', 'go-on')]).toEqual(['stops', 'continues']);
    expect([
      outcome('CallStatusEvent', 'event', 'stop'),
      outcome('CallStatusEvent', 'event', 'go-on'),
    ]).toEqual(['continues', 'continues']);
    expect([outcome('OnCallEvent', 'incoming', 'stop'), outcome('OnCallEvent', 'incoming', 'go-on')]).toEqual(
      ['declines', 'continues'],
    );
  });

  it('has the one event that can be refused', () => {
    expect(outcome('streamkeepaliveevent', 'event', 'stop')).toBe('stops');
    expect(outcome('StreamKeepAliveEvent', 'event', 'go-on')).toBe('continues');
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
