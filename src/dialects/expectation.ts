/** Flow rules as data: "after X, Y for the same key within W", and the reverse. */
import type { SourceTag } from './sources.ts';

export type Severity = 'error' | 'warning' | 'note';

/** What the response to the trigger must be. `ok`: accepted. `failed`: not accepted, or there is none. */
export type TriggerAnswer = 'any' | 'ok' | 'failed';

/** A condition on a member of the trigger's payload. */
export interface ParameterCondition {
  readonly parameter: string;
  /** `is`: present and equal. `is-not`: absent or different. */
  readonly test: 'is' | 'is-not';
  readonly value: string | number | boolean;
  /** Where it must hold: in the request, or in at least one of request and response (`is` only). */
  readonly within: 'request' | 'request-or-answer';
}

/** Which hook calls open an expectation. */
export interface TriggerRule {
  /** Any of these methods. */
  readonly methods: readonly string[];
  readonly answer: TriggerAnswer;
  /** Statuses of which the trigger's payload must have one; `any` includes none. */
  readonly statuses: 'any' | readonly string[];
  readonly parameters: readonly ParameterCondition[];
  /** Only the first call seen with the key is a trigger: what was under way already needs no predecessor. */
  readonly firstOfKey: boolean;
  /** Only where the capture holds an earlier call with the key and one of these methods. Empty: always. */
  readonly earlier: readonly string[];
  /** Of what the earlier call must be: left out, of the expectation's key; `session`: of the trigger's session. */
  readonly earlierWithin?: 'session';
  /** The earlier call must have been accepted, so that what it asked for went on. Left out: it makes no difference. */
  readonly earlierAnswer?: 'ok';
}

/**
 * A call that shows that what a trigger began is over, so that its end is due: without it nobody can say that the end is missing, for
 * what was begun may go on for any time.
 */
export interface ClosingSign {
  readonly methods: readonly string[];
  readonly statuses: 'any' | readonly string[];
  /** What the sign has in common with the trigger. */
  readonly within: 'dialog' | 'session' | 'node';
  /** Seconds from the sign within which the end must come; it may as well have come before it. */
  readonly withinSeconds: number;
}

/** One way to meet an expectation. */
export interface ExpectedCall {
  readonly method: string;
  /** Statuses of which the payload must have one; `any` includes none. */
  readonly statuses: 'any' | readonly string[];
}

/**
 * What must be equal. `session`: session id. `dialog`: dialog kind and id, within the session where both calls name
 * one. `call-numbers`: the dialog where both calls carry it and it is equal, else a number of the call that both have
 * (the dialect's `numberParameters`).
 */
export type ExpectationKey = 'session' | 'dialog' | 'call-numbers';

/**
 * Why an absence may be in order. `policy-disabled`: the configuration switches the method off.
 * `refused-under-fail`: the trigger was refused or not answered, and the configuration or the error table says that
 * this stops the operation. `session-ended`: the session ended before the window closed.
 */
export type Excuse = 'policy-disabled' | 'refused-under-fail' | 'session-ended';

export interface Expectation {
  /** Stable name, by which a user's dialect overrides the row. */
  readonly id: string;
  /** `forward`: `expect` comes after the trigger. `predecessor`: it must have come before the trigger. */
  readonly direction: 'forward' | 'predecessor';
  readonly after: TriggerRule;
  /** Any of these meets it. */
  readonly expect: readonly ExpectedCall[];
  readonly key: ExpectationKey;
  /**
   * Seconds. Infinity: no document gives any. Then the expectation is met by a call at any later time, missing only after one of the signs
   * `closedBy`, and without one inconclusive.
   */
  readonly windowSeconds: number;
  /** Forward rows without a window: what shows that the end is due. Left out: nothing does. */
  readonly closedBy?: readonly ClosingSign[];
  /**
   * Forward rows: how long before the trigger an expected call still counts. `tolerance`: the dialect's tolerance.
   * `dialog`: any time before, within the same key.
   */
  readonly metBefore: 'tolerance' | 'dialog';
  /** Where given, a call before the trigger counts only with one of these statuses: others describe an earlier state. */
  readonly earlyStatuses?: readonly string[];
  /**
   * Forward rows: which calls with the key show, after a trigger that was refused, that the server went on with it all
   * the same. Left out: those of `expect`, but none with a status that ends the session or dialog, because that may
   * have ended by the refusal.
   */
  readonly goesOn?: readonly ExpectedCall[];
  readonly severity: Severity;
  readonly excusedBy: readonly Excuse[];
  /** What follows from the absence: a whole sentence. */
  readonly consequence: string;
  /** Ids of remedies, the likeliest first. */
  readonly remedies: readonly string[];
  readonly source: SourceTag;
}
