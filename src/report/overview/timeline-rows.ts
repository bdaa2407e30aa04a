import { appendTo } from '../../base/multimap.ts';
import { type Instant, laterBy } from '../../base/time.ts';
import type { ExpectationResult } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import { type CallExchanges, type HookCall, type Session, timeOf } from '../../hooks/index.ts';
import { dueText, hasClosed, wantedText } from '../layout/expectation.ts';
import type { Overview } from './overview.ts';
import { worse } from './severity.ts';

/** A row of the timeline: a call that was made, or a call that was expected. */
export type TimelineRow =
  | {
      readonly kind: 'call';
      readonly call: HookCall;
      readonly offset: number;
      /** The worst severity of the findings that point at it; null where there is none. */
      readonly severity: Severity | null;
      /** A remark; empty where there is none. */
      readonly remark: string;
    }
  | {
      readonly kind: 'expected';
      readonly method: string;
      readonly offset: number;
      /** When its window closed; of a predecessor when it was needed. */
      readonly time: Instant;
      /** The call that opened the expectation. */
      readonly trigger: HookCall;
      readonly verdict: 'missing' | 'late' | 'inconclusive' | 'excused';
      /** How bad that is; null where it is no fault. */
      readonly severity: Severity | null;
      readonly remark: string;
    };

/** The rows of a session in the order of time. A call that should have come is placed where its window closed. */
export function timelineRows(session: Session, overview: Overview): readonly TimelineRow[] {
  const unmet = overview.unmetOf.get(session) ?? [];
  const before = new Map<HookCall, TimelineRow[]>();
  const later: TimelineRow[] = [];
  for (const expected of unmet) {
    const row = expectedRow(expected, overview);
    if (row === null) continue;
    // A missing predecessor is placed before the call that needs it.
    if (expected.expectation.direction === 'predecessor') {
      appendTo(before, expected.trigger, row);
    } else later.push(row);
  }
  const rows: TimelineRow[] = [];
  for (const index of session.calls) {
    const call = overview.analysis.calls[index];
    if (call === undefined) continue;
    rows.push(...(before.get(call) ?? []), callRow(call, overview));
  }
  // Sorting is stable, so rows with the same time stay in the order of requests.
  return [...rows, ...later].sort((one, other) => one.offset - other.offset);
}

function callRow(call: HookCall, overview: Overview): TimelineRow {
  const faults = overview.faultsOf.get(call) ?? [];
  const severity = faults.reduce<Severity | null>(
    (worst, fault) => (worst === null ? fault.severity : worse(worst, fault.severity)),
    null,
  );
  const remarks = [
    ...new Set(faults.map((fault) => fault.rule)),
    ...partsRemark(overview.analysis.callExchanges, call),
    ...(call.cut ? ['not whole in the capture'] : []),
  ];
  return { kind: 'call', call, offset: overview.offset(call), severity, remark: remarks.join(', ') };
}

/** How often a call was tried, and how many further legs of it were captured. */
function partsRemark(exchanges: CallExchanges, call: HookCall): readonly string[] {
  const attempts = exchanges.attemptsOf(call);
  const legs = exchanges.legsOf(call).length;
  return [
    ...(attempts.length > 1
      ? [`attempt ${attempts.length}, the first at frame ${attempts[0]?.requestFrames[0]}`]
      : []),
    ...(legs > 0 ? [`${legs} further leg${legs === 1 ? '' : 's'}`] : []),
  ];
}

function expectedRow(expected: ExpectationResult, overview: Overview): TimelineRow | null {
  const { verdict, trigger, expectation } = expected;
  if (verdict === 'met') return null;
  const { deadline } = expected;
  // A predecessor stands at its trigger, and so does what is due at no known time.
  const wait = expectation.direction === 'predecessor' || deadline === null ? 0 : deadline - timeOf(trigger);
  return {
    kind: 'expected',
    method: wantedText(expected),
    offset: overview.offset(trigger) + wait,
    time: laterBy(trigger, wait),
    trigger,
    verdict,
    severity: severityOf(expected),
    remark: remarkOf(expected),
  };
}

/** How bad it is that a call did not come, or not in time; null where it is no fault. */
function severityOf({ verdict, expectation }: ExpectationResult): Severity | null {
  if (verdict === 'late') return 'warning';
  return verdict === 'missing' ? expectation.severity : null;
}

function remarkOf(expected: ExpectationResult): string {
  const { verdict, reason } = expected;
  if (verdict !== 'missing') return `${verdict}: ${reason}`;
  return `missing: ${hasClosed(expected) ? '' : 'due '}${dueText(expected)}`;
}

/** Rows that are shown, and the number of sound rows that were left out before them. */
export interface RowPart {
  readonly hidden: number;
  readonly rows: readonly TimelineRow[];
}

/** Sound rows that are shown on each side of a faulty one, where the others are summarised. */
const ROWS_AROUND_FAULT = 3;

/** The faulty rows with the rows around them. The rows between are only counted. */
export function partsAroundFaults(rows: readonly TimelineRow[]): readonly RowPart[] {
  const near = new Uint8Array(rows.length);
  for (const [index, row] of rows.entries()) {
    if (row.kind === 'call' && row.severity === null) continue;
    near.fill(1, Math.max(0, index - ROWS_AROUND_FAULT), index + ROWS_AROUND_FAULT + 1);
  }
  const parts: { hidden: number; rows: TimelineRow[] }[] = [];
  let hidden = 0;
  let open: TimelineRow[] | null = null;
  for (const [index, row] of rows.entries()) {
    if (near[index] === 0) {
      hidden += 1;
      open = null;
      continue;
    }
    if (open === null) {
      open = [];
      parts.push({ hidden, rows: open });
      hidden = 0;
    }
    open.push(row);
  }
  if (hidden > 0) parts.push({ hidden, rows: [] });
  return parts;
}
