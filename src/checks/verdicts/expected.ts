import type { Expectation } from '../../dialects/index.ts';
import type { HookCall } from '../../hooks/index.ts';

/** met: it came. excused: the capture explains why it need not come. inconclusive: the capture cannot tell. missing: it should have come and did not. */
export type Verdict = 'met' | 'missing' | 'inconclusive' | 'excused';

/** Why a verdict other than `met` was given: stable words for programs, a sentence in `reason` for people. */
export type VerdictCause =
  | 'policy-disabled'
  | 'refused-under-fail'
  | 'session-ended'
  | 'capture-ended'
  | 'capture-began-late'
  | 'lost-packets'
  | 'unkeyed-call'
  | 'unknown-status'
  | 'under-way'
  | 'none-came';

/** An expectation that a call opened, and what became of it. */
export interface Expected {
  readonly row: Expectation;
  readonly trigger: HookCall;
  /** The method to name: the first of those that would meet it. */
  readonly method: string;
  /** Session or dialog id by which it is keyed. */
  readonly key: string;
  /** Seconds, scaled. */
  readonly windowSeconds: number;
  /** When the window closed: seconds since 1970. */
  readonly deadline: number;
  readonly verdict: Verdict;
  readonly metBy: HookCall | null;
  readonly cause: VerdictCause | null;
  /** A sentence; null for `met`. */
  readonly reason: string | null;
}
