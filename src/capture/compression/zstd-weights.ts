import type { Buffer } from 'node:buffer';

const COMPRESSED_LITERALS = 2;
/** RFC 8878, section 3.1.1.3.1.1: by size format. */
const LITERALS_HEADER_BYTES = [3, 3, 4, 5] as const;
const LEAST_ACCURACY = 5;
/** Beyond it fzstd refuses the table. */
const MOST_ACCURACY = 6;
const MOST_SYMBOLS = 255;

/**
 * True where the literals of the compressed block from `start` to `end` have Huffman weights in which one weight has
 * all the probability: reading one then takes no bits, and fzstd 0.1.1 reads them for ever. The format forbids such
 * weights. Of a symbol with less, one after the other of its states must take bits, so that no other table is endless.
 */
export function hasEndlessWeights(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  if (start >= end || (first & 3) !== COMPRESSED_LITERALS) return false;
  const tree = start + (LITERALS_HEADER_BYTES[(first >> 2) & 3] ?? 0);
  // From 128 on the weights are written plainly.
  if (tree >= end || (bytes[tree] ?? 0) >= 128) return false;
  return oneSymbolHasAll(bytes, tree + 1);
}

/** Goes through an FSE table description (RFC 8878, section 4.1.1) until the probabilities are used up. */
function oneSymbolHasAll(bytes: Buffer, start: number): boolean {
  const accuracy = LEAST_ACCURACY + ((bytes[start] ?? 0) & 15);
  if (accuracy > MOST_ACCURACY) return false;
  const all = 1 << accuracy;
  let left = all;
  let at = start * 8 + 4;
  for (let symbol = 0; left > 0 && symbol <= MOST_SYMBOLS; symbol++) {
    const width = 32 - Math.clz32(left + 1);
    const below = (1 << width) - 1 - (left + 1);
    const value = bits(bytes, at, width);
    const small = value & ((1 << (width - 1)) - 1);
    let count = value;
    if (small < below) {
      count = small;
      at += width - 1;
    } else {
      if (value >= 1 << (width - 1)) count -= below;
      at += width;
    }
    // 0 is written for a probability of less than 1, which takes the place of 1.
    const probability = count - 1;
    if (probability === all) return true;
    left -= Math.abs(probability);
    if (probability !== 0) continue;
    for (let repeat = 3; repeat === 3; at += 2) {
      repeat = bits(bytes, at, 2);
      symbol += repeat;
    }
  }
  return false;
}

/** `count` (at most 8) bits at a bit position, the lowest first; 0 beyond the end. */
function bits(bytes: Buffer, at: number, count: number): number {
  const index = at >> 3;
  const word = (bytes[index] ?? 0) | ((bytes[index + 1] ?? 0) << 8);
  return (word >> (at & 7)) & ((1 << count) - 1);
}
