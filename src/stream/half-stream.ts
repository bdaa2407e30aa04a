import {
  ACKNOWLEDGED_HOLE_SECONDS,
  CAPTURED_TWICE_SECONDS,
  MAX_PLAUSIBLE_JUMP,
  UNACKNOWLEDGED_HOLE_SECONDS,
} from '../base/limits.ts';
import { type Segment, verifyTcpChecksum } from '../packet/index.ts';
import type { EndCause } from './events.ts';
import type { PendingSegments } from './pending.ts';

/** What one direction of a followed connection has come to: positions, holes, its end, and what went wrong. */
export class ConnectionHalf {
  /** True once the sequence number of offset 0 is known. */
  started = false;
  /** False until the consumer was told that what it gets may begin in the middle of something. */
  startKnown = true;
  /** Sequence number of the next byte to deliver, and its stream offset. */
  nextSequence = 0;
  nextOffset = 0;
  /** Offset up to which the peer said it received everything; -1 before the first word of it. */
  acknowledged = -1;
  /** Bytes that wait behind a hole; null until the first. */
  pending: PendingSegments | null = null;
  /** Capture time (seconds) at which the present hole was first seen. */
  holeSince = 0;
  /** Segments whose checksum is wrong, kept in case the peer accepts one all the same; null until the first. */
  badChecksumSegments: PendingSegments | null = null;
  /** Offset after the last byte, once FIN or RST told it; -1 before. */
  endOffset = -1;
  endCause: EndCause = 'capture';
  /** Capture time (seconds) of the FIN or RST. */
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
    // Without a FIN seen the acknowledgement of one may count as a byte: a single byte proves nothing.
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
    if (this.badChecksumSegments !== null) this.#forgetOvertaken(this.badChecksumSegments);
  }

  /** A good copy came of what was suspect. */
  #forgetOvertaken(suspects: PendingSegments): void {
    for (let piece = suspects.first(); piece !== undefined; piece = suspects.first()) {
      if (piece.offset + piece.length > this.nextOffset) return;
      suspects.removeFirst(piece);
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

  /** True where time alone can change something: bytes wait behind a hole, or for an end that was told and not reached. */
  get unsettled(): boolean {
    return this.holed || (this.endOffset >= 0 && !this.ended);
  }

  /** True where bytes wait behind a hole that can no longer be filled. `now`: capture time in seconds. */
  isLost(now: number): boolean {
    const piece = this.pending?.first();
    if (piece === undefined) return false;
    const patience =
      this.acknowledged >= piece.offset ? ACKNOWLEDGED_HOLE_SECONDS : UNACKNOWLEDGED_HOLE_SECONDS;
    return now - this.holeSince > patience;
  }

  /**
   * The peer says that it received everything before `sequence`; returns the offset of that. `inOrder`: nothing is absent
   * before the segment that says so in its own direction, so it was not long in coming. `now`: capture time in seconds.
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

  /** The same bytes once more: a retransmission, unless so soon that the capture took one frame twice. */
  noteCopy(frame: number, now: number, length: number): void {
    if (length <= 1) return; // a keep-alive probe repeats the last byte (RFC 9293 §3.8.4)
    if (Math.abs(now - this.lastArrival) < CAPTURED_TWICE_SECONDS) {
      this.duplicates += 1;
      return;
    }
    if (this.retransmissions++ === 0) this.firstRetransmissionFrame = frame;
  }

  /**
   * A wrong checksum means that the receiver will throw the segment away and a good copy follows. A host that
   * captures its own traffic sees checksums its network card has still to fill in, so a direction is judged
   * only where its earlier segments were right.
   */
  hasBadChecksum(segment: Segment): boolean {
    if (this.checksums === 'offloaded') return false;
    const verdict = verifyTcpChecksum(segment);
    if (verdict === 'good') this.checksums = 'sound';
    else if (this.checksums === 'unseen' && verdict !== 'unknown') this.checksums = 'offloaded';
    return verdict === 'bad' && this.checksums === 'sound';
  }

  /** FIN: the last byte stands before `offset`. */
  noteFin(offset: number, now: number): void {
    this.endNotedAt = now;
    if (this.endOffset >= 0 || offset < this.nextOffset) return;
    this.endOffset = offset;
    this.endCause = 'fin';
  }

  /** RST, sent at `offset`. */
  noteReset(offset: number, now: number): void {
    this.endNotedAt = now;
    const plausible = offset >= this.nextOffset && offset - this.nextOffset < MAX_PLAUSIBLE_JUMP;
    if (this.endOffset < 0 || this.endCause === 'fin') this.endOffset = plausible ? offset : this.nextOffset;
    this.endCause = 'reset';
  }

  /** The peer sent RST: what it had acknowledged did go by. A single byte may have been a FIN. */
  noteResetByPeer(now: number): void {
    if (this.ended || this.endOffset >= 0) return;
    const told = this.acknowledged - this.nextOffset > 1;
    this.endOffset = told ? this.acknowledged : this.nextOffset;
    this.endCause = 'reset';
    this.endNotedAt = now;
  }
}
