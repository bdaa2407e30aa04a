import { Buffer } from 'node:buffer';

/**
 * Bits of the code of each byte value, and at last of the end-of-string symbol (RFC 7541 appendix B). The code is canonical: codes of
 * one length count up with the symbols, and those of the next length follow them, so that the lengths tell all of it.
 */
// biome-ignore format: a table is read in rows.
const CODE_LENGTHS: readonly number[] = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
  5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7,
  7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
  15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7,
  7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
  24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22, 23, 23, 21,
  23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
  26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24,
  21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
  26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
];

const END_OF_STRING = 256;
/** Bits that may fill the last byte: fewer than a byte, all of them 1 (RFC 7541 §5.2). */
const MAX_PADDING_BITS = 7;
/** The shortest code has 5 bits: so many bytes come out of 5 coded ones at most. */
const SHORTEST_CODE_BITS = 5;

/**
 * The code as a tree: two numbers for each node, for bit 0 and bit 1. Above 0: the next node. Below 0: `-1 - symbol`. 0: no code
 * goes there.
 */
const TREE = treeOf(CODE_LENGTHS);

function treeOf(lengths: readonly number[]): Int16Array {
  const tree = new Int16Array(2 * lengths.length);
  const symbols = [...lengths.keys()].sort((one, other) => lengths[one] - lengths[other] || one - other);
  let nodes = 1;
  let code = 0;
  let length = 0;
  for (const symbol of symbols) {
    code = length === 0 ? 0 : (code + 1) * 2 ** (lengths[symbol] - length);
    length = lengths[symbol];
    let node = 0;
    for (let bit = length - 1; bit > 0; bit -= 1) {
      const branch = 2 * node + ((code >>> bit) & 1);
      if (tree[branch] === 0) {
        tree[branch] = nodes;
        nodes += 1;
      }
      node = tree[branch];
    }
    tree[2 * node + (code & 1)] = -1 - symbol;
  }
  return tree;
}

/** Where texts are put together; it grows, and is used again. */
let room = Buffer.alloc(1024);

/** The text of a Huffman-coded string literal as Latin-1; null where the code is broken (RFC 7541 §5.2). */
export function readHuffman(bytes: Buffer, start: number, end: number): string | null {
  const most = Math.ceil(((end - start) * 8) / SHORTEST_CODE_BITS);
  if (room.length < most) room = Buffer.alloc(most * 2);
  let length = 0;
  let node = 0;
  /** Bits since the last symbol, and whether all of them are 1. */
  let depth = 0;
  let isPadding = true;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    for (let bit = 7; bit >= 0; bit -= 1) {
      const value = (byte >>> bit) & 1;
      const next = TREE[2 * node + value];
      depth += 1;
      if (value === 0) isPadding = false;
      if (next > 0) {
        node = next;
        continue;
      }
      const symbol = -1 - next;
      if (symbol < 0 || symbol === END_OF_STRING) return null;
      room[length] = symbol;
      length += 1;
      node = 0;
      depth = 0;
      isPadding = true;
    }
  }
  if (depth > MAX_PADDING_BITS || !isPadding) return null;
  return room.toString('latin1', 0, length);
}
