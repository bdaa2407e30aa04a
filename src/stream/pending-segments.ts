import { MAX_PENDING_BYTES, MAX_PENDING_SEGMENTS } from '../base/limits.ts';

/** Payload of a segment that is kept, with what is needed to deliver it later as if it had just come. */
export interface PendingSegment {
  /** Stream offset of the first byte. */
  offset: number;
  /** A copy of the captured bytes; may be shorter than `length` where the snap length cut the frame. */
  bytes: Buffer;
  /** Bytes on the wire. */
  length: number;
  /** Number and capture time of the frame that brought it. */
  readonly frame: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  /** As `Arrival.acknowledged`. */
  readonly acknowledged: number;
  /** It carried a FIN, which is not taken for true yet because its checksum is wrong. */
  readonly hasDoubtfulFin: boolean;
}

/**
 * Segments of one direction that cannot be delivered yet, most of them because bytes before them are absent: in order, not
 * overlapping, bounded. Where copies overlap the one that came first is kept, as Wireshark and Linux do.
 */
export class PendingSegments {
  /** Captured bytes held. */
  bytes = 0;
  readonly #segments: PendingSegment[] = [];

  get size(): number {
    return this.#segments.length;
  }

  /** The segment with the lowest offset. */
  first(): PendingSegment | undefined {
    return this.#segments[0];
  }

  /** The lowest number of a frame that brought one; infinite where there is none. */
  get firstFrame(): number {
    return this.#segments.reduce((lowest, { frame }) => Math.min(lowest, frame), Number.POSITIVE_INFINITY);
  }

  /** Takes out the segment with the lowest offset, as `first` gave it. */
  removeFirst(segment: PendingSegment): void {
    this.#segments.shift();
    this.bytes -= segment.bytes.length;
  }

  /** True where a further segment of so many bytes would pass a bound. */
  full(length: number): boolean {
    return this.#segments.length >= MAX_PENDING_SEGMENTS || this.bytes + length > MAX_PENDING_BYTES;
  }

  /** Keeps those parts of a segment that are not held yet; returns how many of its bytes were new. */
  insert(segment: PendingSegment): number {
    let index = this.#indexAfter(segment.offset);
    let offset = segment.offset;
    const end = segment.offset + segment.length;
    const before = this.#segments[index - 1];
    if (before !== undefined) offset = Math.max(offset, before.offset + before.length);
    let added = 0;
    while (offset < end) {
      const next = this.#segments[index];
      const until = next === undefined ? end : Math.min(end, next.offset);
      if (until > offset) {
        const part = slice(segment, offset, until);
        this.#segments.splice(index, 0, part);
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

  /** Index of the first segment whose offset is higher than the one given. */
  #indexAfter(offset: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#segments[middle].offset <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function slice(segment: PendingSegment, from: number, to: number): PendingSegment {
  if (from === segment.offset && to === segment.offset + segment.length) return segment;
  return {
    ...segment,
    offset: from,
    length: to - from,
    hasDoubtfulFin: segment.hasDoubtfulFin && to === segment.offset + segment.length,
    bytes: segment.bytes.subarray(
      Math.min(from - segment.offset, segment.bytes.length),
      Math.min(to - segment.offset, segment.bytes.length),
    ),
  };
}
