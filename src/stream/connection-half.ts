import {
  ACKNOWLEDGED_HOLE_SECONDS,
  CAPTURED_TWICE_SECONDS,
  MAX_PLAUSIBLE_JUMP,
  UNACKNOWLEDGED_HOLE_SECONDS,
} from '../base/limits.ts';
import { type Segment, verifyTcpChecksum } from '../packet/index.ts';
import type { EndCause } from './events.ts';
import type { PendingSegments } from './pending-segments.ts';

/** The state of one direction of a followed connection: positions, holes, its end, and what went wrong. */
export class ConnectionHalf {
  /** True once the sequence number of offset 0 is known. */
  started = false;
  /** False until the consumer was told that what it gets may begin in the middle of something. */
  startKnown = true;
  /** Sequence number of the next byte to deliver, and its stream offset. */
  nextSequence = 0;
  nextOffset = 0;
  /** Offset up to which the peer said that it received everything; -1 before its first acknowledgement. */
  acknowledged = -1;
  /** Bytes that wait behind a hole; null until the first. */
  pending: PendingSegments | null = null;
  /** Capture time (seconds) of the first segment behind the present hole. */
  holeSince = 0;
  /** Segments whose checksum is wrong, kept in case the peer accepts one all the same; null until the first. */
  badChecksumSegments: PendingSegments | null = null;
  /** Offset after the last byte, once FIN or RST told it; -1 before. */
  endOffset = -1;
  endCause: EndCause = 'capture';
  /** Capture time (seconds) of the last FIN or RST. */
  endNotedAt = 0;
  ended = false;
  /** Whether checksums can be trusted here: 'offloaded' where the capturing host had them still to fill in. */
  checksums: 'unseen' | 'sound' | 'offloaded' = 'unseen';
  /** Capture time (seconds) of the last new bytes, to tell a copy taken twice from a retransmission. */
  lastArrival = 0;

  /** Capture time (seconds) of the last bytes handed on; until then, of the connection's first frame. */
  lastDelivery = 0;
  /** Capture time (seconds) at which the peer was last seen to have no more than what was handed on. */
  lastLevel = 0;
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
    if (this.endOffset >= 0) return this.endCause === 'fin' || isTold ? this.endOffset : this.nextOffset;
    // A FIN that was not captured is acknowledged like a byte: a single byte proves nothing.
    return this.acknowledged - this.nextOffset > 1 ? this.acknowledged : this.nextOffset;
  }

  /** Makes a sequence number that of offset 0. */
  start(sequence: number): void {
    this.started = true;
    this.nextSequence = sequence >>> 0;
    this.nextOffset = 0;
  }

  /** Stream offset of a sequence number, within 2^31 bytes of the present position (RFC 9293 §3.4: modulo 2^32). */
  offsetOf(sequence: number): number {
    return this.nextOffset + ((sequence - this.nextSequence) | 0);
  }

  /** Moves the present position. */
  advanceTo(offset: number): void {
    this.nextSequence = (this.nextSequence + (offset - this.nextOffset)) >>> 0;
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

  /** True where bytes with a wrong checksum wait for a good copy. */
  get doubtful(): boolean {
    return this.badChecksumSegments !== null && this.badChecksumSegments.size > 0;
  }

  /** True where bytes wait behind a hole. */
  get holed(): boolean {
    return this.pending !== null && this.pending.size > 0;
  }

  /** True where time alone can change something: bytes wait behind a hole, or an end was told and is not reached. */
  get unsettled(): boolean {
    return this.holed || (this.endOffset >= 0 && !this.ended);
  }

  /**
   * Capture time (seconds) after which what is absent next comes no more: the bytes of the first hole, or those before an
   * end that was told. Infinite where nothing is waited for.
   */
  get settlesAt(): number {
    const piece = this.pending?.first();
    if (piece !== undefined) {
      const isAcknowledged = this.acknowledged >= piece.offset;
      return this.holeSince + (isAcknowledged ? ACKNOWLEDGED_HOLE_SECONDS : UNACKNOWLEDGED_HOLE_SECONDS);
    }
    if (this.endOffset < 0 || this.ended) return Number.POSITIVE_INFINITY;
    return Math.max(this.endNotedAt, this.lastArrival) + ACKNOWLEDGED_HOLE_SECONDS;
  }

  /**
   * The peer says that it received everything before `sequence`; returns the offset of that. `inOrder`: no byte of the
   * peer is absent before the segment that says so, so the segment came soon after what it acknowledges. `now`: capture
   * time in seconds.
   */
  acknowledge(sequence: number, now: number, inOrder: boolean): number {
    if (!this.started) this.start(sequence);
    const offset = this.offsetOf(sequence);
    if (offset <= this.nextOffset) {
      this.lastLevel = now;
    } else if (inOrder && this.aheadFrom !== this.nextOffset) {
      this.aheadFrom = this.nextOffset;
      this.aheadAt = now;
    }
    if (offset > this.acknowledged && offset - this.nextOffset < MAX_PLAUSIBLE_JUMP)
      this.acknowledged = offset;
    return offset;
  }

  /** The same bytes once more: a retransmission, unless it comes so soon that one frame was captured twice. `now`: capture time in seconds. */
  noteCopy(frame: number, now: number, length: number): void {
    if (length <= 1) return; // a keep-alive probe repeats the last byte (RFC 9293 §3.8.4)
    if (Math.abs(now - this.lastArrival) < CAPTURED_TWICE_SECONDS) {
      this.duplicates += 1;
      return;
    }
    if (this.retransmissions++ === 0) this.firstRetransmissionFrame = frame;
  }

  /**
   * True where the receiver will throw the segment away because its checksum is wrong, so that a good copy follows. A host
   * that captures its own traffic sees checksums that its network card has still to fill in: so a checksum is called
   * wrong only where those of earlier segments of this direction were right.
   */
  hasBadChecksum(segment: Segment): boolean {
    if (this.checksums === 'offloaded') return false;
    const verdict = verifyTcpChecksum(segment);
    if (verdict === 'good') this.checksums = 'sound';
    else if (this.checksums === 'unseen' && verdict !== 'unknown') this.checksums = 'offloaded';
    return verdict === 'bad' && this.checksums === 'sound';
  }

  /** A FIN came: the last byte stands before `offset`. `now`: capture time in seconds. */
  noteFin(offset: number, now: number): void {
    this.endNotedAt = now;
    if (this.endOffset >= 0 || offset < this.nextOffset) return;
    this.endOffset = offset;
    this.endCause = 'fin';
  }

  /** An RST came whose sequence number stands at `offset`. `now`: capture time in seconds. */
  noteReset(offset: number, now: number): void {
    this.endNotedAt = now;
    const plausible = offset >= this.nextOffset && offset - this.nextOffset < MAX_PLAUSIBLE_JUMP;
    if (this.endOffset < 0 || this.endCause === 'fin') this.endOffset = plausible ? offset : this.nextOffset;
    this.endCause = 'reset';
  }

  /** The peer sent an RST: bytes that it had acknowledged did go by; a single one may have been a FIN. `now`: capture time in seconds. */
  noteResetByPeer(now: number): void {
    if (this.ended || this.endOffset >= 0) return;
    const told = this.acknowledged - this.nextOffset > 1;
    this.endOffset = told ? this.acknowledged : this.nextOffset;
    this.endCause = 'reset';
    this.endNotedAt = now;
  }
}
