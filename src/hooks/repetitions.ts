import { hostOf } from '../base/endpoint.ts';
import { NO_POSITION, PositionChains } from '../base/position-chains.ts';
import { ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import { timeoutOf } from '../dialects/index.ts';
import { roleOf } from './acceptance.ts';
import { EMPTY_FINGERPRINT } from './body-fingerprint.ts';
import { type HookCall, timeOf } from './call.ts';
import { answeredAt, isAcceptedCall } from './call-glance.ts';

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
 * Finds the exchanges that repeat an earlier one, by that (design §4): the same method and body from the same host, begun soon after
 * the earlier one failed. `exchanges` in order of request. `isResponseUnseen`: the capture, not the backend, is the reason that
 * no response is there, so that nobody knows of a failure.
 */
export function* findRepetitions(
  exchanges: readonly HookCall[],
  isResponseUnseen: (exchange: HookCall) => boolean,
): Steps<ReadonlyMap<HookCall, HookCall>> {
  const laterOf = new Map<HookCall, HookCall>();
  /** Those that failed and were not repeated so far, by the fingerprint of the body. */
  const failed = new PositionChains(exchanges.length);
  for (let position = 0; position < exchanges.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const exchange = exchanges[position];
    const isFailure = !isAcceptedCall(exchange) && !isResponseUnseen(exchange);
    // Where nothing failed nothing is repeated: the ordinary call costs a look and keeps nothing.
    if (!isFailure && failed.keys === 0) continue;
    const { fingerprint } = exchange;
    const newest = failed.newest(fingerprint | 0);
    if (!isFailure && newest === NO_POSITION) continue;
    if (!isComparable(exchange)) continue;
    let newer = NO_POSITION;
    for (let at = newest; at !== NO_POSITION; newer = at, at = failed.before(at)) {
      const earlier = exchanges[at];
      if (!saysTheSame(earlier, exchange)) continue;
      if (isSoonAfter(earlier, exchange)) laterOf.set(earlier, exchange);
      // Of those that say the same, at most one is there: it gives way to the later one.
      failed.remove(fingerprint | 0, at, newer);
      break;
    }
    if (isFailure) failed.add(fingerprint | 0, position);
  }
  return laterOf;
}

/** Of a body that is cut, or empty, nobody can say that another one is the same; some calls are made several times in the same words. */
function isComparable({ cut, fingerprint, methodSpec }: HookCall): boolean {
  return !cut && fingerprint !== EMPTY_FINGERPRINT && methodSpec?.recurs !== true;
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
  const answered = answeredAt(exchange);
  if (!Number.isNaN(answered)) return answered;
  const { end, endSeconds, dialect, methodSpec } = exchange;
  const asked = timeOf(exchange);
  if (end === 'capture' || end === 'abandoned') return asked + (timeoutOf(dialect, methodSpec) ?? 0);
  // A connection may have been closed before the request was written to it.
  return Math.max(endSeconds, asked);
}
