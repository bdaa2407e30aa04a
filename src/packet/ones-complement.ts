import type { Buffer } from 'node:buffer';

/**
 * The sum of the Internet checksum (RFC 1071). The byte order of its 16-bit words only swaps the bytes of the result
 * (§2 B), so most of the data are read as aligned 32-bit words of the machine.
 */

const LITTLE_ENDIAN_MACHINE = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
/** With fewer 32-bit words, making the view costs more than it saves. */
const LEAST_WORDS = 32;

/**
 * The 16-bit one's complement sum of the bytes from `start` to `end`, read as big-endian words. An odd last byte is the
 * high byte of a word.
 */
export function onesComplementSum(bytes: Buffer, start: number, end: number): number {
  const middle = start + (-(bytes.byteOffset + start) & 3);
  const words = (end - middle) >> 2;
  if (words < LEAST_WORDS) return fold(octetSum(bytes, start, end, start));
  const tail = middle + (words << 2);
  const aligned = fold(wordSum(bytes, middle, words));
  const middleIsOdd = ((middle - start) & 1) === 1;
  const swapped = ((aligned & 0xff) << 8) | (aligned >> 8);
  return fold(
    octetSum(bytes, start, middle, start) +
      (LITTLE_ENDIAN_MACHINE !== middleIsOdd ? swapped : aligned) +
      octetSum(bytes, tail, end, start),
  );
}

/** Folds a sum of 16-bit words, below 2^53, into 16 bits. */
export function fold(sum: number): number {
  // Sums may exceed 2^31, so bit operations cannot be used.
  while (sum > 0xffff) sum = (sum % 0x10000) + Math.floor(sum / 0x10000);
  return sum;
}

function octetSum(bytes: Buffer, from: number, to: number, start: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += ((at - start) & 1) === 0 ? bytes[at] << 8 : bytes[at];
  return sum;
}

function wordSum(bytes: Buffer, from: number, count: number): number {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + from, count);
  let low = 0;
  let high = 0;
  let index = 0;
  // Four words at a time: this takes two thirds of the time of a plain loop.
  for (; index < count - 3; index += 4) {
    const first = words[index];
    const second = words[index + 1];
    const third = words[index + 2];
    const fourth = words[index + 3];
    low += (first & 0xffff) + (second & 0xffff) + (third & 0xffff) + (fourth & 0xffff);
    high += (first >>> 16) + (second >>> 16) + (third >>> 16) + (fourth >>> 16);
  }
  for (; index < count; index += 1) {
    const word = words[index];
    low += word & 0xffff;
    high += word >>> 16;
  }
  return low + high;
}
