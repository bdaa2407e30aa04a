import { MAX_RESET_LEAD_BYTES } from '../base/limits.ts';
import type { Frame } from '../capture/index.ts';
import { type Segment, verifyTcpChecksum } from '../packet/index.ts';
import { MARK, type WritableConnectionPage } from './connection-row.ts';
import type { Direction } from './events.ts';

/**
 * An RST may come from anybody, and a receiver believes it only by its number: RFC 5961 §3.2 asks for exactly the next one
 * that it expects. What that was can lie anywhere between what the receiver had acknowledged and what had been sent, a
 * little further where the capture lacks something; so a believed RST can still be disproved: by a connection that goes on.
 */

/** True where the receiver of an RST may have believed it, by its number and checksum. */
export function isPlausibleReset(
  page: WritableConnectionPage,
  at: number,
  direction: Direction,
  segment: Segment,
): boolean {
  const marks = page.marks[at];
  if ((marks & (MARK.base << direction)) === 0) return true;
  if ((marks & (MARK.soundChecksum << direction)) !== 0 && verifyTcpChecksum(segment) === 'bad') return false;
  const isFirst = direction === 0;
  const acknowledged = (isFirst ? page.firstAcknowledged : page.secondAcknowledged)[at];
  const sent = (isFirst ? page.firstSent : page.secondSent)[at];
  if (((segment.sequence - acknowledged) | 0) < 0) return false;
  const highest = ((sent - acknowledged) | 0) > 0 ? sent : acknowledged;
  return ((segment.sequence - highest) | 0) <= MAX_RESET_LEAD_BYTES;
}

/** Counts an RST that its receiver ignored. */
export function noteIgnoredReset(page: WritableConnectionPage, at: number, frame: number): void {
  if (page.ignoredResets[at] < 0xff) page.ignoredResets[at] += 1;
  if (page.ignoredResetFrame[at] === 0) page.ignoredResetFrame[at] = frame;
}

/** Writes down the first RST that is believed. */
export function noteReset(
  page: WritableConnectionPage,
  at: number,
  direction: Direction,
  frame: Frame,
  segment: Segment,
): void {
  if (page.resetFrame[at] !== 0) return;
  page.resetFrame[at] = frame.number;
  page.resetTtl[at] = segment.ttl;
  page.resetSequence[at] = segment.sequence;
  const isFinOfPeer = (page.marks[at] & (direction === 0 ? MARK.fin << 1 : MARK.fin)) !== 0;
  page.resetPeerSent[at] = (direction === 0 ? page.secondSent : page.firstSent)[at] + (isFinOfPeer ? 1 : 0);
  if (direction === 1) page.marks[at] |= MARK.resetFromSecond;
}

/**
 * True where the bytes that `direction` acknowledges now, up to `acknowledgement`, show that both ends go on after the RST
 * that was believed: its receiver acknowledges bytes that stand behind it, or its sender bytes that were sent after it.
 */
export function isResetDisproved(
  page: WritableConnectionPage,
  at: number,
  direction: Direction,
  acknowledgement: number,
): boolean {
  if (page.resetFrame[at] === 0) return false;
  const sender = (page.marks[at] & MARK.resetFromSecond) !== 0 ? 1 : 0;
  const until = sender === direction ? page.resetPeerSent[at] : page.resetSequence[at];
  return ((acknowledgement - until) | 0) > 0;
}

/** The RST that was believed was ignored by its receiver. */
export function withdrawReset(page: WritableConnectionPage, at: number): void {
  noteIgnoredReset(page, at, page.resetFrame[at]);
  clearReset(page, at);
}

/** Nothing was reset so far. */
export function clearReset(page: WritableConnectionPage, at: number): void {
  page.resetFrame[at] = 0;
  page.resetTtl[at] = 0;
  page.marks[at] &= ~((MARK.reset * 3) | MARK.resetFromSecond);
}
