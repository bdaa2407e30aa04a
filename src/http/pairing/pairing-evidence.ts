import type { RequestEntry, ResponseEntry } from './pairing-entry.ts';

/** Some clients send an empty line behind a body (RFC 9112 §2.2). */
const LINE_END_BYTES = 2;

/** Whether stream positions allow that a response belongs to a request. */
export function isPossible(request: RequestEntry, response: ResponseEntry): boolean {
  const { acknowledged } = request.head;
  const sentBefore = acknowledged < 0 || acknowledged <= response.head.offset;
  const received = response.head.acknowledged <= 0 || response.head.acknowledged > request.head.offset;
  return sentBefore && received;
}

/**
 * Whether a response behind a loss comes too late for a request of a client that does not pipeline: its server
 * had received more than this request by then, so the request had been answered before. `lostRequests`: stream
 * offsets behind requests of which nothing is known.
 */
export function isBeyond(
  request: RequestEntry,
  response: ResponseEntry,
  lostRequests: readonly number[],
): boolean {
  const { message } = request;
  if (message === null) return false;
  const { offset } = request.head;
  const { acknowledged } = response.head;
  const { passed } = response;
  if (request.endKnown) return acknowledged > message.endOffset + LINE_END_BYTES;
  if (response.lost > 0 || (acknowledged > passed && passed > offset)) return true;
  return lostRequests.some((to) => to > offset && to <= acknowledged);
}
