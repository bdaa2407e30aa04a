import type { Buffer } from 'node:buffer';

const CR = 0x0d;
const LF = 0x0a;
/** Hexadecimal digits of a chunk's size that are read. */
const MOST_DIGITS = 5;

/** How far the chunks of a body have come. `odd`: they are written in a way that the lane leaves to the general way. */
export type ChunkedEnd = number | 'incomplete' | 'odd';

/**
 * Walks over a chunked body (RFC 9112 §7.1) without extensions, trailers and leading zeros. Gives the index behind it.
 * `onChunk` gets the place of each chunk's data.
 */
export function chunkedEnd(
  bytes: Buffer,
  start: number,
  end: number,
  onChunk: (from: number, to: number) => void,
): ChunkedEnd {
  let at = start;
  for (;;) {
    let size = 0;
    const first = at;
    for (; at < end; at++) {
      const digit = hexDigit(bytes[at]);
      if (digit < 0) break;
      size = size * 16 + digit;
    }
    if (at - first > MOST_DIGITS) return 'odd';
    if (at === end) return 'incomplete';
    if (at === first || bytes[at] !== CR || (bytes[first] === 0x30 && at - first > 1)) return 'odd';
    if (at + 1 === end) return 'incomplete';
    if (bytes[at + 1] !== LF) return 'odd';
    at += 2;
    const data = at;
    at += size;
    // Behind the last chunk stands an empty line, behind the others the end of theirs.
    if (at >= end) return 'incomplete';
    if (bytes[at] !== CR) return 'odd';
    if (at + 1 === end) return 'incomplete';
    if (bytes[at + 1] !== LF) return 'odd';
    at += 2;
    if (size === 0) return at;
    onChunk(data, data + size);
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
