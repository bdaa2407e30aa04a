import type { Buffer } from 'node:buffer';

const COMPRESSED_LITERALS = 2;
/** Length of the literals section header by its size format (RFC 8878, section 3.1.1.3.1.1). */
const LITERALS_HEADER_BYTES = [3, 3, 4, 5] as const;
const LEAST_ACCURACY = 5;
/** fzstd refuses a table of a higher accuracy. */
const MOST_ACCURACY = 6;
const MOST_SYMBOLS = 255;

/**
 * True where the compressed block from `start` to `end` has Huffman weights in which one weight has the whole
 * probability. The format forbids that. Reading such a weight takes no bits, so fzstd 0.1.1 reads them without end. Any
 * other table is safe: some state of each symbol takes bits, so reading reaches the end of the data.
 */
export function hasEndlessWeights(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start] ?? 0;
  if (start >= end || (first & 3) !== COMPRESSED_LITERALS) return false;
  const tree = start + (LITERALS_HEADER_BYTES[(first >> 2) & 3] ?? 0);
  // From 128 on the weights are stored directly, not as an FSE stream.
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
    // The value 0 stands for a probability of less than 1, which counts as 1.
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
