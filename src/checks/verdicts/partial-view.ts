import { plainCopy } from '../../base/columns.ts';
import type { List } from '../../base/list.ts';
import { ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import type { Method } from '../../dialects/index.ts';
import { NO_KEY } from '../../hooks/index.ts';
import { type Evidence, sessionNumberOf } from './evidence.ts';
import { unmetAmong } from './expectation-rows.ts';
import { type Decision, type ExpectationResult, methodOf } from './expected.ts';

/** So many sessions, at least, must lack what follows, and so many what comes before: one of each may be a fault. */
const LEAST_SESSIONS = 2;
/** The share of all sessions that lack one or the other, at least. */
const LEAST_SHARE = 0.25;

const NOT_SEEN: Decision & Pick<ExpectationResult, 'metBy'> = {
  metBy: null,
  verdict: 'inconclusive',
  cause: 'partial-view',
  reason: 'the capture holds only a part of the hooks: the others go to a backend that is not in it',
  bound: null,
  proof: null,
};

/**
 * The same results, in steps, where a part of the hooks goes to a backend that the capture does not show (a balancer, a second
 * backend): nothing is missing then, because what seems absent went there. A sign of it is that some sessions lack what
 * should have followed while others lack what should have come before, each of methods that other sessions do have
 * (design §6).
 */
export function* withPartialView(
  results: List<ExpectationResult>,
  evidence: Evidence,
): Steps<List<ExpectationResult>> {
  if (!(yield* isPartial(results, evidence))) return results;
  return Array.from(results, (result) => (isAbsent(result) ? plainCopy(result, NOT_SEEN) : result));
}

/** What came late came perhaps in time as well, and went elsewhere. */
function isAbsent({ verdict }: ExpectationResult): boolean {
  return verdict === 'missing' || verdict === 'late';
}

/** True where verdicts found that a part of the hooks goes to a backend that the capture does not show. */
export function isPartialView(results: Iterable<ExpectationResult>): boolean {
  for (const { cause } of results) if (cause === 'partial-view') return true;
  return false;
}

function* isPartial(results: List<ExpectationResult>, evidence: Evidence): Steps<boolean> {
  const missing = (yield* unmetAmong(results)).filter(({ verdict }) => verdict === 'missing');
  if (missing.length < 2 * LEAST_SESSIONS) return false;
  const seen = new Set<string>();
  let last: Method | null = null;
  for (let position = 0; position < evidence.calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const { methodSpec } = evidence.calls[position];
    if (methodSpec === last || methodSpec === null) continue;
    seen.add(methodSpec.name);
    last = methodSpec;
  }
  const lacking = { forward: new Set<number>(), predecessor: new Set<number>() };
  for (const result of missing) {
    const session = sessionNumberOf(evidence, result.trigger);
    if (session === NO_KEY || !seen.has(methodOf(result.expectation))) continue;
    lacking[result.expectation.direction].add(session);
  }
  const { forward, predecessor } = lacking;
  if (forward.size < LEAST_SESSIONS || predecessor.size < LEAST_SESSIONS) return false;
  const sessions = countSessions(evidence);
  return new Set([...forward, ...predecessor]).size >= sessions * LEAST_SHARE;
}

/** The calls that name no session count as one. */
function countSessions({ calls, groups: { sessions, ends } }: Evidence): number {
  for (let position = 0; position < calls.length; position++) {
    if (sessions.numberAt(position) === undefined) return ends.length + 1;
  }
  return ends.length;
}
