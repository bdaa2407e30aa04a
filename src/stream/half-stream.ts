import type { EndCause } from './events.ts';
import type { PendingPieces } from './pending.ts';

/** What one direction of a followed connection has come to: positions, holes, its end, and what went wrong. */
export class HalfStream {
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
  pending: PendingPieces | null = null;
  /** Capture time (seconds) at which the present hole was first seen. */
  holeSince = 0;
  /** Segments whose checksum is wrong, kept in case the peer accepts one all the same; null until the first. */
  suspects: PendingPieces | null = null;
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
  }

  /** True where bytes with a wrong checksum wait for a good copy. */
  get doubtful(): boolean {
    return this.suspects !== null && this.suspects.size > 0;
  }

  /** True where bytes wait behind a hole. */
  get holed(): boolean {
    return this.pending !== null && this.pending.size > 0;
  }
}
