import type { Frame } from '../capture/index.ts';
import { ACK, FIN, RST, type Segment, SYN, verifyTcpChecksum } from '../packet/index.ts';
import { type ConnectionTable, MARK } from './connection-table.ts';
import type { Direction } from './events.ts';

/** Writes down what a segment's flags tell of its connection: the handshake, its end, who was heard. */
export function noteFlags(
  table: ConnectionTable,
  row: number,
  direction: Direction,
  frame: Frame,
  segment: Segment,
): void {
  const flags = segment.flags;
  const other = direction === 0 ? 1 : 0;
  let marks = table.marks[row];
  if ((marks & (MARK.base << direction)) === 0) {
    table.bases[row * 2 + direction] = (flags & SYN) !== 0 ? segment.sequence : segment.sequence - 1;
    marks |= MARK.base << direction;
  }
  if ((flags & ACK) !== 0 && (marks & (MARK.base << other)) === 0) {
    table.bases[row * 2 + other] = segment.acknowledgement - 1;
    marks |= MARK.base << other;
  }
  if ((flags & SYN) !== 0) {
    marks |= MARK.syn << direction;
    if (verifyTcpChecksum(segment) === 'good') marks |= MARK.soundChecksum << direction;
    if ((flags & ACK) !== 0) {
      marks |= MARK.synAck << direction;
      if (table.synAckFrames[row] === 0) table.synAckFrames[row] = frame.number;
    } else if (table.synCounts[row] < 0xffff) {
      table.synCounts[row] = table.synCounts[row] + 1;
    }
  }
  if ((flags & (SYN | RST)) === 0) marks |= MARK.answered << direction;
  if ((flags & FIN) !== 0) {
    marks |= MARK.fin << direction;
    if (table.finFrames[row] === 0) {
      table.finFrames[row] = frame.number;
      if (direction === 1) marks |= MARK.finFromSecond;
    }
  }
  if ((flags & RST) !== 0) {
    marks |= MARK.reset << direction;
    if (table.resetFrames[row] === 0) {
      table.resetFrames[row] = frame.number;
      if (direction === 1) marks |= MARK.resetFromSecond;
    }
  }
  table.marks[row] = marks;
}
