import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membersOf, readPayload } from '../../src/hooks/index.ts';

const read = (text: string, whole = Buffer.byteLength(text), complete = true) =>
  readPayload(Buffer.from(text), whole, complete, true);

describe('a body is read as JSON', () => {
  it('as what it is', () => {
    expect(read('{"a":1}')).toMatchObject({ kind: 'object', members: { a: 1 } });
    expect(read('[1]')).toMatchObject({ kind: 'other', value: [1] });
    expect(read('')).toEqual({ kind: 'empty' });
    expect(read(' \n')).toEqual({ kind: 'empty' });
    expect(read('\ufeff{"a":1}')).toMatchObject({ kind: 'object', members: { a: 1 } });
    expect(readPayload(Buffer.from('x'), 1, true, false)).toEqual({ kind: 'encoded' });
  });

  it('with the place where it breaks, and the members before it', () => {
    const payload = read('{"callId":"x","status":RING}');
    expect(payload).toMatchObject({ kind: 'broken', at: { offset: 23 } });
    expect(membersOf(payload)).toMatchObject({ callId: 'x' });
  });

  it('as far as the capture has it', () => {
    const text = '{"callId":"x","n":12345,"sdp":"v=0';
    expect(membersOf(read(text, text.length, false))).toEqual({ callId: 'x', n: 12345 });
    expect(membersOf(read(text, 21, false))).toEqual({ callId: 'x' });
  });

  it('never gives a member that the whole body does not have', () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.integer()),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), fc.nat(), (members, cut) => {
        const text = JSON.stringify(members);
        const bytes = Buffer.from(text);
        const kept = membersOf(readPayload(bytes, cut % (bytes.length + 1), false, true));
        for (const [name, found] of Object.entries(kept)) expect(found).toEqual(members[name]);
      }),
    );
  });

  it('does not follow nesting beyond all sense', () => {
    expect(read('['.repeat(100_000)).kind).not.toBe('object');
    expect(read(`{"a":${'['.repeat(200)}${']'.repeat(200)}}`).kind).toBe('too-deep');
  });

  it('takes __proto__ for a name like any other', () => {
    const payload = read('{"__proto__":{"polluted":true},"callId":"x"}');
    expect(membersOf(payload).callId).toBe('x');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
