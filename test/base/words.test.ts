import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { copyBytes } from '../../src/base/words.ts';

test('bytes are copied whatever their number and wherever the memory of both begins', () => {
  // Parts of larger memory, as Node gives them for small buffers.
  const source = Buffer.from(Array.from({ length: 210 }, (_, index) => index)).subarray(3);
  for (const length of [0, 1, 31, 32, 33, 200]) {
    const target = Buffer.alloc(230, 0xee).subarray(7);
    copyBytes(source, 5, 5 + length, target, 11);
    expect(target.subarray(11, 11 + length)).toEqual(source.subarray(5, 5 + length));
    expect(target.subarray(0, 11)).toEqual(Buffer.alloc(11, 0xee));
    expect(target.subarray(11 + length)).toEqual(Buffer.alloc(target.length - 11 - length, 0xee));
  }
});
