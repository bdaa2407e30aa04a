import { MAX_GAPS_LISTED } from '../base/limits.ts';
import type { Frame } from '../capture/index.ts';
import type { Segment } from '../packet/index.ts';
import type { ConnectionHalf } from './connection-half.ts';
import type { ConnectionConsumer, Direction, EndCause, GapCause, Interest } from './events.ts';
import { type Gap, gapAt } from './gap.ts';
import { type PendingSegment, PendingSegments } from './pending-segments.ts';

/** The one `Arrival` of a connection, written over for every delivery. */
interface MutableArrival {
  frame: number;
  seconds: number;
  nanoseconds: number;
  offset: number;
  acknowledged: number;
}

/**
 * Hands a connection's bytes to its consumer: each once and in order, what is absent as gaps. Bytes ahead of a hole
 * wait with their direction until the hole is filled or declared.
 */
export class Delivery {
  readonly consumer: ConnectionConsumer;
  interest: Interest = 'undecided';
  readonly gaps: Gap[] = [];
  /** All gaps, also those beyond the bound of the list. */
  gapCount = 0;
  cutCount = 0;
  readonly #at: MutableArrival = { frame: 0, seconds: 0, nanoseconds: 0, offset: 0, acknowledged: -1 };

  constructor(consumer: ConnectionConsumer) {
    this.consumer = consumer;
  }

  /** What comes next is told by this frame. */
  moveTo(frame: number, seconds: number, nanoseconds: number): void {
    this.#at.frame = frame;
    this.#at.seconds = seconds;
    this.#at.nanoseconds = nanoseconds;
  }

  /** Takes a segment's payload, which begins at `offset` of its direction. */
  payload(
    half: ConnectionHalf,
    direction: Direction,
    frame: Frame,
    segment: Segment,
    offset: number,
    acknowledged: number,
  ): void {
    const end = offset + segment.payloadLength;
    const now = frame.seconds + frame.nanoseconds / 1e9;
    if (end <= half.nextOffset) {
      half.noteCopy(frame.number, now, segment.payloadLength);
      return;
    }
    if (half.hasBadChecksum(segment)) {
      half.badChecksumSegments ??= new PendingSegments();
      if (!half.badChecksumSegments.full(segment.payloadLength)) {
        half.badChecksumSegments.insert(copyPiece(frame, segment, offset, acknowledged));
      }
      return;
    }
    const at = this.#at;
    at.acknowledged = acknowledged;
    if (offset <= half.nextOffset) {
      at.frame = frame.number;
      at.seconds = frame.seconds;
      at.nanoseconds = frame.nanoseconds;
      half.lastArrival = now;
      const skip = half.nextOffset - offset;
      this.#deliver(
        half,
        direction,
        segment.bytes,
        segment.payloadStart + skip,
        segment.payloadEnd,
        end - half.nextOffset,
      );
      if (half.pending !== null && half.pending.size > 0) this.#drain(half, direction, half.pending);
      return;
    }
    half.pending ??= new PendingSegments();
    if (half.pending.size === 0) half.holeSince = now;
    if (half.pending.full(segment.payloadLength)) this.declareHole(half, direction);
    if (half.nextOffset >= offset) {
      this.payload(half, direction, frame, segment, offset, acknowledged);
      return;
    }
    const added = half.pending.insert(copyPiece(frame, segment, offset, acknowledged));
    if (added === 0) half.noteCopy(frame.number, now, segment.payloadLength);
    else half.lastArrival = now;
  }

  #deliver(
    half: ConnectionHalf,
    direction: Direction,
    bytes: Buffer,
    start: number,
    end: number,
    length: number,
  ): void {
    const at = this.#at;
    at.offset = half.nextOffset;
    if (!half.startKnown) {
      half.startKnown = true;
      this.interest = this.consumer.gap(direction, 0, 'lost', at);
    }
    const captured = Math.min(Math.max(end - start, 0), length);
    if (captured > 0) {
      this.interest = this.consumer.data(direction, bytes, start, start + captured, at);
    }
    half.lastDelivery = at.seconds + at.nanoseconds / 1e9;
    half.advanceTo(half.nextOffset + captured);
    if (captured < length) this.gap(half, direction, length - captured, 'cut');
  }

  /** `length` bytes are absent at the present position. */
  gap(half: ConnectionHalf, direction: Direction, length: number, cause: GapCause): void {
    const at = this.#at;
    at.offset = half.nextOffset;
    this.gapCount += 1;
    if (cause === 'cut') this.cutCount += 1;
    if (this.gaps.length < MAX_GAPS_LISTED) this.gaps.push(gapAt(at, half, direction, length, cause));
    this.interest = this.consumer.gap(direction, length, cause, at);
    half.advanceTo(half.nextOffset + length);
  }

  #drain(half: ConnectionHalf, direction: Direction, pending: PendingSegments): void {
    for (;;) {
      const piece = pending.first();
      if (piece === undefined || piece.offset > half.nextOffset) break;
      pending.removeFirst(piece);
      this.#deliverPiece(half, direction, piece);
    }
    // A further hole is as old as what waits behind it, not as the one before.
    const next = pending.first();
    if (next !== undefined) half.holeSince = next.seconds + next.nanoseconds / 1e9;
  }

  #deliverPiece(half: ConnectionHalf, direction: Direction, piece: PendingSegment): void {
    const skip = half.nextOffset - piece.offset;
    if (skip >= piece.length) return;
    const at = this.#at;
    at.frame = piece.frame;
    at.seconds = piece.seconds;
    at.nanoseconds = piece.nanoseconds;
    at.acknowledged = piece.acknowledged;
    this.#deliver(half, direction, piece.bytes, skip, piece.bytes.length, piece.length - skip);
  }

  /** Skips to the first waiting piece, and goes on from there. */
  declareHole(half: ConnectionHalf, direction: Direction): void {
    const pending = half.pending;
    const first = pending?.first();
    if (pending === null || first === undefined) return;
    this.deliverBadChecksumSegments(half, direction, Math.min(first.offset, half.acknowledged));
    if (first.offset > half.nextOffset) {
      const at = this.#at;
      at.frame = first.frame;
      at.seconds = first.seconds;
      at.nanoseconds = first.nanoseconds;
      at.acknowledged = first.acknowledged;
      this.gap(half, direction, first.offset - half.nextOffset, 'lost');
    }
    this.#drain(half, direction, pending);
  }

  /** The peer acknowledged bytes of which only copies with a wrong checksum were captured: then those were right. */
  deliverBadChecksumSegments(half: ConnectionHalf, direction: Direction, until: number): void {
    const suspects = half.badChecksumSegments;
    while (suspects !== null) {
      const piece = suspects.first();
      if (piece === undefined || piece.offset > half.nextOffset || piece.offset >= until) break;
      suspects.removeFirst(piece);
      this.#deliverPiece(half, direction, piece);
    }
  }

  /** No more bytes in this direction. */
  end(half: ConnectionHalf, direction: Direction, cause: EndCause): void {
    half.ended = true;
    half.endCause = cause;
    this.#at.offset = half.nextOffset;
    this.consumer.end(direction, cause, this.#at);
  }
}

function copyPiece(frame: Frame, segment: Segment, offset: number, acknowledged: number): PendingSegment {
  return {
    offset,
    bytes: Buffer.from(segment.bytes.subarray(segment.payloadStart, segment.payloadEnd)),
    length: segment.payloadLength,
    frame: frame.number,
    seconds: frame.seconds,
    nanoseconds: frame.nanoseconds,
    acknowledged,
  };
}
