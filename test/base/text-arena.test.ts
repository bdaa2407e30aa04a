import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextArena } from '../../src/base/text-arena.ts';
import { newView } from '../../src/base/words.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', 'é', 'ÿ', 'Ā', '\ud800', '😀', '\0') }),
  fc.constantFrom('', 'x'.repeat(70_000), '€'.repeat(40_000)),
);

describe('texts by number', () => {
  it('come back as they were, and equal texts have equal numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.option(text, { nil: null }), { maxLength: 80 }), (texts) => {
        const arena = new TextArena();
        const numbers = texts.map((each) => arena.numberOf(each));
        expect(numbers.map((number) => arena.text(number))).toEqual(texts);
        expect(texts.map((each) => arena.numberOf(each))).toEqual(numbers);
        expect(new Set(numbers).size).toBe(new Set(texts).size);
        expect(arena.count).toBe(new Set(texts.filter((each) => each !== null)).size + 1);
      }),
    );
  });

  it('are found by their bytes as by their text', () => {
    const ascii = fc.string({ unit: 'binary-ascii', maxLength: 90 });
    fc.assert(
      fc.property(fc.array(fc.tuple(ascii, fc.boolean()), { maxLength: 60 }), (asked) => {
        const arena = new TextArena();
        const other = new TextArena();
        for (const [each, isByBytes] of asked) {
          const bytes = Buffer.from(`<${each}>`, 'latin1');
          const number = isByBytes
            ? arena.numberOfAscii(newView(bytes), 1, bytes.length - 1)
            : arena.numberOf(each);
          expect(number).toBe(other.numberOf(each));
          expect(arena.text(number)).toBe(each);
        }
      }),
    );
  });

  it('are many', () => {
    const arena = new TextArena();
    const count = 50_000;
    const nameOf = (index: number): string => `/198.51.100.${index % 256}:${index}/203.0.113.10:8443`;
    for (let index = 0; index < count; index++) expect(arena.numberOf(nameOf(index))).toBe(index + 1);
    for (let index = 0; index < count; index += 7) expect(arena.text(index + 1)).toBe(nameOf(index));
  });
});
