import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { fold, onesComplementSum } from '../../src/packet/ones-complement.ts';

/** As RFC 1071 §1 says it, word by word. */
function plainSum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    sum += (bytes[at] << 8) | (at + 1 < bytes.length ? bytes[at + 1] : 0);
    sum = (sum & 0xffff) + (sum >>> 16);
  }
  return sum;
}

describe('the one’s complement sum', () => {
  test('is the same from every index and for every length', () => {
    const bytes = Buffer.from(Array.from({ length: 80 }, (_, index) => (index * 151 + 200) & 0xff));
    for (let start = 0; start < 8; start++) {
      for (let end = start; end <= bytes.length; end++) {
        expect(onesComplementSum(bytes, start, end)).toBe(plainSum(bytes.subarray(start, end)));
      }
    }
  });
  test('of more bytes than a packet has', () => {
    const bytes = Buffer.alloc(400_001, 0xfe);
    expect(onesComplementSum(bytes, 0, bytes.length)).toBe(plainSum(bytes));
  });
  test.each([
    [0, 0],
    [0xffff, 0xffff],
    [0x1_0000, 1],
    [0xffff_ffff, 0xffff],
    [0x1_0000_0000, 1],
    [0x1_2345_6789_abcd, (0x1 + 0x2345 + 0x6789 + 0xabcd) % 0xffff],
  ])('a sum of %i is folded to %i', (sum, folded) => {
    expect(fold(sum)).toBe(folded);
  });
});
