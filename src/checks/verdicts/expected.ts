import { type Expectation, timeoutOf } from '../../dialects/index.ts';
import { answeredAt, type HookCall, hasDialog, hasSession, timeOf } from '../../hooks/index.ts';

/**
 * met: it came. late: it came after its window had closed. excused: the capture explains why it need not come.
 * inconclusive: the capture cannot tell. missing: it should have come and did not.
 */
export type Verdict = 'met' | 'late' | 'missing' | 'inconclusive' | 'excused';

/** Why a verdict other than `met` was given: stable words for programs, a sentence in `reason` for people. */
export type VerdictCause =
  | 'policy-disabled'
  | 'refused-under-fail'
  | 'session-ended'
  | 'capture-ended'
  | 'capture-began-late'
  | 'lost-packets'
  | 'bound-reached'
  | 'not-decrypted'
  | 'unkeyed-call'
  | 'unknown-status'
  | 'unknown-policy'
  | 'unknown-answer'
  | 'clock-stepped'
  | 'partial-view'
  | 'counter-gap'
  | 'came-late'
  | 'none-came';

/** An expectation that a call opened, and what became of it. */
export interface ExpectationResult {
  readonly expectation: Expectation;
  readonly trigger: HookCall;
  /** The method to name: the first of those that would meet it. */
  readonly method: string;
  /** Session or dialog id by which it is keyed. */
  readonly key: string;
  /** Seconds, scaled; null: no document gives any. */
  readonly windowSeconds: number | null;
  /** When the call was due: seconds since 1970. null: nothing shows when. */
  readonly deadline: number | null;
  readonly verdict: Verdict;
  /** The call that met it, in time or late; null where none did. */
  readonly metBy: HookCall | null;
  readonly cause: VerdictCause | null;
  /** A sentence; null for `met`. */
  readonly reason: string | null;
  /** What makes up for a window; null where there is one, for `met`, and where nothing does. */
  readonly bound: Bound | null;
  /** What proves that a missing call was not sent at all, as a clause; null where nothing does, and for other verdicts. */
  readonly proof: string | null;
}

/**
 * What makes up for a window that no document gives. Forward: the call that shows that what the trigger began is over. For a
 * predecessor: the earlier call that shows that the capture saw the beginning.
 */
export interface Bound {
  readonly call: HookCall;
  /** The last moment at which the expected call is in time: seconds since 1970. */
  readonly due: number;
}

/** A verdict with its grounds. */
export type Decision = Pick<ExpectationResult, 'verdict' | 'cause' | 'reason' | 'bound' | 'proof'>;

/** A verdict other than `met`, with the call that came late. */
export interface Unmet extends Decision {
  readonly came: HookCall | null;
}

/** The verdict of all expectations that were met. */
export const MET: Decision = { verdict: 'met', cause: null, reason: null, bound: null, proof: null };

/** What windows depend on besides their trigger. */
export interface Scale {
  /** By which all windows are multiplied. */
  readonly windowFactor: number;
  /** Time of the capture's last frame, in seconds since 1970. */
  readonly captureEnds: number;
  /** True where the capture, not the backend, is the reason that a call has no response. */
  readonly isResponseUnseen: (call: HookCall) => boolean;
}

/**
 * When an expected call ought to have come, seconds since 1970, for a look at what went on meanwhile. Without a window that is around what
 * shows that it was due; Infinity where nothing does.
 */
export function dueSpan({ trigger, deadline, bound, expectation }: ExpectationResult): {
  readonly from: number;
  readonly until: number;
} {
  const tolerance = trigger.dialect.toleranceSeconds;
  const until = deadline ?? Number.POSITIVE_INFINITY;
  const isClosed = bound !== null && expectation.direction === 'forward';
  const begins = isClosed ? Math.max(timeOf(trigger), 2 * timeOf(bound.call) - bound.due) : timeOf(trigger);
  return { from: begins - tolerance, until };
}

/** The method to name: the first of those that meet an expectation, which has one at least. */
export function methodOf(row: Expectation): string {
  return row.expect[0].method;
}

/** Session or dialog id by which an expectation is keyed; null where its trigger names none. */
export function keyOf(call: HookCall, row: Expectation): string | null {
  if (row.key === 'session') return call.sessionId;
  if (row.key === 'dialog') return call.dialog?.id ?? null;
  return call.dialog?.id ?? call.numbers[0] ?? null;
}

/** Whether the trigger of an expectation names what the expectation is keyed by. */
export function hasKey(call: HookCall, row: Expectation): boolean {
  if (row.key === 'session') return hasSession(call);
  return hasDialog(call) || (row.key !== 'dialog' && call.numbers.length > 0);
}

/** True for an expectation for which no document gives a time. */
export function hasNoWindow({ windowSeconds }: Expectation): boolean {
  return windowSeconds === Number.POSITIVE_INFINITY;
}

/** When the window of an expectation closes: seconds since 1970; Infinity where it has none. */
export function closesAt(row: Expectation, trigger: HookCall, scale: Scale): number {
  const at = timeOf(trigger);
  if (row.direction === 'predecessor') return at + trigger.dialect.toleranceSeconds;
  return at + row.windowSeconds * scale.windowFactor + slowness(trigger, scale);
}

/** Answers later than this push the window back: what follows an answer cannot come before it. */
const PROMPT_ANSWER_SECONDS = 1;

/** Seconds by which the backend's slow (or no) answer holds up what follows. */
export function slowness(trigger: HookCall, { captureEnds, isResponseUnseen }: Scale): number {
  const at = timeOf(trigger);
  const answered = answeredAt(trigger);
  if (!Number.isNaN(answered)) return promptOr(answered - at);
  const timeout = timeoutOf(trigger.dialect, trigger.methodSpec) ?? 0;
  // The connection may have been idle for long after a response that nobody sees.
  if (isResponseUnseen(trigger)) return promptOr(timeout);
  const waited = trigger.end === 'capture' ? Math.max(timeout, 0) : trigger.endSeconds - at;
  return promptOr(Math.min(waited, Math.max(timeout, captureEnds - at)));
}

function promptOr(seconds: number): number {
  return seconds > PROMPT_ANSWER_SECONDS ? seconds : 0;
}
