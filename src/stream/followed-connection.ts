import { ACKNOWLEDGED_HOLE_SECONDS } from '../base/limits.ts';
import type { Frame } from '../capture/index.ts';
import { ACK, FIN, RST, type Segment, SYN } from '../packet/index.ts';
import { Delivery } from './delivery.ts';
import type { ConnectionConsumer, Direction, EndCause, Interest } from './events.ts';
import { ConnectionHalf } from './half-stream.ts';
import type { TcpAnomalies } from './tcp-anomalies.ts';

/**
 * A TCP connection whose bytes are wanted: puts each direction's segments in order and hands every byte once
 * to the consumer, holes as data. A hole is declared late, when the peer acknowledged what the capture lacks
 * and some time went by, or at the end: until then a reordered or retransmitted segment can still fill it.
 */
export class FollowedConnection {
  readonly halves: readonly [ConnectionHalf, ConnectionHalf] = [new ConnectionHalf(), new ConnectionHalf()];
  readonly #delivery: Delivery;

  /** `fromStart`: offset 0 is where the streams begin, because the handshake was seen. */
  constructor(consumer: ConnectionConsumer, fromStart: boolean) {
    this.#delivery = new Delivery(consumer);
    for (const half of this.halves) half.startKnown = fromStart;
  }

  get consumer(): ConnectionConsumer {
    return this.#delivery.consumer;
  }

  /** What the consumer said last. */
  get interest(): Interest {
    return this.#delivery.interest;
  }

  /** What went wrong so far. */
  get anomalies(): TcpAnomalies {
    const { gaps, gapCount, cutCount } = this.#delivery;
    return { halves: this.halves, gaps, gapCount, cutCount };
  }

  /** True once both directions have ended. */
  get closed(): boolean {
    return this.halves[0].ended && this.halves[1].ended;
  }

  /** True where time alone can change something: bytes wait behind a hole, or for an end that was told and not reached. */
  get unsettled(): boolean {
    return this.halves[0].unsettled || this.halves[1].unsettled;
  }

  /** Captured bytes that wait behind holes. */
  get pendingBytes(): number {
    return (this.halves[0].pending?.bytes ?? 0) + (this.halves[1].pending?.bytes ?? 0);
  }

  /** Takes one segment, whatever it carries. */
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
    if (half.endOffset >= 0 || other.endOffset >= 0) this.#finishEnded(frame);
    if (half.holed || other.holed) this.settle(frame.seconds + frame.nanoseconds / 1e9);
  }

  /** Declares those holes that can no longer be filled. `now`: capture time in seconds. */
  settle(now: number): void {
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      while (half.isLost(now)) this.#delivery.declareHole(half, direction);
      const tail = half.ended || half.holed ? 0 : half.endOffset - half.nextOffset;
      if (tail > 0 && now - half.endNotedAt > ACKNOWLEDGED_HOLE_SECONDS) {
        this.#delivery.gap(half, direction, tail, 'lost');
      }
    }
    if (this.halves[0].endOffset >= 0 || this.halves[1].endOffset >= 0) this.#finishEnded(null);
  }

  /** Gives up every hole and ends both directions, as far as they had not ended by themselves. */
  finish(cause: EndCause): void {
    for (const direction of DIRECTIONS) this.flush(direction);
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      if (half.ended) continue;
      const reached = half.endOffset >= 0;
      this.#delivery.end(half, direction, reached ? half.endCause : cause);
    }
  }

  /** Nothing is lost where it is followed no further. */
  get idle(): boolean {
    const [first, second] = this.halves;
    return this.consumer.idle === true && !this.unsettled && !first.doubtful && !second.doubtful;
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
    this.finish('capture');
  }

  /** Declares every hole of a direction, and what is known to have gone by after the last captured byte. */
  flush(direction: Direction): void {
    const half = this.halves[direction];
    while (half.holed) this.#delivery.declareHole(half, direction);
    this.#delivery.deliverBadChecksumSegments(half, direction, half.acknowledged);
    const tail = half.ended ? 0 : half.provenOffset - half.nextOffset;
    if (tail > 0) this.#delivery.gap(half, direction, tail, 'lost');
  }

  /** Ends the directions whose last byte was delivered. `frame`: the frame at hand, null where there is none. */
  #finishEnded(frame: Frame | null): void {
    if (frame !== null) this.#delivery.moveTo(frame.number, frame.seconds, frame.nanoseconds);
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      if (half.ended || half.endOffset < 0 || half.nextOffset < half.endOffset || half.holed) continue;
      this.#delivery.end(half, direction, half.endCause);
    }
  }
}

const DIRECTIONS: readonly [0, 1] = [0, 1];
