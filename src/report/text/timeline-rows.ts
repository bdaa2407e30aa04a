import type { Expected } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import { type HookCall, type Session, timeOf } from '../../hooks/index.ts';
import { spanText } from '../layout/quantity.ts';
import { type TextContext, worse } from './context.ts';

/** A row of the timeline: a call that was made, or one that was expected. */
export type TimelineRow =
  | {
      readonly kind: 'call';
      readonly call: HookCall;
      readonly offset: number;
      /** The worst of what points at it. */
      readonly severity: Severity | null;
      /** What else is to be said of it. */
      readonly remark: string;
    }
  | {
      readonly kind: 'expected';
      readonly method: string;
      readonly offset: number;
      readonly verdict: 'missing' | 'inconclusive' | 'excused';
      readonly severity: Severity;
      readonly remark: string;
    };

/** The rows of a session in order of time; a call that should have come stands where its window closed. */
export function timelineRows(session: Session, context: TextContext): readonly TimelineRow[] {
  const unmet = context.unmetOf.get(session.id) ?? [];
  const before = new Map<HookCall, TimelineRow[]>();
  const later: TimelineRow[] = [];
  for (const expected of unmet) {
    const row = expectedRow(expected, context);
    if (row === null) continue;
    // A predecessor belongs before the call that needs it.
    if (expected.row.direction === 'predecessor') {
      before.set(expected.trigger, [...(before.get(expected.trigger) ?? []), row]);
    } else later.push(row);
  }
  const rows: TimelineRow[] = [];
  for (const index of session.calls) {
    const call = context.analysis.calls[index];
    if (call === undefined) continue;
    rows.push(...(before.get(call) ?? []), callRow(call, context));
  }
  // Sorting is stable, so that what is simultaneous stays in order of request.
  return [...rows, ...later].sort((one, other) => one.offset - other.offset);
}

function callRow(call: HookCall, context: TextContext): TimelineRow {
  const faults = context.faultsOf.get(call) ?? [];
  const severity = faults.reduce<Severity | null>(
    (worst, fault) => (worst === null ? fault.severity : worse(worst, fault.severity)),
    null,
  );
  const remarks = [
    ...new Set(faults.map((fault) => fault.rule)),
    ...(call.retryOf === null ? [] : [`repeats frame ${call.retryOf.requestFrames[0]}`]),
    ...(call.cut ? ['not whole in the capture'] : []),
  ];
  return { kind: 'call', call, offset: context.offset(call), severity, remark: remarks.join(', ') };
}

function expectedRow(expected: Expected, context: TextContext): TimelineRow | null {
  const { verdict, trigger, row } = expected;
  if (verdict === 'met') return null;
  const at = context.offset(trigger);
  const offset = row.direction === 'predecessor' ? at : at + (expected.deadline - timeOf(trigger));
  return {
    kind: 'expected',
    method: methodText(expected),
    offset,
    verdict,
    severity: row.severity,
    remark: remarkOf(expected),
  };
}

function methodText({ row }: Expected): string {
  const names = row.expect.map(({ method, statuses }) =>
    statuses === 'any' ? method : `${method} ${statuses.join('/')}`,
  );
  return names.join(' or ');
}

function remarkOf({ verdict, trigger, row, windowSeconds, reason }: Expected): string {
  if (verdict !== 'missing') return `${verdict}: ${reason}`;
  const relation = row.direction === 'predecessor' ? 'before' : 'of';
  return `missing: due within ${spanText(windowSeconds)} ${relation} frame ${trigger.requestFrames[0]}`;
}
