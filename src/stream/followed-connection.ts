import type { Frame } from '../capture/index.ts';
import { ACK, FIN, RST, type Segment, SYN } from '../packet/index.ts';
import { ConnectionHalf } from './connection-half.ts';
import { Delivery } from './delivery.ts';
import type { ConnectionConsumer, Direction, EndCause } from './events.ts';
import type { TcpAnomalies } from './tcp-anomalies.ts';

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

  /** True once both directions have ended. */
  get closed(): boolean {
    return this.halves[0].ended && this.halves[1].ended;
  }

  /** True where there is nothing more to follow: it is closed, or the consumer does not want it. */
  get over(): boolean {
    return this.#delivery.interest === 'unwanted' || this.closed;
  }

  /** True where time alone can change something: bytes wait behind a hole, or an end was told and is not reached. */
  get unsettled(): boolean {
    return this.halves[0].unsettled || this.halves[1].unsettled;
  }

  /** True where the consumer waits for nothing and nothing waits for the consumer: it can be set aside without loss. */
  get idle(): boolean {
    const [first, second] = this.halves;
    return this.consumer.idle === true && !this.unsettled && !first.doubtful && !second.doubtful;
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
    const acknowledged =
      (flags & (ACK | RST)) === ACK
        ? other.acknowledge(
            segment.acknowledgement,
            frame.seconds + frame.nanoseconds / 1e9,
            half.offsetOf(firstSequence) <= half.nextOffset,
          )
        : other.acknowledged;
    if (segment.window === 0 && (flags & (SYN | RST | FIN)) === 0) {
      if (half.zeroWindows++ === 0) half.firstZeroWindowFrame = frame.number;
    }
    if (segment.payloadLength > 0 && !half.ended) {
      this.#delivery.payload(half, direction, frame, segment, half.offsetOf(firstSequence), acknowledged);
    }
    if ((flags & (FIN | RST)) !== 0) {
      const now = frame.seconds + frame.nanoseconds / 1e9;
      const end = half.offsetOf(firstSequence) + segment.payloadLength;
      if ((flags & RST) === 0) half.noteFin(end, now);
      else {
        half.noteReset(end, now);
        other.noteResetByPeer(now);
      }
    }
    if (half.endOffset >= 0 || other.endOffset >= 0) {
      this.#delivery.moveTo(frame.number, frame.seconds, frame.nanoseconds);
      this.#endReached();
    }
    // The segment may have acknowledged what was missed for long.
    if ((half.holed || other.holed) && !this.over) this.settle(frame.seconds + frame.nanoseconds / 1e9);
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

  /** What is absent before the end of a direction comes no more: it ends. */
  #giveUpTail(half: ConnectionHalf, direction: Direction): void {
    this.#declareTail(half, direction);
    // An RST may stand further ahead than anything proves that bytes were sent.
    half.endOffset = Math.min(half.endOffset, half.nextOffset);
  }

  /** Declares lost what is known to have gone by after the last captured byte; nothing waits behind a hole. */
  #declareTail(half: ConnectionHalf, direction: Direction): void {
    this.#delivery.deliverBadChecksumSegments(half, direction, half.acknowledged);
    const tail = half.provenOffset - half.nextOffset;
    if (tail > 0) this.#delivery.gap(half, direction, tail, 'lost');
  }

  /** Ends the directions whose last byte was delivered. */
  #endReached(): void {
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      if (half.ended || half.endOffset < 0 || half.nextOffset < half.endOffset || half.holed) continue;
      this.#delivery.end(half, direction, half.endCause);
    }
  }
}

const DIRECTIONS: readonly [0, 1] = [0, 1];
