import type { Frame } from '../capture/index.ts';
import { ACK, FIN, RST, type Segment, SYN, verifyTcpChecksum } from '../packet/index.ts';
import { MARK, type WritableConnectionPage } from './connection-row.ts';
import type { Direction } from './events.ts';
import { clearReset, noteReset, withdrawReset } from './reset-belief.ts';

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
  }
  page.marks[at] = marks;
  if ((flags & RST) !== 0) noteReset(page, at, direction, frame, segment);
}

/** The number of a direction's SYN is known, seen or inferred: nothing behind it was sent or acknowledged so far. */
function placeDirection(page: WritableConnectionPage, at: number, direction: Direction, base: number): void {
  (direction === 0 ? page.firstBase : page.secondBase)[at] = base;
  (direction === 0 ? page.firstSent : page.secondSent)[at] = base + 1;
  (direction === 0 ? page.firstAcknowledged : page.secondAcknowledged)[at] = base;
}

/**
 * True where a SYN-ACK tells that what was believed of its sender is not so: the number of its direction was assumed (a half-open
 * connection answers with an old one, RFC 9293 §3.5.1), or a FIN or RST was forged before it; or it opens a further
 * connection whose SYN was not captured, because the one before `isOver`.
 */
export function isReopening(
  page: WritableConnectionPage,
  at: number,
  direction: Direction,
  segment: Segment,
  isOver: boolean,
): boolean {
  const marks = page.marks[at];
  if ((marks & (MARK.base << direction)) === 0) return false;
  const isOther = (direction === 0 ? page.firstBase : page.secondBase)[at] !== segment.sequence;
  if ((marks & (MARK.syn << direction)) !== 0) return isOver && isOther;
  return isOther || (marks & ((MARK.fin | MARK.reset) << direction)) !== 0;
}

/** Forgets what was believed of a connection before the SYN-ACK that opens it. */
export function reopen(
  page: WritableConnectionPage,
  at: number,
  direction: Direction,
  segment: Segment,
): void {
  const other = direction === 0 ? 1 : 0;
  const isAssumed = (page.marks[at] & (MARK.syn << direction)) === 0;
  const askedFor = segment.acknowledgement - 1;
  const isAnswer = (other === 0 ? page.firstBase : page.secondBase)[at] === askedFor >>> 0;
  const ofOther = isAnswer ? page.marks[at] & (OF_DIRECTION << other) : 0;
  page.marks[at] = (page.marks[at] & MARK.swapped) | ofOther;
  page.finFrame[at] = 0;
  if (page.resetFrame[at] === 0) return;
  if (isAssumed) withdrawReset(page, at);
  else clearReset(page, at);
}

/** Marks of direction 0 that a SYN-ACK of the other direction leaves as they are: those of the SYN that it answers. */
const OF_DIRECTION = MARK.base | MARK.syn | MARK.synAck | MARK.heard | MARK.soundChecksum;
