import type { Direction } from '../../stream/index.ts';
import type { Exchange, ExchangeEnd, Problem } from '../exchange.ts';
import { NO_PROBLEMS, problemOf } from '../problems.ts';
import type { DirectionEnd, Pair } from './pairing-entry.ts';

/** What is known of a connection besides its messages. Pairs of values are by direction. */
export interface ConnectionFacts {
  /** The direction that carries the requests; of no meaning until a role is known. */
  requestDirection: Direction;
  /** A request has come. */
  hasRequests: boolean;
  /** The beginning of the direction is not in the capture. */
  readonly startedMidway: [boolean, boolean];
  /** Messages of the direction may have been lost. */
  readonly hasLosses: [boolean, boolean];
  /** How the direction ended; null where it has not. */
  readonly ends: [DirectionEnd | null, DirectionEnd | null];
}

/** Makes the exchange of a pair. `endOfWait`: what ended the wait for responses; see `Pairing`. */
export function exchangeOf(pair: Pair, facts: ConnectionFacts, endOfWait: DirectionEnd | null): Exchange {
  const { request, response, interim } = pair;
  const { requestDirection } = facts;
  const responsesEnd = facts.ends[requestDirection === 0 ? 1 : 0];
  const ended = response === null ? firstEnd(pair, endOfWait, facts.ends[requestDirection]) : responsesEnd;
  const { end, endFrame, endSeconds } = endOf(pair, ended);
  return {
    request: request?.message ?? null,
    response: response?.message ?? null,
    interim,
    problems: problemsOf(pair, facts),
    end,
    endFrame,
    endSeconds,
    requestDirection,
  };
}

/**
 * Seconds after a request from which a FIN or RST of its sender says that it waits no longer. Before, it may only say that it has
 * nothing else to ask: the connection is then half closed, and the response may still come (RFC 9293 §3.6). The shortest time-out of a
 * known server is 0.5 s.
 */
const HALF_CLOSE_SECONDS = 0.2;

/** What ended the wait for a response that never came: the side that gave up first, where the other one only followed. */
function firstEnd(
  { request }: Pair,
  endOfWait: DirectionEnd | null,
  requestsEnd: DirectionEnd | null,
): DirectionEnd | null {
  const message = request?.message ?? null;
  if (endOfWait === null || requestsEnd === null || message === null) return endOfWait;
  if (requestsEnd.cause !== 'fin' && requestsEnd.cause !== 'reset') return endOfWait;
  const waited = requestsEnd.seconds - message.lastSeconds - message.lastNanoseconds / 1e9;
  return waited >= HALF_CLOSE_SECONDS && requestsEnd.seconds < endOfWait.seconds ? requestsEnd : endOfWait;
}

function problemsOf({ request, response, reason }: Pair, facts: ConnectionFacts): readonly Problem[] {
  const ofRequest = request?.problems ?? absenceOfRequest(facts);
  const ofResponse =
    response?.problems ?? (reason === null ? NO_PROBLEMS : [problemOf(reason, 'response', -1)]);
  if (ofResponse.length === 0) return ofRequest;
  return ofRequest.length === 0 ? ofResponse : [...ofRequest, ...ofResponse];
}

/** Why the capture has no request to a response. Nothing where the server spoke without having been asked. */
function absenceOfRequest(facts: ConnectionFacts): readonly Problem[] {
  if (facts.hasLosses[facts.requestDirection]) return [problemOf('lost-bytes', 'request', -1)];
  const isBefore = !facts.hasRequests && (facts.startedMidway[0] || facts.startedMidway[1]);
  return isBefore ? [problemOf('started-before-capture', 'request', -1)] : NO_PROBLEMS;
}

/** `ended`: how the direction ended from which the response, or the rest of it, should have come. */
function endOf(
  { request, response }: Pair,
  ended: DirectionEnd | null,
): { readonly end: ExchangeEnd; readonly endFrame: number; readonly endSeconds: number } {
  const message = response?.message ?? null;
  if (message !== null && !(response?.brokenOff && ended)) {
    const { status } = message;
    const isConnected = request?.head.method === 'CONNECT' && status >= 200 && status < 300;
    const end = status === 101 || isConnected ? 'upgraded' : 'answered';
    return { end, endFrame: -1, endSeconds: message.lastSeconds + message.lastNanoseconds / 1e9 };
  }
  if (ended !== null && ended.frame >= 0) {
    return { end: ended.cause, endFrame: ended.frame, endSeconds: ended.seconds };
  }
  const last = message ?? request?.message ?? null;
  const endSeconds = last === null ? 0 : last.lastSeconds + last.lastNanoseconds / 1e9;
  return { end: 'capture', endFrame: -1, endSeconds };
}
