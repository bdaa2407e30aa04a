import { listsBy } from '../base/multimap.ts';
import {
  type ExpectationResult,
  type Finding,
  INCONCLUSIVE_CALL,
  LATE_CALL,
  MISSING_CALL,
} from '../checks/index.ts';
import type { CallExchanges, HookCall } from '../hooks/index.ts';
import type { Filter } from './parse.ts';
import { callSubject, NOTHING_SEARCHED, type PayloadAnswers } from './subject.ts';

/** The rules whose findings are about an expectation that was not met, and not about the call that they point at. */
const OF_EXPECTATIONS: ReadonlySet<string> = new Set([MISSING_CALL, INCONCLUSIVE_CALL]);

/** The part of an analysis that a filter keeps, and how many calls it may have left out wrongly. */
export interface Matching extends Kept {
  /** Calls of which it is not known whether they match: their payloads are not at hand, or not whole. They are not kept. */
  readonly unknown: number;
}

/** The part of an analysis that is kept. */
export interface Kept {
  /** In the order of the whole analysis. */
  readonly calls: readonly HookCall[];
  readonly expectations: readonly ExpectationResult[];
  readonly findings: readonly Finding[];
}

/**
 * Keeps what a filter matches, as the terminal UI does. The filter is asked about each call and about each expectation
 * that was not met. A finding stays with the call or the expectation that it is about; a finding about neither (a
 * connection, the capture) always stays. An expectation that was met stays with the call that opened it. The call that
 * opened a matching expectation stays as well, because otherwise there would be nothing to point at, and so does the call
 * that came late; the findings about those calls alone do not stay. `answers`: what was found in payloads.
 */
export function keepMatching(
  { calls, expectations, findings }: Kept,
  { matches, verdict }: Filter,
  callExchanges: CallExchanges,
  answers: PayloadAnswers = NOTHING_SEARCHED,
): Matching {
  const findingsOf = listsBy(findings, ({ call }) => call);
  const matching = new Set<HookCall>();
  let unknown = 0;
  for (const call of calls) {
    const holds = verdict(callSubject(call, findingsOf.get(call) ?? [], callExchanges), answers);
    if (holds === true) matching.add(call);
    else if (holds === null) unknown += 1;
  }
  const unmet = expectations.filter(
    (expected) => expected.verdict !== 'met' && matches({ kind: 'expected', expected }, answers),
  );
  const absences = new Set(unmet);
  /** Methods that did not come, by the call that should have led to them. */
  const absent = new Map(unmet.map(({ trigger }) => [trigger, new Set<string>()]));
  for (const { trigger, method } of unmet) absent.get(trigger)?.add(method);
  /** Calls that came, but too late. */
  const late = new Set(unmet.map(({ metBy }) => metBy));
  return {
    unknown,
    calls: calls.filter((call) => matching.has(call) || absent.has(call) || late.has(call)),
    expectations: expectations.filter((expected) =>
      expected.verdict === 'met' ? matching.has(expected.trigger) : absences.has(expected),
    ),
    findings: findings.filter(({ call, rule, method }) => {
      if (call === null) return true;
      if (rule === LATE_CALL) return matching.has(call) || late.has(call);
      if (!OF_EXPECTATIONS.has(rule)) return matching.has(call);
      return method !== null && absent.get(call)?.has(method) === true;
    }),
  };
}
