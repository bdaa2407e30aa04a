import { ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import { offsetOf } from '../../base/time.ts';
import { type ExpectationResult, type Finding, INCONCLUSIVE_CALL, MISSING_CALL } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { type ExpectedRow, type OtherRow, rankOf } from './row.ts';

/** True for a verdict that was given only because the input ended: while more is read, the call may still come. */
export function mayCome(verdict: ExpectationResult['verdict'], cause: ExpectationResult['cause']): boolean {
  return verdict === 'inconclusive' && cause === 'capture-ended';
}

/** The rows that are no calls: calls that should have come, and connections that failed. `done`: everything was read. */
export function* otherRows(
  analysis: Analysis,
  findingsOf: ReadonlyMap<HookCall, readonly Finding[]>,
  done: boolean,
): Steps<readonly OtherRow[]> {
  const rows: OtherRow[] = [];
  let looked = 0;
  for (const expected of analysis.expectations) {
    if (expected.verdict !== 'met') rows.push(expectedRow(analysis, expected, findingsOf, done));
    looked += 1;
    if (looked % ITEMS_A_STEP === 0) yield;
  }
  yield;
  for (const connection of analysis.connections) {
    const { handshake } = connection;
    if (handshake === 'refused' || handshake === 'unanswered') {
      const time = { seconds: connection.firstSeconds, nanoseconds: connection.firstNanoseconds };
      const offset = offsetOf(analysis.firstTime, time);
      rows.push({ kind: 'connection', offset, connection, severity: 'error' });
    }
    looked += 1;
    if (looked % ITEMS_A_STEP === 0) yield;
  }
  return rows;
}

/** The worst severity of the findings about calls themselves: what became of what they led to has rows of its own. */
export function severitiesOf(
  findingsOf: ReadonlyMap<HookCall, readonly Finding[]>,
): ReadonlyMap<HookCall, Severity> {
  const severities = new Map<HookCall, Severity>();
  for (const [call, findings] of findingsOf) {
    let worst: Severity | null = null;
    for (const { rule, severity } of findings) {
      if (rule === MISSING_CALL || rule === INCONCLUSIVE_CALL) continue;
      if (rankOf(severity) < rankOf(worst)) worst = severity;
    }
    if (worst !== null) severities.set(call, worst);
  }
  return severities;
}

/**
 * The row of a call that should have come. It is placed where its window closed; a predecessor is placed before the
 * call that needs it, and what is due at no known time behind the one that lets expect it.
 */
function expectedRow(
  analysis: Analysis,
  expected: ExpectationResult,
  findingsOf: ReadonlyMap<HookCall, readonly Finding[]>,
  done: boolean,
): ExpectedRow {
  const { trigger, expectation, verdict, deadline, method } = expected;
  const at = offsetOf(analysis.firstTime, trigger);
  const told = findingsOf
    .get(trigger)
    ?.find((finding) => finding.rule === MISSING_CALL && finding.method === method);
  return {
    kind: 'expected',
    offset:
      expectation.direction === 'predecessor' || deadline === null ? at : at + (deadline - timeOf(trigger)),
    expected,
    severity: verdict === 'missing' ? (told?.severity ?? expectation.severity) : null,
    pending: !done && mayCome(verdict, expected.cause),
  };
}
