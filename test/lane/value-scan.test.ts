import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newView } from '../../src/base/words.ts';
import { CLASS, ValueScan } from '../../src/lane/value-scan.ts';

const scan = new ValueScan();

function classOf(value: unknown): number {
  if (value === null) return CLASS.null;
  if (typeof value === 'boolean') return CLASS.boolean;
  if (typeof value === 'string') return value === '' ? CLASS.emptyText : CLASS.text;
  if (typeof value === 'number') return Number.isInteger(value) ? CLASS.integer : CLASS.number;
  return CLASS.nested;
}

describe('the scan over a JSON value', () => {
  it('finds the end and the class of what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ',', '}', ']', ' '), (value, behind) => {
        const text = JSON.stringify(value);
        const bytes = Buffer.from(text + behind);
        const end = scan.value(newView(bytes), 0, bytes.length);
        // It may leave numbers to the general way, and nothing else.
        if (end < 0) expect(typeof value === 'number').toBe(true);
        else {
          expect(end).toBe(Buffer.byteLength(text));
          expect(scan.class).toBe(classOf(JSON.parse(text)));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses what JSON.parse refuses, but for what stands within objects and arrays', () => {
    const pieces = fc.constantFrom(
      '"',
      '\\',
      '\\n',
      '\\u00e9',
      '\\u12',
      'a',
      '\n',
      '-',
      '0',
      '1',
      '.',
      'e5',
      'true',
      'nul',
      'null',
      'ü',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const text = parts.join('');
        const bytes = Buffer.from(text);
        const end = scan.value(newView(bytes), 0, bytes.length);
        if (end < 0) return;
        expect(classOf(JSON.parse(bytes.toString('utf8', 0, end)))).toBe(scan.class);
      }),
      { numRuns: 5000 },
    );
  });

  it('leaves numbers that a double may change to the general way', () => {
    for (const text of ['9007199254740993', '1e3', '1.5E2', '0.1234567890123456']) {
      expect(scan.value(newView(Buffer.from(text)), 0, text.length)).toBe(-1);
    }
  });
});
