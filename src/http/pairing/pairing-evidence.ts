import type { RequestEntry, ResponseEntry } from './pairing-entry.ts';

/** Some clients send an empty line behind a body (RFC 9112 §2.2). */
const LINE_END_BYTES = 2;

/** Whether stream positions allow that an answer belongs to a request. */
export function isPossible(request: RequestEntry, answer: ResponseEntry): boolean {
  const sentBefore = request.acknowledged < 0 || request.acknowledged <= answer.offset;
  const received = answer.acknowledged <= 0 || answer.acknowledged > request.offset;
  return sentBefore && received;
}

/**
 * Whether an answer behind a loss is too late for a request, of a client that does not pipeline: its sender
 * had received more than this request by then, so that this one had been answered. `lostRequests`: offsets behind
 * requests of which nothing is known.
 */
export function isBeyond(
  request: RequestEntry,
  answer: ResponseEntry,
  lostRequests: readonly number[],
): boolean {
  const { message } = request;
  if (message === null) return false;
  const { acknowledged, passed } = answer;
  if (request.endKnown) return acknowledged > message.endOffset + LINE_END_BYTES;
  if (answer.lost > 0 || (acknowledged > passed && passed > request.offset)) return true;
  return lostRequests.some((to) => to > request.offset && to <= acknowledged);
}
