import type { Frame } from '../capture/index.ts';
import { ACKNOWLEDGED_HOLE_SECONDS, MAX_GAPS_LISTED } from '../limits.ts';
import { ACK, FIN, RST, type Segment, SYN } from '../packet/index.ts';
import type { ConnectionConsumer, Direction, EndCause, GapCause, Interest } from './events.ts';
import { type Gap, gapAt } from './gap.ts';
import { HalfStream } from './half-stream.ts';
import { PendingPieces, type Piece } from './pending.ts';

/** The one `Arrival` of a conversation, written over for every delivery. */
interface MutableArrival {
  frame: number;
  seconds: number;
  nanoseconds: number;
  offset: number;
  acknowledged: number;
}

/**
 * A TCP connection whose bytes are wanted: puts each direction's segments in order and hands every byte once
 * to the consumer, holes as data. A hole is declared late, when the peer acknowledged what the capture lacks
 * and some time went by, or at the end: until then a reordered or retransmitted segment can still fill it.
 */
export class Conversation {
  readonly halves: readonly [HalfStream, HalfStream] = [new HalfStream(), new HalfStream()];
  readonly gaps: Gap[] = [];
  /** All gaps, also those beyond the bound of the list. */
  gapCount = 0;
  cutCount = 0;
  interest: Interest = 'undecided';
  readonly consumer: ConnectionConsumer;
  private readonly at: MutableArrival = { frame: 0, seconds: 0, nanoseconds: 0, offset: 0, acknowledged: -1 };

  /** `fromStart`: offset 0 is where the streams begin, because the handshake was seen. */
  constructor(consumer: ConnectionConsumer, fromStart: boolean) {
    this.consumer = consumer;
    for (const half of this.halves) half.startKnown = fromStart;
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
      this.payload(half, direction, frame, segment, half.offsetOf(firstSequence), acknowledged);
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
    if (half.endOffset >= 0 || other.endOffset >= 0) this.finishEnded(frame);
    if (half.holed || other.holed) this.settle(frame.seconds + frame.nanoseconds / 1e9);
  }

  /** Declares those holes that can no longer be filled. `now`: capture time in seconds. */
  settle(now: number): void {
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      while (half.isLost(now)) this.declareHole(half, direction);
      const tail = half.ended || half.holed ? 0 : half.endOffset - half.nextOffset;
      if (half.endOffset >= 0 && tail > 0 && now - half.endNotedAt > ACKNOWLEDGED_HOLE_SECONDS) {
        this.gap(half, direction, tail, 'lost');
      }
    }
    if (this.halves[0].endOffset >= 0 || this.halves[1].endOffset >= 0) this.finishEnded(null);
  }

  /** Gives up every hole and ends both directions, as far as they had not ended by themselves. */
  finish(cause: EndCause): void {
    for (const direction of DIRECTIONS) this.flush(direction);
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      if (half.ended) continue;
      const reached = half.endOffset >= 0;
      this.end(half, direction, reached ? half.endCause : cause);
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
      this.at.frame = frame;
      this.at.seconds = seconds;
      this.at.nanoseconds = nanoseconds;
      if (!half.ended) this.gap(half, direction, 1, 'dropped');
    }
    this.finish('capture');
  }

  /** Declares every hole of a direction, and what the peer acknowledged beyond the last captured byte. */
  flush(direction: Direction): void {
    const half = this.halves[direction];
    while (half.holed) this.declareHole(half, direction);
    this.deliverSuspects(half, direction, half.acknowledged);
    // Without a FIN seen the acknowledgement of one may count as a byte: a single byte proves nothing.
    const told = half.endOffset >= 0 ? half.endOffset : half.acknowledged - 1;
    if (!half.ended && told > half.nextOffset && half.acknowledged > half.nextOffset) {
      const until = half.endOffset >= 0 ? half.endOffset : half.acknowledged;
      this.gap(half, direction, until - half.nextOffset, 'lost');
    }
  }

  private payload(
    half: HalfStream,
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
    if (half.doubts(segment)) {
      half.suspects ??= new PendingPieces();
      if (!half.suspects.full(segment.payloadLength)) {
        half.suspects.insert(copyPiece(frame, segment, offset, acknowledged));
      }
      return;
    }
    const at = this.at;
    at.acknowledged = acknowledged;
    if (offset <= half.nextOffset) {
      at.frame = frame.number;
      at.seconds = frame.seconds;
      at.nanoseconds = frame.nanoseconds;
      half.lastArrival = now;
      const skip = half.nextOffset - offset;
      this.deliver(
        half,
        direction,
        segment.bytes,
        segment.payloadStart + skip,
        segment.payloadEnd,
        end - half.nextOffset,
      );
      if (half.pending !== null && half.pending.size > 0) this.drain(half, direction, half.pending);
      return;
    }
    half.pending ??= new PendingPieces();
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

  private deliver(
    half: HalfStream,
    direction: Direction,
    bytes: Buffer,
    start: number,
    end: number,
    length: number,
  ): void {
    const at = this.at;
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

  private gap(half: HalfStream, direction: Direction, length: number, cause: GapCause): void {
    const at = this.at;
    at.offset = half.nextOffset;
    this.gapCount += 1;
    if (cause === 'cut') this.cutCount += 1;
    if (this.gaps.length < MAX_GAPS_LISTED) this.gaps.push(gapAt(at, half, direction, length, cause));
    this.interest = this.consumer.gap(direction, length, cause, at);
    half.advanceTo(half.nextOffset + length);
  }

  private drain(half: HalfStream, direction: Direction, pending: PendingPieces): void {
    for (;;) {
      const piece = pending.first();
      if (piece === undefined || piece.offset > half.nextOffset) break;
      pending.removeFirst(piece);
      this.deliverPiece(half, direction, piece);
    }
  }

  private deliverPiece(half: HalfStream, direction: Direction, piece: Piece): void {
    const skip = half.nextOffset - piece.offset;
    if (skip >= piece.length) return;
    const at = this.at;
    at.frame = piece.frame;
    at.seconds = piece.seconds;
    at.nanoseconds = piece.nanoseconds;
    at.acknowledged = piece.acknowledged;
    this.deliver(half, direction, piece.bytes, skip, piece.bytes.length, piece.length - skip);
  }

  /** Skips to the first waiting piece, and goes on from there. */
  private declareHole(half: HalfStream, direction: Direction): void {
    const pending = half.pending;
    const first = pending?.first();
    if (pending === null || first === undefined) return;
    this.deliverSuspects(half, direction, Math.min(first.offset, half.acknowledged));
    if (first.offset > half.nextOffset) {
      const at = this.at;
      at.frame = first.frame;
      at.seconds = first.seconds;
      at.nanoseconds = first.nanoseconds;
      at.acknowledged = first.acknowledged;
      this.gap(half, direction, first.offset - half.nextOffset, 'lost');
    }
    this.drain(half, direction, pending);
    half.holeSince = first.seconds + first.nanoseconds / 1e9;
  }

  /** The peer acknowledged bytes of which only copies with a wrong checksum were captured: then those were right. */
  private deliverSuspects(half: HalfStream, direction: Direction, until: number): void {
    const suspects = half.suspects;
    while (suspects !== null) {
      const piece = suspects.first();
      if (piece === undefined || piece.offset > half.nextOffset || piece.offset >= until) break;
      suspects.removeFirst(piece);
      this.deliverPiece(half, direction, piece);
    }
  }

  /** Ends the directions whose last byte was delivered. `frame`: the frame at hand, null where there is none. */
  private finishEnded(frame: Frame | null): void {
    if (frame !== null) {
      this.at.frame = frame.number;
      this.at.seconds = frame.seconds;
      this.at.nanoseconds = frame.nanoseconds;
    }
    for (const direction of DIRECTIONS) {
      const half = this.halves[direction];
      if (half.ended || half.endOffset < 0 || half.nextOffset < half.endOffset || half.holed) continue;
      this.end(half, direction, half.endCause);
    }
  }

  private end(half: HalfStream, direction: Direction, cause: EndCause): void {
    half.ended = true;
    half.endCause = cause;
    this.at.offset = half.nextOffset;
    this.consumer.end(direction, cause, this.at);
  }
}

const DIRECTIONS: readonly [0, 1] = [0, 1];

function copyPiece(frame: Frame, segment: Segment, offset: number, acknowledged: number): Piece {
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
