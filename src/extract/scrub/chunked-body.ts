import type { Buffer } from 'node:buffer';
import { BLANK } from './fillers.ts';

/** Where the data of a chunked body stand in its bytes, and where its trailers begin: behind the last chunk that could be read. */
export interface ChunkedBody {
  readonly data: readonly (readonly [start: number, end: number])[];
  readonly trailers: number;
  /** False where the coding breaks off or is wrong; then nothing is known of the bytes behind `trailers`. */
  readonly complete: boolean;
}

const LINE_FEED = 0x0a;
/** RFC 9112 §7.1; extensions (§7.1.1) may hold anything. */
const SIZE_LINE = /^([0-9A-Fa-f]{1,13})[ \t]*(;[^\r]*)?\r?$/;
const LONGEST_SIZE_LINE = 16 * 1024;

/** Reads the chunked coding from `start` on, and blanks the extensions of its chunks. */
export function readChunked(bytes: Buffer, start: number): ChunkedBody {
  const data: [number, number][] = [];
  let at = start;
  for (;;) {
    const feed = bytes.indexOf(LINE_FEED, at);
    if (feed < 0 || feed - at > LONGEST_SIZE_LINE) return { data, trailers: at, complete: false };
    const line = bytes.toString('latin1', at, feed);
    const [, digits, extension = ''] = SIZE_LINE.exec(line) ?? [];
    if (digits === undefined) return { data, trailers: at, complete: false };
    if (extension !== '') {
      const from = at + line.indexOf(';') + 1;
      bytes.fill(BLANK, from, from + extension.length - 1);
    }
    const size = Number.parseInt(digits, 16);
    at = feed + 1;
    if (size === 0) return { data, trailers: at, complete: true };
    const end = Math.min(at + size, bytes.length);
    data.push([at, end]);
    if (at + size >= bytes.length) return { data, trailers: bytes.length, complete: false };
    const next = bytes.indexOf(LINE_FEED, end);
    // The data of a chunk are followed by a line end and nothing else.
    if (next < 0 || next > end + 1) return { data, trailers: end, complete: false };
    at = next + 1;
  }
}
