import { listsBy } from '../base/multimap.ts';
import { ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import type { Analysis } from '../engine/index.ts';
import { sessionIndexes } from '../hooks/index.ts';
import type { Filter } from './parse.ts';
import { callSubject, NOTHING_SEARCHED, type PayloadAnswers } from './subject.ts';

/** The sessions that a filter leaves. */
export interface MatchingSessions {
  /** Indexes of those in which a call matches, or a call that should have come. */
  readonly sessions: ReadonlySet<number>;
  /** Calls of which it is not known whether they match: their payloads were not searched, or are not whole. */
  readonly unknown: number;
}

/** Finds, in steps, the sessions of an analysis that a filter leaves. `answers`: what was found in payloads. */
export function* matchingSessions(
  { sessions, calls, positions, findings, expectations, callExchanges }: Analysis,
  { verdict }: Filter,
  answers: PayloadAnswers = NOTHING_SEARCHED,
): Steps<MatchingSessions> {
  const indexes = sessionIndexes(sessions, calls.length);
  yield;
  const findingsOf = listsBy(findings, ({ call }) => call);
  const found = new Set<number>();
  let unknown = 0;
  for (let position = 0; position < calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const call = calls[position];
    const holds = verdict(callSubject(call, findingsOf.get(call) ?? [], callExchanges), answers);
    if (holds === true) found.add(indexes[position]);
    else if (holds === null) unknown += 1;
  }
  let looked = 0;
  for (const expected of expectations) {
    if (looked++ % ITEMS_A_STEP === 0) yield;
    if (expected.verdict === 'met' || verdict({ kind: 'expected', expected }, answers) !== true) continue;
    const position = positions.of(expected.trigger);
    if (position >= 0) found.add(indexes[position]);
  }
  return { sessions: found, unknown };
}
