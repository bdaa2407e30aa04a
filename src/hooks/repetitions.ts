import { hostOf } from '../base/endpoint.ts';
import { appendTo } from '../base/multimap.ts';
import { secondsOf } from '../base/time.ts';
import { isAccepted, roleOf } from './acceptance.ts';
import { EMPTY_FINGERPRINT } from './body-fingerprint.ts';
import { type HookCall, timeOf } from './call.ts';

/** Seconds within which a client that repeats what failed does so, where the dialect says nothing of it. */
const USUAL_RETRY_SECONDS = 2;

/** The first and the last of the statuses of redirects (RFC 9110 §15.4); 304 is none, and answers no POST. */
const REDIRECTS = { first: 300, last: 399 } as const;

/**
 * Statuses below 500 that ask for the same request again: with credentials, later, or on another connection (RFC 9110
 * §15.5: 401, 407, 408, 421; RFC 8470: 425; RFC 6585: 429).
 */
const ASKING_AGAIN: ReadonlySet<number> = new Set([401, 407, 408, 421, 425, 429]);

/**
 * Finds the exchanges that repeat an earlier one (design §4): the same method and body from the same host, begun soon after
 * the earlier one failed. `exchanges` in order of request. `isResponseUnseen`: the capture, not the backend, is the reason that
 * no response is there, so that nobody knows of a failure.
 */
export function* findRepetitions(
  exchanges: readonly HookCall[],
  isResponseUnseen: (exchange: HookCall) => boolean,
): Iterable<readonly [earlier: HookCall, later: HookCall]> {
  /** Those that failed and were not repeated so far, by the fingerprint of the body. */
  const failed = new Map<number, HookCall[]>();
  for (const exchange of exchanges) {
    const isFailure = !isAccepted(exchange.dialect, exchange.response) && !isResponseUnseen(exchange);
    const alike = failed.get(exchange.fingerprint);
    // Where nothing failed nothing is repeated: the ordinary call costs a look-up and keeps nothing.
    if (!isFailure && alike === undefined) continue;
    if (!isComparable(exchange)) continue;
    const at = alike?.findIndex((each) => saysTheSame(each, exchange)) ?? -1;
    const earlier = alike?.[at];
    if (earlier !== undefined && isSoonAfter(earlier, exchange)) yield [earlier, exchange];
    if (at >= 0) alike?.splice(at, 1);
    if (isFailure) appendTo(failed, exchange.fingerprint, exchange);
    else if (alike?.length === 0) failed.delete(exchange.fingerprint);
  }
}

/** Of a body that is cut, or empty, nobody can say that another one is the same. */
function isComparable({ cut, fingerprint }: HookCall): boolean {
  return !cut && fingerprint !== EMPTY_FINGERPRINT;
}

/** The target is not part of it: a redirect leads elsewhere. */
function saysTheSame(one: HookCall, other: HookCall): boolean {
  return (
    one.method === other.method &&
    one.sessionId === other.sessionId &&
    one.dialog?.id === other.dialog?.id &&
    hostOf(one.client) === hostOf(other.client)
  );
}

function isSoonAfter(earlier: HookCall, later: HookCall): boolean {
  const delay = timeOf(later) - failureOf(earlier);
  // Nobody repeats what is still waiting for its answer: that is another call that says the same, as keep-alives do.
  return (
    delay >= -later.dialect.toleranceSeconds &&
    delay <= spanAfter(earlier) &&
    timeOf(later) >= timeOf(earlier)
  );
}

/** Seconds after the failure of an exchange in which its repetition is expected. */
function spanAfter(failed: HookCall): number {
  const { retry } = failed.dialect.delivery;
  const span = retry?.withinSeconds ?? USUAL_RETRY_SECONDS;
  if (failed.response === null || asksAgain(failed.response.status)) return span;
  // An event that is told over and over in the same words may be refused each time.
  const isOtherEvent = roleOf(failed) === 'event' && retry?.after.includes('refused') !== true;
  return isOtherEvent ? Math.min(span, USUAL_RETRY_SECONDS) : span;
}

function asksAgain(status: number): boolean {
  return (status >= REDIRECTS.first && status <= REDIRECTS.last) || status >= 500 || ASKING_AGAIN.has(status);
}

/** When the sender knew that an exchange had failed. Where the capture shows no end of waiting, it is the time-out's, if that is known. */
function failureOf(exchange: HookCall): number {
  const { response, end, endSeconds, dialect } = exchange;
  if (response !== null) return secondsOf(response);
  const asked = timeOf(exchange);
  if (end === 'capture' || end === 'abandoned') return asked + (dialect.delivery.timeoutSeconds ?? 0);
  // A connection may have been closed before the request was written to it.
  return Math.max(endSeconds, asked);
}
