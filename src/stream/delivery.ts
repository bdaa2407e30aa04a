import { MAX_GAPS_LISTED } from '../base/limits.ts';
import type { Frame } from '../capture/index.ts';
import { FIN, type Segment } from '../packet/index.ts';
import type { ConnectionHalf } from './connection-half.ts';
import type { ConnectionConsumer, Direction, EndCause, GapCause, Interest } from './events.ts';
import { type Gap, gapAt } from './gap.ts';
import { type PendingSegment, PendingSegments } from './pending-segments.ts';

/** An `Arrival` that is written over for every delivery; a connection has one. */
interface MutableArrival {
  frame: number;
  seconds: number;
  nanoseconds: number;
  offset: number;
  acknowledged: number;
}

/**
 * Hands a connection's bytes to its consumer, each once and in order, and tells it of those that are absent. Bytes ahead of
 * a hole are kept with their direction until the hole is filled or declared lost.
 */
export class Delivery {
  readonly consumer: ConnectionConsumer;
  interest: Interest = 'undecided';
  gaps: Gap[] = [];
  /** All gaps, also those beyond the bound of the list. */
  gapCount = 0;
  cutCount = 0;
  readonly #at: MutableArrival = { frame: 0, seconds: 0, nanoseconds: 0, offset: 0, acknowledged: -1 };

  constructor(consumer: ConnectionConsumer) {
    this.consumer = consumer;
  }

  /** What is told next was shown by this frame. */
  moveTo(frame: number, seconds: number, nanoseconds: number): void {
    this.#at.frame = frame;
    this.#at.seconds = seconds;
    this.#at.nanoseconds = nanoseconds;
  }

  /**
   * Takes a segment's payload, which begins at `offset` of its direction. `acknowledged`: as in `Arrival`. `isDamaged`: its
   * checksum is wrong, so that a good copy may follow.
   */
  payload(
    half: ConnectionHalf,
    direction: Direction,
    frame: Frame,
    segment: Segment,
    offset: number,
    acknowledged: number,
    isDamaged: boolean,
  ): void {
    const end = offset + segment.payloadLength;
    if (end <= half.nextOffset) {
      half.noteCopy(frame, segment.payloadLength);
      return;
    }
    if (isDamaged) {
      half.badChecksumSegments ??= new PendingSegments();
      if (!half.badChecksumSegments.full(segment.payloadLength)) {
        half.badChecksumSegments.insert(copyOfSegment(frame, segment, offset, acknowledged, isDamaged));
      }
      return;
    }
    if (half.doubtful && half.checksums === 'offloaded') this.trustDamaged(half, direction);
    const at = this.#at;
    at.acknowledged = acknowledged;
    if (offset <= half.nextOffset) {
      at.frame = frame.number;
      at.seconds = frame.seconds;
      at.nanoseconds = frame.nanoseconds;
      half.arrivalSeconds = frame.seconds;
      half.arrivalNanoseconds = frame.nanoseconds;
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
    if (half.pending.size === 0) half.holeSince = frame.seconds + frame.nanoseconds / 1e9;
    if (half.pending.full(segment.payloadLength)) this.declareHole(half, direction);
    if (half.nextOffset >= offset) {
      this.payload(half, direction, frame, segment, offset, acknowledged, isDamaged);
      return;
    }
    const added = half.pending.insert(copyOfSegment(frame, segment, offset, acknowledged, isDamaged));
    if (added === 0) {
      half.noteCopy(frame, segment.payloadLength);
    } else {
      half.arrivalSeconds = frame.seconds;
      half.arrivalNanoseconds = frame.nanoseconds;
    }
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
    half.deliverySeconds = at.seconds;
    half.deliveryNanoseconds = at.nanoseconds;
    half.advanceTo(half.nextOffset + captured);
    if (captured < length) this.gap(half, direction, length - captured, 'cut');
  }

  /** Tells that `length` bytes are absent at the present position. */
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
      const segment = pending.first();
      if (segment === undefined || segment.offset > half.nextOffset) break;
      pending.removeFirst(segment);
      this.#deliverKept(half, direction, segment);
    }
    // The next hole is as old as the first segment behind it; the age of the hole before does not count.
    const next = pending.first();
    if (next !== undefined) half.holeSince = next.seconds + next.nanoseconds / 1e9;
  }

  #deliverKept(half: ConnectionHalf, direction: Direction, segment: PendingSegment): void {
    const skip = half.nextOffset - segment.offset;
    if (skip >= segment.length) return;
    const at = this.#at;
    at.frame = segment.frame;
    at.seconds = segment.seconds;
    at.nanoseconds = segment.nanoseconds;
    at.acknowledged = segment.acknowledged;
    this.#deliver(half, direction, segment.bytes, skip, segment.bytes.length, segment.length - skip);
    if (segment.hasDoubtfulFin) half.noteFin(half.nextOffset, segment.seconds + segment.nanoseconds / 1e9);
  }

  /** Declares lost what is absent before the first segment that waits, and goes on from there. */
  declareHole(half: ConnectionHalf, direction: Direction): void {
    const pending = half.pending;
    const first = pending?.first();
    if (pending === null || first === undefined) return;
    this.deliverDamaged(half, direction, half.acknowledged);
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

  /**
   * Delivers bytes with a wrong checksum up to the first sound ones, as far as they stand in segments that begin before
   * `until`: the peer acknowledged them and no other copy was captured, so they were right. Bytes before them are lost then.
   */
  deliverDamaged(half: ConnectionHalf, direction: Direction, until: number): void {
    const damaged = half.badChecksumSegments;
    if (damaged === null) return;
    if (half.checksums === 'unseen') {
      this.trustDamaged(half, direction);
      return;
    }
    const sound = half.pending?.first()?.offset ?? Number.POSITIVE_INFINITY;
    for (let segment = damaged.first(); segment !== undefined; segment = damaged.first()) {
      if (segment.offset >= Math.min(until, sound)) return;
      damaged.removeFirst(segment);
      const at = this.#at;
      at.frame = segment.frame;
      at.seconds = segment.seconds;
      at.nanoseconds = segment.nanoseconds;
      at.acknowledged = segment.acknowledged;
      if (segment.offset > half.nextOffset)
        this.gap(half, direction, segment.offset - half.nextOffset, 'lost');
      const length = Math.min(segment.length, sound - segment.offset);
      const hasDoubtfulFin = segment.hasDoubtfulFin && length === segment.length;
      const bytes = segment.bytes.subarray(0, length);
      this.#deliverKept(half, direction, { ...segment, length, bytes, hasDoubtfulFin });
    }
  }

  /** The direction's checksums tell nothing: what was set aside for a wrong one is as good as any. */
  trustDamaged(half: ConnectionHalf, direction: Direction): void {
    half.checksums = 'offloaded';
    const damaged = half.badChecksumSegments;
    half.badChecksumSegments = null;
    for (let segment = damaged?.first(); segment !== undefined; segment = damaged?.first()) {
      damaged?.removeFirst(segment);
      if (segment.offset <= half.nextOffset) {
        this.#deliverKept(half, direction, segment);
        continue;
      }
      half.pending ??= new PendingSegments();
      if (half.pending.size === 0) half.holeSince = segment.seconds + segment.nanoseconds / 1e9;
      half.pending.insert(segment);
    }
    if (half.pending !== null && half.pending.size > 0) this.#drain(half, direction, half.pending);
  }

  /** Tells that a direction has no more bytes. */
  end(half: ConnectionHalf, direction: Direction, cause: EndCause): void {
    half.ended = true;
    this.#at.offset = half.nextOffset;
    this.consumer.end(direction, cause, this.#at);
  }
}

function copyOfSegment(
  frame: Frame,
  segment: Segment,
  offset: number,
  acknowledged: number,
  isDamaged: boolean,
): PendingSegment {
  return {
    offset,
    bytes: Buffer.from(segment.bytes.subarray(segment.payloadStart, segment.payloadEnd)),
    length: segment.payloadLength,
    frame: frame.number,
    seconds: frame.seconds,
    nanoseconds: frame.nanoseconds,
    acknowledged,
    hasDoubtfulFin: isDamaged && (segment.flags & FIN) !== 0,
  };
}
