import type { Buffer } from 'node:buffer';
import { FLAG, FRAME, FRAME_HEAD_BYTES, frameHeadAt, looksLikeFrame } from './frame.ts';
import { HpackDecoder } from './hpack/decoder.ts';

/** What is known of the frames that begin at a place and follow each other. */
interface Chain {
  /** Frames whose heads were seen. */
  readonly count: number;
  /** The last one ends where the bytes do, and not behind that. */
  readonly isExact: boolean;
}

/**
 * Finds where a frame begins in bytes of a direction that lost its place, or that the capture met within a connection: the first
 * place from which frames follow each other up to the end of the bytes. -1 where there is none. One frame alone is believed at the
 * first byte, where a sender's write mostly begins, or where it ends with the bytes.
 */
export function findFrame(bytes: Buffer, start: number, end: number): number {
  const length = end - start;
  if (length < FRAME_HEAD_BYTES) return -1;
  // From the last place to the first, so that each place is looked at once however many frames there are.
  const counts = new Int32Array(length);
  const exact = new Uint8Array(length);
  let found = -1;
  for (let at = length - FRAME_HEAD_BYTES; at >= 0; at -= 1) {
    if (!looksLikeFrame(bytes, start + at)) continue;
    const next = at + FRAME_HEAD_BYTES + frameHeadAt(bytes, start + at).length;
    if (next < length && next + FRAME_HEAD_BYTES <= length && counts[next] === 0) continue;
    const chain = chainOf(next, length, counts, exact);
    counts[at] = chain.count;
    exact[at] = chain.isExact ? 1 : 0;
    if (chain.count > 1 || chain.isExact || at === 0) found = at;
  }
  return found < 0 ? -1 : start + found;
}

function chainOf(next: number, length: number, counts: Int32Array, exact: Uint8Array): Chain {
  if (next === length) return { count: 1, isExact: true };
  // The next head, or this frame's payload, goes on in the segment that follows.
  if (next + FRAME_HEAD_BYTES > length) return { count: 1, isExact: false };
  return { count: counts[next] + 1, isExact: exact[next] === 1 };
}

/** Frames before the first HEADERS frame: a SETTINGS frame, its acknowledgement, window updates, a ping. */
const MOST_FRAMES_LOOKED_AT = 8;
/** Bytes between a frame's head and its header block where it has a priority. */
const PRIORITY_BYTES = 5;

/**
 * Whether bytes of a connection of which nothing is known show HTTP/2 beyond doubt: frames follow each other from the first byte on,
 * and one of the first is a HEADERS frame whose block can be read and has a pseudo-header field.
 */
export function showsHttp2(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  for (let count = 0; count < MOST_FRAMES_LOOKED_AT; count += 1) {
    if (at + FRAME_HEAD_BYTES >= end || !looksLikeFrame(bytes, at)) return false;
    const { length, type, flags } = frameHeadAt(bytes, at);
    const payload = at + FRAME_HEAD_BYTES;
    if (type === FRAME.headers) {
      if ((flags & FLAG.padded) !== 0) return false;
      const block = payload + ((flags & FLAG.priority) === 0 ? 0 : PRIORITY_BYTES);
      return hasPseudoField(bytes, block, Math.min(end, payload + length), end < payload + length);
    }
    at = payload + length;
  }
  return false;
}

function hasPseudoField(bytes: Buffer, start: number, end: number, isCut: boolean): boolean {
  if (start >= end) return false;
  const { list, fault } = new HpackDecoder(false).read(bytes, start, end);
  if (fault !== null && !(isCut && fault === 'cut')) return false;
  return list.some((text, index) => index % 2 === 0 && PSEUDO_FIELDS.has(text));
}

/** RFC 9113 §8.3.1, §8.3.2. */
const PSEUDO_FIELDS: ReadonlySet<string> = new Set([':method', ':path', ':scheme', ':authority', ':status']);
