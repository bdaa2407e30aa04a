import { MAX_PENDING_BYTES, MAX_PENDING_SEGMENTS } from '../base/limits.ts';

/** Bytes that arrived ahead of a hole, with what is needed to deliver them later as if they had just come. */
export interface PendingSegment {
  /** Stream offset of the first byte. */
  offset: number;
  /** A copy of the captured bytes; may be shorter than `length` where the snap length cut the frame. */
  bytes: Buffer;
  /** Bytes on the wire. */
  length: number;
  readonly frame: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly acknowledged: number;
}

/**
 * The pieces of one direction that wait for the bytes before them: ordered, not overlapping, bounded.
 * Where copies overlap the one that came first is kept, as Wireshark and Linux do.
 */
export class PendingSegments {
  /** Captured bytes held. */
  bytes = 0;
  readonly #pieces: PendingSegment[] = [];

  get size(): number {
    return this.#pieces.length;
  }

  /** The piece with the lowest offset. */
  first(): PendingSegment | undefined {
    return this.#pieces[0];
  }

  /** Takes out the piece with the lowest offset, as `first` gave it. */
  removeFirst(piece: PendingSegment): void {
    this.#pieces.shift();
    this.bytes -= piece.bytes.length;
  }

  /** True where a further piece would pass a bound. */
  full(length: number): boolean {
    return this.#pieces.length >= MAX_PENDING_SEGMENTS || this.bytes + length > MAX_PENDING_BYTES;
  }

  /** Keeps those parts of a piece that are not held yet; returns how many of its bytes were new. */
  insert(piece: PendingSegment): number {
    let index = this.#indexAfter(piece.offset);
    let offset = piece.offset;
    const end = piece.offset + piece.length;
    const before = this.#pieces[index - 1];
    if (before !== undefined) offset = Math.max(offset, before.offset + before.length);
    let added = 0;
    while (offset < end) {
      const next = this.#pieces[index];
      const until = next === undefined ? end : Math.min(end, next.offset);
      if (until > offset) {
        const part = slice(piece, offset, until);
        this.#pieces.splice(index, 0, part);
        this.bytes += part.bytes.length;
        added += part.length;
        index += 1;
      }
      if (next === undefined) break;
      offset = Math.max(offset, next.offset + next.length);
      index += 1;
    }
    return added;
  }

  /** Index of the first piece whose offset is higher than the one given. */
  #indexAfter(offset: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#pieces[middle].offset <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function slice(piece: PendingSegment, from: number, to: number): PendingSegment {
  if (from === piece.offset && to === piece.offset + piece.length) return piece;
  return {
    ...piece,
    offset: from,
    length: to - from,
    bytes: piece.bytes.subarray(
      Math.min(from - piece.offset, piece.bytes.length),
      Math.min(to - piece.offset, piece.bytes.length),
    ),
  };
}
