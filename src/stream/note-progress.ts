import { CAPTURED_TWICE_SECONDS, FULL_SEGMENT_BYTES, MAX_PLAUSIBLE_JUMP } from '../base/limits.ts';
import type { Frame } from '../capture/index.ts';
import { ACK, RST, type Segment, SYN } from '../packet/index.ts';
import type { WritableConnectionPage } from './connection-row.ts';
import type { Direction } from './events.ts';
import { isResetDisproved } from './reset-belief.ts';

/** What a segment brought, as bits. */
export const PROGRESS = {
  /** Bytes that were not sent before. */
  newBytes: 1,
  /** It shows that the RST that was believed was ignored. */
  resetDisproved: 2,
} as const;

/**
 * Writes down how far the senders of a connection have come: what was sent, what was acknowledged, what is sent again and
 * again, and the TTL of the packets. It runs for every segment, whoever wants the connection. `page` and `at` are where
 * the connection's row stands; its last frame must still be the one before, and the numbers of its directions known. Gives
 * bits of {@link PROGRESS}.
 */
export function noteProgress(
  page: WritableConnectionPage,
  at: number,
  direction: Direction,
  frame: Frame,
  segment: Segment,
): number {
  // An RST may come from anybody, with any number: nothing of it tells of the sender.
  if ((segment.flags & RST) !== 0) return 0;
  const isFirst = direction === 0;
  noteTtl(
    isFirst ? page.firstTtl : page.secondTtl,
    isFirst ? page.firstTtlLead : page.secondTtlLead,
    at,
    segment.ttl,
  );
  let progress = 0;
  if (segment.payloadLength > 0) {
    const sent = isFirst ? page.firstSent : page.secondSent;
    const acknowledged = (isFirst ? page.firstAcknowledged : page.secondAcknowledged)[at];
    const first = (segment.flags & SYN) === 0 ? segment.sequence : segment.sequence + 1;
    const end = first + segment.payloadLength;
    const ahead = (end - sent[at]) | 0;
    if (ahead > 0) {
      if (ahead < MAX_PLAUSIBLE_JUMP) sent[at] = end;
      progress = PROGRESS.newBytes;
    } else if (
      segment.payloadLength >= FULL_SEGMENT_BYTES &&
      ((first - acknowledged) | 0) <= 0 &&
      ((end - acknowledged) | 0) > 0
    ) {
      noteRepeat(isFirst ? page.firstRepeats : page.secondRepeats, page, at, frame);
    }
  }
  if ((segment.flags & ACK) === 0) return progress;
  const acknowledged = isFirst ? page.secondAcknowledged : page.firstAcknowledged;
  const further = (segment.acknowledgement - acknowledged[at]) | 0;
  if (further <= 0 || further >= MAX_PLAUSIBLE_JUMP) return progress;
  acknowledged[at] = segment.acknowledgement;
  (isFirst ? page.secondRepeats : page.firstRepeats)[at] = 0;
  return isResetDisproved(page, at, direction, segment.acknowledgement)
    ? progress | PROGRESS.resetDisproved
    : progress;
}

/** The majority of all packets so far by one number and one count (Boyer and Moore): what was injected does not change it. */
function noteTtl(usual: Uint8Array, lead: Uint8Array, at: number, ttl: number): void {
  if (usual[at] === ttl) {
    if (lead[at] < 0xff) lead[at] += 1;
  } else if (lead[at] === 0) {
    usual[at] = ttl;
    lead[at] = 1;
  } else {
    lead[at] -= 1;
  }
}

/** The same frame captured twice is no repetition: it follows at once. */
function noteRepeat(repeats: Uint8Array, page: WritableConnectionPage, at: number, frame: Frame): void {
  const since = frame.seconds - page.lastSeconds[at] + (frame.nanoseconds - page.lastNanoseconds[at]) / 1e9;
  if (Math.abs(since) >= CAPTURED_TWICE_SECONDS && repeats[at] < 0xff) repeats[at] += 1;
}
