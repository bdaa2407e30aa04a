import { type Instant, offsetOf } from '../../base/time.ts';
import type { Problem } from '../../checks/index.ts';
import { sharesRecord } from './breakdown-records.ts';
import type { JsonContext } from './context.ts';

export function problemRecord(
  problem: Problem,
  { masker, firstTime, baseline, breakdowns }: JsonContext,
): object {
  const offset = (time: Instant | null): number | null => (time === null ? null : offsetOf(firstTime, time));
  const { rule, severity, status, server, count, sessions, findings, cause, effects } = problem;
  return {
    rule,
    severity,
    method: masker.id(problem.method),
    parameter: masker.id(problem.parameter),
    status,
    server,
    message: masker.text(problem.message),
    count,
    sessions,
    first: offset(problem.first),
    last: offset(problem.last),
    findings,
    cause,
    effects,
    ...(baseline.isGiven && { knownFindings: baseline.knownOf(problem) }),
    ...(breakdowns.length > 0 && { by: sharesRecord(problem, { breakdowns, masker }) }),
  };
}
