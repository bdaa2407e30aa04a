import type { MessageSide, ProblemKind } from '../http/index.ts';
import type { ReadBlock } from './header-blocks.ts';
import type { MessageHead } from './message-head.ts';
import type { StreamMessage } from './stream-message.ts';

const LACK_KINDS = {
  lost: 'lost-bytes',
  cut: 'cut-bytes',
  dropped: 'lost-bytes',
  'too-large': 'header-too-large',
} as const satisfies Record<Exclude<ReadBlock['lack'], null | 'broken'>, ProblemKind>;
const COMPRESSION_ERROR = 'COMPRESSION_ERROR';

/** Whether a header block stands behind the data of a message, and is no head of its own. */
export function isTrailing(message: StreamMessage, { status }: MessageHead, endsStream: boolean): boolean {
  // Where the status of the head before is not known, it may have been that of an interim response.
  const isLateHead = message.side === 'response' && message.head.status === null && message.isBare;
  return !(isLateHead && (status !== null || !endsStream));
}

/**
 * Whether a header block that belongs to no known message begins one. It must say what it is: where fields are not known, it may be
 * the end of a message that began before. `isKnown`: the other message of its stream is known.
 */
export function isBeginning(side: MessageSide, head: MessageHead, isKnown: boolean): boolean {
  if (side === 'request') return head.method !== null || head.path !== null;
  return head.status !== null || (isKnown && head.unknown > 0);
}

/** The statuses of responses that are no final one (RFC 9110 §15.2). */
export function isInterim(side: MessageSide, { status }: MessageHead): boolean {
  return side === 'response' && status !== null && status < 200;
}

/** A connection goes on as a tunnel behind such a response to CONNECT (RFC 9113 §8.5). */
export function isSuccess({ status }: MessageHead): boolean {
  return status !== null && status >= 200 && status < 300;
}

/**
 * Adds what is wrong with a header block to its message. `isSure`: nothing of its side was lost; elsewhere what seems wrong may be a
 * place that was found again wrongly.
 */
export function blameBlock(
  message: StreamMessage,
  { lack, fields, place }: ReadBlock,
  isSure: boolean,
): void {
  const isBroken = lack === 'broken' || (lack === null && fields.fault !== null);
  if (lack !== null && lack !== 'broken') message.blame(LACK_KINDS[lack], place.offset);
  else if (isBroken && isSure) message.blame('http2-error', place.offset, COMPRESSION_ERROR);
  else if (isBroken) message.blame('lost-bytes', place.offset);
  if (fields.tooLarge && lack !== 'too-large') message.blame('header-too-large', place.offset);
}
