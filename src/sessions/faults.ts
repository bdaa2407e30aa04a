import { ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import type { Severity } from '../dialects/index.ts';
import type { Analysis } from '../engine/index.ts';
import { sessionIndexes } from '../hooks/index.ts';

/** What is wrong in a session, counted. */
export interface SessionFaults {
  /** Findings that point at its calls, by severity, as the summary of the analysis counts them. */
  readonly error: number;
  readonly warning: number;
  readonly note: number;
  /** Calls that should have come and did not. Where the rule about them is switched off, no finding tells of them. */
  readonly missing: number;
  /** Expected calls of which the capture cannot show whether they came. */
  readonly inconclusive: number;
}

/** Nothing is wrong. */
export const NO_SESSION_FAULTS: SessionFaults = {
  error: 0,
  warning: 0,
  note: 0,
  missing: 0,
  inconclusive: 0,
};

/** What is wrong in the sessions of an analysis, by their indexes; absent where nothing is. */
export type FaultsBySession = ReadonlyMap<number, SessionFaults>;

/** Counts, in steps, what is wrong in each session. */
export function* countingFaults({
  sessions,
  calls,
  positions,
  findings,
  expectations,
}: Analysis): Steps<FaultsBySession> {
  const indexes = sessionIndexes(sessions, calls.length);
  yield;
  const counts = new Map<number, Record<keyof SessionFaults, number>>();
  const add = (position: number, fault: Severity | 'missing' | 'inconclusive'): void => {
    // A call that the selection left out belongs to no session.
    if (position < 0) return;
    const index = indexes[position];
    let counted = counts.get(index);
    if (counted === undefined) {
      counted = { ...NO_SESSION_FAULTS };
      counts.set(index, counted);
    }
    counted[fault] += 1;
  };
  let looked = 0;
  for (const { call, severity } of findings) {
    if (looked++ % ITEMS_A_STEP === 0) yield;
    if (call !== null) add(positions.of(call), severity);
  }
  for (const { verdict, trigger } of expectations) {
    if (looked++ % ITEMS_A_STEP === 0) yield;
    if (verdict === 'missing' || verdict === 'inconclusive') add(positions.of(trigger), verdict);
  }
  return counts;
}
