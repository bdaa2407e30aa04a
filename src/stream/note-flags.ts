import type { Frame } from '../capture/index.ts';
import { ACK, FIN, RST, type Segment, SYN, verifyTcpChecksum } from '../packet/index.ts';
import { MARK, type WritableConnectionPage } from './connection-row.ts';
import type { Direction } from './events.ts';

/**
 * Writes down what a segment's flags tell of its connection: the handshake, its end, who was heard. `page` and `at` are
 * where the connection's row stands.
 */
export function noteFlags(
  page: WritableConnectionPage,
  at: number,
  direction: Direction,
  frame: Frame,
  segment: Segment,
): void {
  const flags = segment.flags;
  const other = direction === 0 ? 1 : 0;
  let marks = page.marks[at];
  if ((marks & (MARK.base << direction)) === 0) {
    placeDirection(page, at, direction, (flags & SYN) !== 0 ? segment.sequence : segment.sequence - 1);
    marks |= MARK.base << direction;
  }
  if ((flags & ACK) !== 0 && (marks & (MARK.base << other)) === 0) {
    placeDirection(page, at, other, segment.acknowledgement - 1);
    marks |= MARK.base << other;
  }
  if ((flags & SYN) !== 0) {
    marks |= MARK.syn << direction;
    if (verifyTcpChecksum(segment) === 'good') marks |= MARK.soundChecksum << direction;
    if ((flags & ACK) !== 0) {
      marks |= MARK.synAck << direction;
      if (page.synAckFrame[at] === 0) page.synAckFrame[at] = frame.number;
    } else if (page.synCount[at] < 0xffff) {
      page.synCount[at] = page.synCount[at] + 1;
    }
  }
  if ((flags & (SYN | RST)) === 0) marks |= MARK.heard << direction;
  if ((flags & FIN) !== 0) {
    marks |= MARK.fin << direction;
    if (page.finFrame[at] === 0) {
      page.finFrame[at] = frame.number;
      if (direction === 1) marks |= MARK.finFromSecond;
    }
  }
  if ((flags & RST) !== 0) {
    marks |= MARK.reset << direction;
    if (page.resetFrame[at] === 0) {
      page.resetFrame[at] = frame.number;
      page.resetTtl[at] = segment.ttl;
      if (direction === 1) marks |= MARK.resetFromSecond;
    }
  }
  page.marks[at] = marks;
}

/** The number of a direction's SYN is known, seen or inferred: nothing behind it was sent or acknowledged so far. */
function placeDirection(page: WritableConnectionPage, at: number, direction: Direction, base: number): void {
  (direction === 0 ? page.firstBase : page.secondBase)[at] = base;
  (direction === 0 ? page.firstSent : page.secondSent)[at] = base + 1;
  (direction === 0 ? page.firstAcknowledged : page.secondAcknowledged)[at] = base;
}
