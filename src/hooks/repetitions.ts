import { hostOf } from '../base/endpoint.ts';
import { NO_POSITION, PositionChains } from '../base/position-chains.ts';
import { ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import { type CallFailure, isAcceptedStatus, isWithin, timeoutOf } from '../dialects/index.ts';
import { failureOf, roleOf } from './acceptance.ts';
import { EMPTY_FINGERPRINT } from './body-fingerprint.ts';
import { type HookCall, timeOf } from './call.ts';
import { answeredAt, isAcceptedCall } from './call-glance.ts';

/** Seconds within which a client that repeats what failed does so, where the dialect says nothing of it. */
const USUAL_RETRY_SECONDS = 2;

/** The statuses of redirects (RFC 9110 §15.4); 304 is none, and answers no POST. */
const REDIRECTS = [{ from: 300, to: 399 }] as const;

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
    const isFailure = !isAcceptedCall(exchange) && mayBeRepeated(exchange) && !isResponseUnseen(exchange);
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

/** The target is not part of it, unless the dialect sends the same to several: a redirect leads elsewhere. */
function saysTheSame(one: HookCall, other: HookCall): boolean {
  return (
    one.method === other.method &&
    one.sessionId === other.sessionId &&
    one.dialog?.id === other.dialog?.id &&
    hostOf(one.client) === hostOf(other.client) &&
    (!isOfOnePlace(one) || isRedirected(one) || (one.server === other.server && one.target === other.target))
  );
}

/** Whether what is the same at another place is another call. */
function isOfOnePlace({ dialect: { delivery } }: HookCall): boolean {
  return delivery.toSeveral === true || delivery.retry?.identity?.by === 'members';
}

function isRedirected({ response }: HookCall): boolean {
  return response !== null && isWithin(REDIRECTS, response.status);
}

function isSoonAfter(earlier: HookCall, later: HookCall): boolean {
  const delay = timeOf(later) - failedAt(earlier);
  // Nobody repeats what is still waiting for its answer: that is another call that says the same, as keep-alives do.
  return (
    delay >= -later.dialect.toleranceSeconds &&
    delay <= spanAfter(earlier) &&
    timeOf(later) >= timeOf(earlier)
  );
}

/**
 * Whether a failed call may come again. What a dialect says of responses holds. Where it says nothing of them, a status is no bar: an
 * HTTP client or a proxy on the way may repeat as well. Nobody repeats what was refused on purpose, or in the body, without being told.
 */
function mayBeRepeated(failed: HookCall): boolean {
  const failure = failureOf(failed);
  if (failure === null) return false;
  if (failure.kind === 'no-response' || isDocumented(failed, failure)) return true;
  if (failure.kind !== 'status') return false;
  return isRedirected(failed) || failed.dialect.delivery.retry?.after.includes('status') !== true;
}

/** Whether the dialect says that such a failure is followed by a repetition. */
function isDocumented({ dialect, methodSpec }: HookCall, { kind, status }: CallFailure): boolean {
  const { retry } = dialect.delivery;
  if (retry === null) return false;
  const { after, statuses } = retry;
  if (status === null) return after.includes('no-response');
  if (after.includes('refused')) return true;
  if (isAcceptedStatus(dialect, methodSpec, status)) return kind === 'body' && after.includes('body');
  return after.includes('status') && (statuses === undefined || isWithin(statuses, status));
}

/** Seconds after the failure of an exchange in which its repetition is expected. */
function spanAfter(failed: HookCall): number {
  const span = failed.dialect.delivery.retry?.withinSeconds ?? USUAL_RETRY_SECONDS;
  const failure = failureOf(failed);
  if (failed.response === null || asksAgain(failed.response.status)) return span;
  // An event that is told over and over in the same words may be refused each time.
  const isOtherEvent = roleOf(failed) === 'event' && failure !== null && !isDocumented(failed, failure);
  return isOtherEvent ? Math.min(span, USUAL_RETRY_SECONDS) : span;
}

function asksAgain(status: number): boolean {
  return isWithin(REDIRECTS, status) || status >= 500 || ASKING_AGAIN.has(status);
}

/** When the sender knew that an exchange had failed. Where the capture shows no end of waiting, it is the time-out's, if that is known. */
function failedAt(exchange: HookCall): number {
  const answered = answeredAt(exchange);
  if (!Number.isNaN(answered)) return answered;
  const { end, endSeconds, dialect, methodSpec } = exchange;
  const asked = timeOf(exchange);
  if (end === 'capture' || end === 'abandoned') return asked + (timeoutOf(dialect, methodSpec) ?? 0);
  // A connection may have been closed before the request was written to it.
  return Math.max(endSeconds, asked);
}
