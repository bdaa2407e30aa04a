import {
  ACKNOWLEDGED_HOLE_SECONDS,
  CAPTURED_TWICE_SECONDS,
  MAX_PLAUSIBLE_JUMP,
  RESET_DOUBT_SECONDS,
  UNACKNOWLEDGED_HOLE_SECONDS,
} from '../base/limits.ts';
import type { Frame } from '../capture/index.ts';
import { type Segment, verifyTcpChecksum } from '../packet/index.ts';
import type { EndCause } from './events.ts';
import type { PendingSegment, PendingSegments } from './pending-segments.ts';

/**
 * The state of one direction of a followed connection: positions, holes, its end, and what went wrong. What every segment asks for
 * stands first and in whole numbers: V8 keeps a fraction, or a number beyond 31 bits, in an object of its own, and on a capture of
 * many connections each object that a segment needs has to come from memory.
 */
export class ConnectionHalf {
  /** True once the sequence number of offset 0 is known. */
  started = false;
  /** False until the consumer was told that what it gets may begin in the middle of something. */
  startKnown = true;
  ended = false;
  /** Whether checksums can be trusted here: 'offloaded' where the capturing host had them still to fill in. */
  checksums: 'unseen' | 'sound' | 'offloaded' = 'unseen';
  /** Sequence number of the next byte to deliver as a signed word, and its stream offset. */
  nextSequence = 0;
  nextOffset = 0;
  /** Offset up to which the peer said that it received everything; -1 before its first acknowledgement. */
  acknowledged = -1;
  /** Offset after the last byte as a FIN told it; -1 before. */
  finOffset = -1;
  /** Offset at which an RST, by whichever side, ended it; -1 where there was none. It may still be withdrawn. */
  resetOffset = -1;
  /** Bytes that wait behind a hole; null until the first. */
  pending: PendingSegments | null = null;
  /** Segments whose checksum is wrong, kept in case the peer accepts one all the same; null until the first. */
  badChecksumSegments: PendingSegments | null = null;
  /** Capture time of the last new bytes, to tell a copy taken twice from a retransmission. */
  arrivalSeconds = 0;
  arrivalNanoseconds = 0;
  /** Capture time of the last bytes handed on; until then, of the connection's first frame. */
  deliverySeconds = 0;
  deliveryNanoseconds = 0;
  /** Capture time at which the peer was last seen to have no more than what was handed on. */
  levelSeconds = 0;
  levelNanoseconds = 0;

  /** Capture time (seconds) of the first segment behind the present hole. */
  holeSince = 0;
  /** Capture time (seconds) of the last FIN. */
  finNotedAt = 0;
  /** The frame of the RST, and its capture time. */
  resetFrame = 0;
  resetSeconds = 0;
  resetNanoseconds = 0;
  /** Offset of the first byte that the peer acknowledged ahead of the capture, and when (seconds); -1 before. */
  aheadFrom = -1;
  aheadAt = 0;

  retransmissions = 0;
  firstRetransmissionFrame = 0;
  duplicates = 0;
  zeroWindows = 0;
  firstZeroWindowFrame = 0;

  /** Offset up to which bytes are known to have gone by, captured or not; the present position where nothing tells of more. */
  get provenOffset(): number {
    const isTold = this.acknowledged > this.nextOffset;
    // A FIN stands behind the last byte sent, whoever acknowledged it; the number of an RST alone proves nothing.
    if (this.resetOffset >= 0) return isTold ? this.resetOffset : this.nextOffset;
    if (this.finOffset >= 0) return this.finOffset;
    // A FIN that was not captured is acknowledged like a byte: a single byte proves nothing.
    return this.acknowledged - this.nextOffset > 1 ? this.acknowledged : this.nextOffset;
  }

  /** Makes a sequence number that of offset 0. */
  start(sequence: number): void {
    this.started = true;
    this.nextSequence = sequence | 0;
    this.nextOffset = 0;
  }

  /** Stream offset of a sequence number, within 2^31 bytes of the present position (RFC 9293 §3.4: modulo 2^32). */
  offsetOf(sequence: number): number {
    return this.nextOffset + ((sequence - this.nextSequence) | 0);
  }

  /** Moves the present position. */
  advanceTo(offset: number): void {
    this.nextSequence = (this.nextSequence + (offset - this.nextOffset)) | 0;
    this.nextOffset = offset;
    if (this.badChecksumSegments !== null) this.#forgetReplaced(this.badChecksumSegments);
  }

  /** Forgets segments with a wrong checksum of which a good copy has come. */
  #forgetReplaced(segments: PendingSegments): void {
    for (let segment = segments.first(); segment !== undefined; segment = segments.first()) {
      if (segment.offset + segment.length > this.nextOffset) return;
      segments.removeFirst(segment);
    }
  }

  /** Offset after the last byte, once FIN or RST told it; -1 before. */
  get endOffset(): number {
    return this.resetOffset >= 0 ? this.resetOffset : this.finOffset;
  }

  /** How the direction ends at `endOffset`. */
  get endCause(): EndCause {
    if (this.resetOffset >= 0) return 'reset';
    return this.finOffset >= 0 ? 'fin' : 'capture';
  }

  /** True where bytes with a wrong checksum wait for a good copy. */
  get doubtful(): boolean {
    return this.badChecksumSegments !== null && this.badChecksumSegments.size > 0;
  }

  /** True where bytes wait behind a hole. */
  get holed(): boolean {
    return this.pending !== null && this.pending.size > 0;
  }

  /** The lowest number of a frame whose bytes wait; infinite where none do. */
  get firstFrameWaiting(): number {
    return Math.min(
      this.pending?.firstFrame ?? Number.POSITIVE_INFINITY,
      this.badChecksumSegments?.firstFrame ?? Number.POSITIVE_INFINITY,
    );
  }

  /**
   * True where nothing waits and no end was told, as on nearly every connection at nearly every segment: then it is not
   * `unsettled`, and no bytes are pending. It costs less to ask.
   */
  get calm(): boolean {
    return this.finOffset < 0 && this.resetOffset < 0 && !this.holed && !this.doubtful;
  }

  /** True where time alone can change something: bytes wait behind a hole, or an end was told and is not reached. */
  get unsettled(): boolean {
    return this.holed || (this.endOffset >= 0 && !this.ended) || this.acceptedDamage !== null;
  }

  /**
   * The next bytes where they were captured with a wrong checksum only, and the peer accepted them all the same, or nothing tells
   * what checksums are worth here; null elsewhere.
   */
  get acceptedDamage(): PendingSegment | null {
    const segment = this.badChecksumSegments?.first();
    if (segment === undefined || this.ended || segment.offset > this.nextOffset) return null;
    return this.checksums === 'unseen' || this.acknowledged > this.nextOffset ? segment : null;
  }

  /**
   * Capture time (seconds) after which what is waited for comes no more: the bytes of the first hole, a sound copy of
   * damaged ones, the bytes before a FIN, or what would disprove an RST. Infinite where nothing is waited for.
   */
  get settlesAt(): number {
    const piece = this.pending?.first();
    if (piece !== undefined) {
      const isAcknowledged = this.acknowledged >= piece.offset;
      return this.holeSince + (isAcknowledged ? ACKNOWLEDGED_HOLE_SECONDS : UNACKNOWLEDGED_HOLE_SECONDS);
    }
    const damaged = this.acceptedDamage;
    if (damaged !== null) return damaged.seconds + damaged.nanoseconds / 1e9 + ACKNOWLEDGED_HOLE_SECONDS;
    if (this.ended) return Number.POSITIVE_INFINITY;
    if (this.resetOffset >= 0) return this.resetSeconds + this.resetNanoseconds / 1e9 + RESET_DOUBT_SECONDS;
    if (this.finOffset < 0) return Number.POSITIVE_INFINITY;
    const isAcknowledged = this.acknowledged >= this.finOffset;
    const patience = isAcknowledged ? ACKNOWLEDGED_HOLE_SECONDS : UNACKNOWLEDGED_HOLE_SECONDS;
    return Math.max(this.finNotedAt, this.#lastArrival) + patience;
  }

  /**
   * The peer says that it received everything before `sequence`; returns the offset of that. `inOrder`: no byte of the
   * peer is absent before the segment that says so, so the segment came soon after what it acknowledges. `frame`: brought
   * the segment.
   */
  acknowledge(sequence: number, frame: Frame, inOrder: boolean): number {
    if (!this.started) this.start(sequence);
    const offset = this.offsetOf(sequence);
    if (offset <= this.nextOffset) {
      this.levelSeconds = frame.seconds;
      this.levelNanoseconds = frame.nanoseconds;
    } else if (inOrder && this.aheadFrom !== this.nextOffset) {
      this.aheadFrom = this.nextOffset;
      this.aheadAt = frame.seconds + frame.nanoseconds / 1e9;
    }
    if (offset > this.acknowledged && offset - this.nextOffset < MAX_PLAUSIBLE_JUMP) {
      this.acknowledged = offset;
    }
    return offset;
  }

  get #lastArrival(): number {
    return this.arrivalSeconds + this.arrivalNanoseconds / 1e9;
  }

  /** The same bytes once more: a retransmission, unless it comes so soon that one frame was captured twice. */
  noteCopy(frame: Frame, length: number): void {
    if (length <= 1) return; // a keep-alive probe repeats the last byte (RFC 9293 §3.8.4)
    const now = frame.seconds + frame.nanoseconds / 1e9;
    if (Math.abs(now - this.#lastArrival) < CAPTURED_TWICE_SECONDS) {
      this.duplicates += 1;
      return;
    }
    if (this.retransmissions++ === 0) this.firstRetransmissionFrame = frame.number;
  }

  /**
   * True where the receiver will throw the segment away because its checksum is wrong, so that a good copy follows. A host
   * that captures its own traffic sees checksums that its network card has still to fill in: so a checksum is called
   * wrong only where others of this direction were right; where none was seen so far, until a second one is wrong.
   */
  hasBadChecksum(segment: Segment): boolean {
    if (this.checksums === 'offloaded') return false;
    const verdict = verifyTcpChecksum(segment);
    if (verdict === 'good') this.checksums = 'sound';
    if (this.checksums === 'sound') return verdict === 'bad';
    const isSecond = verdict === 'bad' && this.#isBesideDamage(segment);
    if (verdict === 'partial' || isSecond) this.checksums = 'offloaded';
    return verdict === 'bad' && !isSecond;
  }

  /** True where a segment is no further copy of the first one with a wrong checksum. */
  #isBesideDamage({ sequence, payloadLength }: Segment): boolean {
    const damaged = this.badChecksumSegments?.first();
    if (damaged === undefined) return false;
    const offset = this.offsetOf(sequence);
    return offset >= damaged.offset + damaged.length || offset + payloadLength <= damaged.offset;
  }

  /** A FIN came: the last byte stands before `offset`. `now`: capture time in seconds. */
  noteFin(offset: number, now: number): void {
    this.finNotedAt = now;
    if (this.finOffset >= 0 || offset < this.nextOffset) return;
    if (offset - this.nextOffset < MAX_PLAUSIBLE_JUMP) this.finOffset = offset;
  }

  /** An RST came whose sequence number stands at `offset`. */
  noteReset(offset: number, frame: Frame): void {
    if (this.ended || this.resetOffset >= 0) return;
    const isAhead = offset >= this.nextOffset && offset - this.nextOffset < MAX_PLAUSIBLE_JUMP;
    this.#resetAt(isAhead ? offset : this.nextOffset, frame);
  }

  /** The peer sent an RST: bytes that it had acknowledged did go by; a single one may have been a FIN. */
  noteResetByPeer(frame: Frame): void {
    if (this.ended || this.endOffset >= 0) return;
    const told = this.acknowledged - this.nextOffset > 1;
    this.#resetAt(told ? this.acknowledged : this.nextOffset, frame);
  }

  #resetAt(offset: number, { number, seconds, nanoseconds }: Frame): void {
    this.resetOffset = offset;
    this.resetFrame = number;
    this.resetSeconds = seconds;
    this.resetNanoseconds = nanoseconds;
  }
}
