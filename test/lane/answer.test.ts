import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newView } from '../../src/base/words.ts';
import { answerOf, type ByteRange, isRewritten } from '../../src/lane/answer.ts';

function range(text: string): ByteRange {
  const bytes = Buffer.from(`##${text}##`);
  return { bytes, view: newView(bytes), start: 2, end: bytes.length - 2 };
}

function isTold(asked: string, answered: string): boolean {
  return isRewritten(range(asked), range(answered));
}

/** A JSON text as another program may write it: spaces between tokens, characters escaped that need not be. */
function rewritten(value: unknown, choose: () => number): string {
  const space = (): string => ['', ' ', '\n  ', '\t'][choose() % 4] ?? '';
  const text = (each: string): string =>
    `"${JSON.stringify(each)
      .slice(1, -1)
      .replace(/\\.|[^\\]/gu, (unit) => {
        if (unit === '/' && choose() % 2 === 0) return '\\/';
        if (/^[a-z<>&]$/.test(unit) && choose() % 5 === 0) return `\\u00${unit.charCodeAt(0).toString(16)}`;
        return unit;
      })}"`;
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value))
    return `[${space()}${value.map((each) => rewritten(each, choose)).join(`${space()},${space()}`)}${space()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, each]) => `${text(name)}${space()}:${space()}${rewritten(each, choose)}`,
  );
  return `${space()}{${members.join(`${space()},${space()}`)}${space()}}${space()}`;
}

describe('an answer that gives the payload back', () => {
  it('is known when another program wrote it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.infiniteStream(fc.nat(59)),
        (value, stream) => {
          const plain = JSON.stringify(value);
          const other = rewritten(JSON.parse(plain), () => stream.next().value as number);
          expect(JSON.parse(other)).toEqual(JSON.parse(plain));
          expect(isTold(plain, other)).toBe(true);
        },
      ),
    );
  });

  it('is never taken for one that says another thing', () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(3),
      insert: fc.constantFrom('', '\\', '"', '/', ' ', '\\/', '1', ',', 'u', '\\u0041', '{}'),
    });
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.array(edit, { maxLength: 3 }),
        (value, edits) => {
          const plain = JSON.stringify(value);
          let other = plain;
          for (const { at, remove, insert } of edits) {
            const from = at % (other.length + 1);
            other = other.slice(0, from) + insert + other.slice(from + remove);
          }
          if (!isTold(plain, other)) return;
          expect(JSON.stringify(JSON.parse(other))).toBe(JSON.stringify(JSON.parse(plain)));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('tells an escaped slash from a backslash before a slash', () => {
    expect(isTold('{"a":"x/y"}', '{"a":"x\\/y"}')).toBe(true);
    expect(isTold('{"a":"x\\/y"}', '{"a":"x\\\\/y"}')).toBe(false);
    expect(isTold('{"a":12}', '{"a":1 2}')).toBe(false);
  });

  it('is the same, rewritten, or its own', () => {
    expect(answerOf(range('{"a":1}'), range('{"a":1}'))).toBe('same');
    expect(answerOf(range('{"a":1}'), range('{ "a": 1 }'))).toBe('rewritten');
    expect(answerOf(range('{"a":1}'), range('{"a":2}'))).toBe('own');
    expect(answerOf(range('{"a":1}'), range(''))).toBe('own');
  });
});
