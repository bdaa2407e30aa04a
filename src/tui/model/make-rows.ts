import { appendTo } from '../../base/multimap.ts';
import { offsetOf } from '../../base/time.ts';
import { type ExpectationResult, type Finding, INCONCLUSIVE_CALL, MISSING_CALL } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis, Steps } from '../../engine/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { type CallRow, type ExpectedRow, type Row, rankOf } from './row.ts';

/** True for a verdict that was given only because the input ended: while more is read, the call may still come. */
export function mayCome(verdict: ExpectationResult['verdict'], cause: ExpectationResult['cause']): boolean {
  return verdict === 'inconclusive' && cause === 'capture-ended';
}

/** Rows that are made between two interruptions: about 5 ms of work. */
const ROWS_A_STEP = 10_000;

/** All rows of an analysis in the order of time. `done`: everything was read. */
export function* makeRows(
  analysis: Analysis,
  findingsOf: ReadonlyMap<HookCall, readonly Finding[]>,
  done: boolean,
): Steps<readonly Row[]> {
  const predecessors = new Map<HookCall, ExpectedRow[]>();
  const later: Row[] = [];
  for (const expected of analysis.expectations) {
    if (expected.verdict === 'met') continue;
    const row = expectedRow(analysis, expected, findingsOf, done);
    if (expected.expectation.direction === 'predecessor') appendTo(predecessors, expected.trigger, row);
    else later.push(row);
  }
  yield;
  const rows: Row[] = [];
  for (const call of analysis.calls) {
    const before = predecessors.get(call);
    if (before !== undefined) rows.push(...before);
    rows.push(callRow(analysis, call, findingsOf));
    if (rows.length % ROWS_A_STEP === 0) yield;
  }
  yield;
  for (const row of later) rows.push(row);
  for (const row of connectionRows(analysis)) rows.push(row);
  // Sorting is stable: rows with the same time stay in the order of requests.
  return rows.sort((one, other) => one.offset - other.offset);
}

function callRow(
  analysis: Analysis,
  call: HookCall,
  findingsOf: ReadonlyMap<HookCall, readonly Finding[]>,
): CallRow {
  let severity: Severity | null = null;
  for (const finding of findingsOf.get(call) ?? []) {
    if (finding.rule === MISSING_CALL || finding.rule === INCONCLUSIVE_CALL) continue;
    if (rankOf(finding.severity) < rankOf(severity)) severity = finding.severity;
  }
  return { kind: 'call', offset: offsetOf(analysis.firstTime, call), call, severity };
}

/**
 * The row of a call that should have come. It is placed where its window closed; a predecessor is placed before the
 * call that needs it.
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
    offset: expectation.direction === 'predecessor' ? at : at + (deadline - timeOf(trigger)),
    expected,
    severity: verdict === 'missing' ? (told?.severity ?? expectation.severity) : null,
    pending: !done && mayCome(verdict, expected.cause),
  };
}

function connectionRows(analysis: Analysis): readonly Row[] {
  return analysis.connections.flatMap((connection): readonly Row[] => {
    if (connection.handshake !== 'refused' && connection.handshake !== 'unanswered') return [];
    const time = { seconds: connection.firstSeconds, nanoseconds: connection.firstNanoseconds };
    return [
      { kind: 'connection', offset: offsetOf(analysis.firstTime, time), connection, severity: 'error' },
    ];
  });
}
