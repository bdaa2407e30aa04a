import { describe, expect, it } from 'vitest';
import { defaultDialect, dialects, findMethod, type Method, toJsonSchema } from '../../src/dialects/index.ts';
import { documentedExamples } from './examples.ts';
import { violations } from './schema-oracle.ts';

function methodOf(name: string, dialect = defaultDialect): Method {
  const method = findMethod(dialect, name);
  if (method === null) throw new Error(`${name} is not known`);
  return method;
}

const call = JSON.parse(documentedExamples[0]?.text ?? '{}') as Record<string, unknown>;

describe('toJsonSchema', () => {
  it('names the draft and leaves other members alone', () => {
    const schema = toJsonSchema(methodOf('OnCallEvent'));
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(violations({ ...call, unheardOf: 1 }, schema)).toEqual([]);
  });

  it('finds an absent or empty key and a wrong type', () => {
    const schema = toJsonSchema(methodOf('OnCallEvent'));
    const { callId, ...keyless } = call;
    expect(callId).toBeDefined();
    expect(violations(keyless, schema)).toEqual([' required callId']);
    expect(violations({ ...call, callId: '' }, schema)).toEqual(['/callId minLength']);
    expect(violations({ ...call, callId: null }, schema)).toEqual(['/callId type']);
    expect(violations({ ...call, hasVideo: 'true' }, schema)).toEqual(['/hasVideo type']);
    expect(violations({ ...call, hasVideo: null }, schema)).toEqual([]);
  });

  it('takes a key under any of its names', () => {
    const schema = toJsonSchema(methodOf('playStream'));
    const context = { nodeId: 'n', sessionId: 's', appKey: 'a' };
    expect(violations({ ...context, mediaSession: 'm' }, schema)).toEqual([]);
    expect(violations({ ...context, mediaSessionId: 'm' }, schema)).toEqual([]);
    expect(violations(context, schema)).toEqual([' anyOf']);
  });

  it('reaches into both forms of a PBX report', () => {
    const openvox = dialects.get('openvox') ?? defaultDialect;
    const schema = toJsonSchema(methodOf('RING', openvox));
    const head = { action: 'RING', callid: '1.2' };
    expect(violations({ ...head, ext: { extid: true } }, schema)).toEqual(['/ext/extid type']);
    expect(violations({ ...head, call: [{ ext: { extid: {} } }] }, schema)).toEqual([
      '/call/0/ext/extid type',
    ]);
    expect(violations({ ...head, call: [{ inbound: 'x' }] }, schema)).toEqual(['/call/0/inbound type']);
    expect(violations({ ...head, ext: { extid: ['1', 2] } }, schema)).toEqual([]);
  });
});
