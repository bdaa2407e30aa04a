import {
  type Exchange,
  headerValue,
  type ProblemKind,
  type RequestMessage,
  type ResponseMessage,
} from '../http/index.ts';

/** A message with one of these is not there in whole; what else seems wrong with it may come of that. */
const DAMAGES: ReadonlySet<ProblemKind> = new Set([
  'lost-bytes',
  'cut-bytes',
  'started-before-capture',
  'truncated',
]);

/** True where the message of one side lacks bytes: the capture lost or cut them, or the message was broken off. */
export function isDamaged(exchange: Exchange, side: 'request' | 'response'): boolean {
  return exchange.problems.some((problem) => problem.side === side && DAMAGES.has(problem.kind));
}

/** True where the whole head of a message was seen, so that a header field that is not there was not sent. */
export function hasWholeHead(message: RequestMessage | ResponseMessage): boolean {
  // A field that is not known may be the one that seems absent.
  if ((message.unknownFields ?? 0) > 0) return false;
  return message.body.complete || message.body.wholeLength > 0;
}

/** True for a message whose body is sent in chunks (RFC 9112 §7.1), so that no field says how long it is. */
export function isChunked(message: RequestMessage | ResponseMessage | null): boolean {
  const coding = message === null ? null : headerValue(message.headers, 'transfer-encoding');
  return coding !== null && /\bchunked\b/i.test(coding);
}

/** How nearly everybody spells the field's name. */
const USUAL_SPELLING = 'Content-Type';

/** Content-Type of a message; null where it has none. Looks for the usual spelling first, which costs little. */
export function contentTypeOf({ headers }: RequestMessage | ResponseMessage): string | null {
  for (let index = 0; index + 1 < headers.length; index += 2) {
    if (headers[index] === USUAL_SPELLING) return headers[index + 1];
  }
  return headerValue(headers, 'content-type');
}
