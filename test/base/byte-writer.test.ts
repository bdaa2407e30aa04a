import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter, bytesOf } from '../../src/base/byte-writer.ts';
import { IsoTimeWriter } from '../../src/base/iso-time-writer.ts';
import { isoTime } from '../../src/base/time.ts';

function written(write: (out: ByteWriter) => void): string {
  const out = new ByteWriter();
  write(out);
  return Buffer.from(out.take()).toString();
}

describe('ByteWriter', () => {
  it('writes integers as String does', () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.integer({ min: 0, max: 2000 })), (value) => {
        expect(written((out) => out.integer(value))).toBe(String(value));
      }),
    );
  });

  it('writes decimals as String does, with any number of places', () => {
    // Whole numbers and halves of digits, and what is next to powers of ten, where digits carry over.
    const beside = fc
      .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: -2, max: 2 }), fc.integer({ min: 1, max: 9 }))
      .map(([power, by, times]) => times * 10 ** power + by);
    const values = fc.oneof(
      fc.maxSafeInteger(),
      fc.integer(),
      fc.integer({ min: -5000, max: 5000 }),
      fc.integer({ min: -1e15, max: 1e15 }),
      beside,
    );
    fc.assert(
      fc.property(values, fc.constantFrom(3, 6, 9), (value, places) => {
        expect(written((out) => out.decimal(value, places))).toBe(String(value / 10 ** places));
      }),
      { numRuns: 5000 },
    );
  });

  it('writes what is no integer as String does', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -0, 1e300]) {
      expect(written((out) => out.decimal(value, 3))).toBe(String(value / 1000));
    }
  });

  it('writes any text as UTF-8, however long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 300_000 }), (text, before) => {
        const filler = 'x'.repeat(before);
        const result = written((out) => {
          out.text(filler);
          out.text(text);
          out.bytes(bytesOf(text));
        });
        expect(result).toBe(filler + text + text);
      }),
    );
  });

  it('writes a text of allowed characters only', () => {
    const allowed = new Uint8Array(128);
    allowed['a'.charCodeAt(0)] = 1;
    const result = written((out) => {
      expect(out.textOf('aa', allowed)).toBe(true);
      expect(out.textOf('ab', allowed)).toBe(false);
      expect(out.textOf('aä', allowed)).toBe(false);
      expect(out.textOf('', allowed)).toBe(true);
    });
    expect(result).toBe('aa');
  });

  it('takes back and reads again what it wrote', () => {
    const out = new ByteWriter();
    out.text('one');
    const at = out.length;
    out.text('two');
    expect(Buffer.from(out.copyFrom(at)).toString()).toBe('two');
    out.cutBack(at);
    out.part(Buffer.from('xthreex'), 1, 6);
    expect(Buffer.from(out.take()).toString()).toBe('onethree');
    expect(out.length).toBe(0);
  });

  it('does not change a chunk while the next one is made', () => {
    const out = new ByteWriter();
    out.text('one');
    const first = out.take();
    out.text('x'.repeat(500_000));
    expect(Buffer.from(first).toString()).toBe('one');
    const second = out.take();
    out.text('three');
    expect(Buffer.from(second).toString()).toBe('x'.repeat(500_000));
  });
});

describe('IsoTimeWriter', () => {
  it('writes times as isoTime does', () => {
    const instants = fc.array(
      fc.record({
        seconds: fc.integer({ min: 0, max: 0xffffffff }),
        nanoseconds: fc.integer({ min: 0, max: 999_999_999 }),
      }),
    );
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 9 }), (times, digits) => {
        const writer = new IsoTimeWriter(digits);
        for (const time of times) {
          expect(written((out) => writer.write(out, time.seconds, time.nanoseconds))).toBe(
            isoTime(time, digits),
          );
        }
      }),
    );
  });
});
