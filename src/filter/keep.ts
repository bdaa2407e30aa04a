import { listsBy } from '../base/multimap.ts';
import type { ExpectationResult, Finding } from '../checks/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { Filter } from './parse.ts';

/** The rules that tell of an expectation that was not met, not of the call that they point at. */
const OF_EXPECTATIONS: ReadonlySet<string> = new Set(['flow/missing-call', 'flow/inconclusive']);

/** What a filter leaves of an analysis. */
export interface Kept {
  /** In the order in which they were given. */
  readonly calls: readonly HookCall[];
  readonly expectations: readonly ExpectationResult[];
  readonly findings: readonly Finding[];
}

/**
 * Keeps what a filter matches, as the terminal UI does: each call, and each expectation that was not met, is asked for
 * itself. A finding goes with the call, or with the expectation, that it is about; one about neither (a connection, the
 * capture) always stays. An expectation that was met goes with the call that opened it. The call that opened a matching
 * expectation stays too, for there would be nothing to point at, but what is wrong with it alone does not.
 */
export function keepMatching({ calls, expectations, findings }: Kept, { matches }: Filter): Kept {
  const findingsOf = listsBy(findings, ({ call }) => call);
  const matching = new Set(
    calls.filter((call) => matches({ kind: 'call', call, faults: findingsOf.get(call) ?? [] })),
  );
  const unmet = expectations.filter(
    (expected) => expected.verdict !== 'met' && matches({ kind: 'expected', expected }),
  );
  const absences = new Set(unmet);
  /** Methods that did not come, by the call that let expect them. */
  const absent = new Map(unmet.map(({ trigger }) => [trigger, new Set<string>()]));
  for (const { trigger, method } of unmet) absent.get(trigger)?.add(method);
  return {
    calls: calls.filter((call) => matching.has(call) || absent.has(call)),
    expectations: expectations.filter((expected) =>
      expected.verdict === 'met' ? matching.has(expected.trigger) : absences.has(expected),
    ),
    findings: findings.filter(({ call, rule, method }) => {
      if (call === null) return true;
      if (!OF_EXPECTATIONS.has(rule)) return matching.has(call);
      return method !== null && absent.get(call)?.has(method) === true;
    }),
  };
}
