import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BytePieces, RecentPieces } from '../../src/base/byte-pieces.ts';
import { ByteWriter } from '../../src/base/byte-writer.ts';

const TEXTS = fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { minLength: 1, maxLength: 60 });

/** Writes a text; gives where it begins. */
function begun(out: ByteWriter, text: string): number {
  const start = out.length;
  out.text(text);
  return start;
}

function all(out: ByteWriter): string {
  return Buffer.from(out.take()).toString();
}

describe('BytePieces', () => {
  it('are written again as they were, whatever came since', () => {
    fc.assert(
      fc.property(TEXTS, (texts) => {
        const out = new ByteWriter();
        const pieces = new BytePieces();
        const numbers = texts.map((text) => pieces.keep(out, begun(out, text)));
        out.take();
        for (const number of numbers) pieces.write(out, number);
        expect(all(out)).toBe(texts.join(''));
      }),
    );
  });

  it('begin anew once they were let go', () => {
    const out = new ByteWriter();
    const pieces = new BytePieces();
    pieces.keep(out, begun(out, 'before'));
    pieces.clear();
    const number = pieces.keep(out, begun(out, 'since'));
    expect([number, pieces.size]).toEqual([0, 5]);
    out.take();
    pieces.write(out, number);
    expect(all(out)).toBe('since');
  });
});

describe('RecentPieces', () => {
  const table = {};
  it('are told by their table and number, also where these share a slot', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.boolean()), { maxLength: 60 }), (asked) => {
        const out = new ByteWriter();
        const recent = new RecentPieces<object>(4, 64);
        const other = {};
        const texts = asked.map(([number, isOther]) => `${number}${isOther}`);
        for (const [index, [number, isOther]] of asked.entries()) {
          const of = isOther ? other : table;
          if (!recent.write(out, of, number)) recent.keep(out, of, number, begun(out, texts[index]));
        }
        expect(all(out)).toBe(texts.join(''));
      }),
    );
  });

  it('remember what fits into a slot', () => {
    const out = new ByteWriter();
    const recent = new RecentPieces<object>(4, 8);
    recent.keep(out, table, 1, begun(out, '12345678'));
    recent.keep(out, table, 2, begun(out, '123456789'));
    expect([recent.write(out, table, 1), recent.write(out, table, 2)]).toEqual([true, false]);
    expect(all(out)).toBe('1234567812345678912345678');
  });
});
