import type { Frame } from '../capture/index.ts';
import { ACK, FIN, RST, type Segment, SYN } from '../packet/index.ts';
import { ConnectionHalf } from './connection-half.ts';
import { Delivery } from './delivery.ts';
import type { ConnectionConsumer, Direction, EndCause } from './events.ts';
import { NOTHING_REPEATED, type TcpAnomalies } from './tcp-anomalies.ts';

/**
 * A TCP connection whose bytes are wanted: puts each direction's segments in order and hands every byte once to the
 * consumer, and tells it of holes. A hole is declared late: when the peer acknowledged what the capture lacks and some
 * time went by, or at the end. Until then a reordered or retransmitted segment can still fill it.
 *
 * What the consumer is told depends on the connection's own segments only. Time settles things in an order of its own
 * (see `settle`), so it does not matter how often or when anybody looks at the clock between two segments.
 */
export class FollowedConnection {
  readonly halves: readonly [ConnectionHalf, ConnectionHalf] = [new ConnectionHalf(), new ConnectionHalf()];
  readonly #delivery: Delivery;

  /** `fromStart`: offset 0 is where both directions begin, because the handshake was seen. */
  constructor(consumer: ConnectionConsumer, fromStart: boolean) {
    this.#delivery = new Delivery(consumer);
    for (const half of this.halves) half.startKnown = fromStart;
  }

  get consumer(): ConnectionConsumer {
    return this.#delivery.consumer;
  }

  /** What went wrong so far; changes with every segment. */
  get anomalies(): TcpAnomalies {
    const { gaps, gapCount, cutCount } = this.#delivery;
    return { halves: this.halves, gaps, gapCount, cutCount };
  }

  /** Gaps were found since they were taken last. */
  get hasGaps(): boolean {
    return this.#delivery.gapCount > 0;
  }

  /** Gives the gaps that were found; they are no longer part of the {@link anomalies}. */
  takeGaps(): TcpAnomalies {
    const { gaps, gapCount, cutCount } = this.#delivery;
    this.#delivery.gaps = [];
    this.#delivery.gapCount = 0;
    this.#delivery.cutCount = 0;
    return { halves: NOTHING_REPEATED, gaps, gapCount, cutCount };
  }

  /** True once both directions have ended. */
  get closed(): boolean {
    return this.halves[0].ended && this.halves[1].ended;
  }

  /** True once an RST ended a direction. */
  get wasReset(): boolean {
    return this.halves[0].resetOffset >= 0 || this.halves[1].resetOffset >= 0;
  }

  /** True where there is nothing more to follow: it is closed, or the consumer does not want it. */
  get over(): boolean {
    return this.#delivery.interest === 'unwanted' || this.closed;
  }

  /** True where time alone can change something: bytes wait behind a hole, or an end was told and is not reached. */
  get unsettled(): boolean {
    return this.halves[0].unsettled || this.halves[1].unsettled;
  }

  /** True where no bytes wait and no end was told; then it is not {@link unsettled}. */
  get calm(): boolean {
    return this.halves[0].calm && this.halves[1].calm;
  }

  /** True where the consumer waits for nothing and nothing waits for the consumer: it can be set aside without loss. */
  get idle(): boolean {
    const [first, second] = this.halves;
    return this.consumer.idle === true && !this.unsettled && !first.doubtful && !second.doubtful;
  }

  /** Number of the first frame of what the consumer has under way, or waits for it; infinite where nothing does. */
  get firstFrameUnderWay(): number {
    const [first, second] = this.halves;
    const ofConsumer = this.consumer.firstFrameUnderWay ?? Number.POSITIVE_INFINITY;
    return Math.min(ofConsumer, first.firstFrameWaiting, second.firstFrameWaiting);
  }

  /** Captured bytes that wait behind holes. */
  get pendingBytes(): number {
    return (this.halves[0].pending?.bytes ?? 0) + (this.halves[1].pending?.bytes ?? 0);
  }

  /** Takes one segment, whatever it carries. What time has settled before it must have been settled (`settle`). */
  segment(frame: Frame, segment: Segment, direction: Direction): void {
    const half = this.halves[direction];
    const other = this.halves[direction === 0 ? 1 : 0];
    const flags = segment.flags;
    const firstSequence = (flags & SYN) !== 0 ? segment.sequence + 1 : segment.sequence;
    if (!half.started) half.start(firstSequence);
    const offset = half.offsetOf(firstSequence);
    const end = offset + segment.payloadLength;
    if ((flags & RST) !== 0) {
      half.noteReset(offset, frame);
      other.noteResetByPeer(frame);
      return;
    }
    // What is known already needs no look at its checksum.
    const isNew = end > half.nextOffset || (flags & FIN) !== 0;
    const isDamaged = isNew && !half.ended && half.hasBadChecksum(segment);
    const acknowledged =
      (flags & ACK) === 0
        ? other.acknowledged
        : this.#acknowledge(other, direction, frame, segment, offset <= half.nextOffset, isDamaged);
    if (segment.window === 0 && (flags & (SYN | FIN)) === 0 && !isDamaged) {
      if (half.zeroWindows++ === 0) half.firstZeroWindowFrame = frame.number;
    }
    if (segment.payloadLength > 0 && !half.ended) {
      this.#delivery.payload(half, direction, frame, segment, offset, acknowledged, isDamaged);
    }
    if (half.calm && other.calm && (flags & FIN) === 0) return;
    const now = frame.seconds + frame.nanoseconds / 1e9;
    if ((flags & FIN) !== 0 && !isDamaged) half.noteFin(end, now);
    if (half.finOffset >= 0 || other.finOffset >= 0) {
      this.#delivery.moveTo(frame.number, frame.seconds, frame.nanoseconds);
      this.#endReached();
    }
    // The segment may have acknowledged what was missed for long.
    if ((half.unsettled || other.unsettled) && !this.over) this.settle(now);
  }

  /**
   * The offset up to which the segment of `direction` acknowledges the bytes of `other`. What a damaged segment says is not
   * taken for true: its receiver threw it away, or that is not known yet.
   */
  #acknowledge(
    other: ConnectionHalf,
    direction: Direction,
    frame: Frame,
    segment: Segment,
    inOrder: boolean,
    isDamaged: boolean,
  ): number {
    const { acknowledgement } = segment;
    if (isDamaged) return other.started ? other.offsetOf(acknowledgement) : -1;
    const acknowledged = other.acknowledge(acknowledgement, frame, inOrder);
    if (other.checksums === 'unseen' && other.doubtful && other.acknowledged > other.nextOffset) {
      this.#delivery.trustDamaged(other, direction === 0 ? 1 : 0);
    }
    return acknowledged;
  }

  /** The RST that was taken was ignored by its receiver, as the segment after it shows. */
  withdrawReset(): void {
    for (const half of this.halves) {
      if (!half.ended) half.resetOffset = -1;
    }
  }

  /**
   * Declares lost what can no longer come, in the order in which it was due, and ends the directions that thereby reach
   * their end. Stops where the consumer wants no more. `now`: capture time in seconds; infinite to settle everything.
   * To settle twice is the same as to settle once at the later time.
   */
  settle(now: number): void {
    const [first, second] = this.halves;
    while (!this.over) {
      const direction = first.settlesAt <= second.settlesAt ? 0 : 1;
      const half = this.halves[direction];
      if (half.settlesAt >= now) return;
      if (half.holed) this.#delivery.declareHole(half, direction);
      else if (half.acceptedDamage !== null)
        this.#delivery.deliverDamaged(half, direction, half.acknowledged);
      else this.#giveUpTail(half, direction);
      this.#endReached();
    }
  }

  /** Gives up every hole and ends both directions, as far as they had not ended by themselves. */
  finish(cause: EndCause): void {
    this.settle(Number.POSITIVE_INFINITY);
    if (this.over) return;
    for (const direction of DIRECTIONS) this.flush(direction);
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      if (!half.ended) this.#delivery.end(half, direction, cause);
    }
  }

  /** Is followed no further, for want of room: what is under way is given up, and told as dropped. */
  giveUp(frame: number, seconds: number, nanoseconds: number): void {
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      this.flush(direction);
      this.#delivery.moveTo(frame, seconds, nanoseconds);
      const reached = half.ended || half.nextOffset === half.endOffset;
      if (!reached) this.#delivery.gap(half, direction, 1, 'dropped');
    }
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      if (half.ended) continue;
      this.#delivery.end(half, direction, half.endOffset >= 0 ? half.endCause : 'capture');
    }
  }

  /** Declares every hole of a direction, and what is known to have gone by after the last captured byte. */
  flush(direction: Direction): void {
    const half = this.halves[direction];
    while (half.holed) this.#delivery.declareHole(half, direction);
    if (!half.ended) this.#declareTail(half, direction);
  }

  /** What is absent before the end of a direction comes no more, nor what would disprove its RST: it ends. */
  #giveUpTail(half: ConnectionHalf, direction: Direction): void {
    if (half.resetOffset >= 0)
      this.#delivery.moveTo(half.resetFrame, half.resetSeconds, half.resetNanoseconds);
    this.#declareTail(half, direction);
    this.#delivery.end(half, direction, half.endCause);
  }

  /** Declares lost what is known to have gone by after the last captured byte; nothing waits behind a hole. */
  #declareTail(half: ConnectionHalf, direction: Direction): void {
    this.#delivery.deliverDamaged(half, direction, half.acknowledged);
    const tail = half.provenOffset - half.nextOffset;
    if (tail > 0) this.#delivery.gap(half, direction, tail, 'lost');
  }

  /** Ends the directions whose last byte before a FIN was delivered. An RST counts later: it may be disproved. */
  #endReached(): void {
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      if (half.ended || half.resetOffset >= 0 || half.finOffset < 0 || half.nextOffset < half.finOffset)
        continue;
      if (half.holed) continue;
      this.#delivery.end(half, direction, half.endCause);
    }
  }
}

const DIRECTIONS: readonly [0, 1] = [0, 1];
