/** Flow rules as data: "after X, Y for the same key within W", and the reverse. */

import type { SourceTag } from './sources.ts';
import type { Severity } from './types.ts';

/** What the answer to the trigger must be: `ok` is status 200; `failed` is any other, or none at all. */
export type TriggerAnswer = 'any' | 'ok' | 'failed';

/** A condition on a member of the trigger's payload. */
export interface ParameterCondition {
  readonly parameter: string;
  /** `is`: there and equal. `is-not`: absent or different. */
  readonly test: 'is' | 'is-not';
  readonly value: string | number | boolean;
  /** Where it must hold: in the request, or in at least one of request and answer (`is` only). */
  readonly within: 'request' | 'request-or-answer';
}

export interface Trigger {
  /** Any of these methods. */
  readonly methods: readonly string[];
  readonly answer: TriggerAnswer;
  /** Statuses the trigger's payload must have one of; `any` includes none. */
  readonly statuses: 'any' | readonly string[];
  readonly parameters: readonly ParameterCondition[];
  /** Only the first call seen with the key is a trigger: what was under way already needs no predecessor. */
  readonly firstOfKey: boolean;
  /** Only where the capture holds an earlier call with the key and one of these methods; none: always. */
  readonly earlier: readonly string[];
}

/** One way to meet an expectation. */
export interface ExpectedCall {
  readonly method: string;
  /** Statuses of which the payload must have one; `any` includes none. */
  readonly statuses: 'any' | readonly string[];
}

/**
 * What must be equal. `session`: session id. `dialog`: dialog kind and id, within the session where both calls name
 * one. `call-numbers`: the dialog where both carry it and it is equal, else a number of the call in common
 * (the dialect's `numberParameters`).
 */
export type ExpectationKey = 'session' | 'dialog' | 'call-numbers';

/**
 * Why an absence may be in order. `policy-disabled`: the method is switched off by the configuration in the answer.
 * `refused-under-fail`: the trigger failed and `restOnError` is FAIL for it, so nothing follows.
 * `session-ended`: the session ended before the window closed.
 */
export type Excuse = 'policy-disabled' | 'refused-under-fail' | 'session-ended';

export interface Expectation {
  /** Stable name, by which a dialect of one's own overrides it. */
  readonly id: string;
  /** `forward`: `expect` comes after the trigger. `predecessor`: it must have come before the trigger. */
  readonly direction: 'forward' | 'predecessor';
  readonly after: Trigger;
  /** Any of these meets it. */
  readonly expect: readonly ExpectedCall[];
  readonly key: ExpectationKey;
  /** Seconds. */
  readonly windowSeconds: number;
  /**
   * Forward rows: how far before the trigger an expected call counts. `tolerance`: the dialect's tolerance.
   * `dialog`: however long before, within the same key.
   */
  readonly metBefore: 'tolerance' | 'dialog';
  /** Where given, a call before the trigger counts only with one of these statuses (others describe what was before). */
  readonly earlyStatuses?: readonly string[];
  readonly severity: Severity;
  readonly excusedBy: readonly Excuse[];
  /** What follows from the absence: a whole sentence. */
  readonly consequence: string;
  /** Ids of remedies, the likeliest first. */
  readonly remedies: readonly string[];
  readonly source: SourceTag;
}
