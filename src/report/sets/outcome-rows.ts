import type { CaptureOutcome, CapturePlace } from '../format.ts';
import { count, grouped } from '../layout/quantity.ts';

/** The names of the files of a capture, for people: `a.pcap`, `a.pcap and 3 more files`. */
export function filesText({ paths }: CapturePlace): string {
  const [first = '', ...more] = paths;
  const name = first === '-' ? 'standard input' : first;
  return more.length === 0 ? name : `${name} and ${count(more.length, 'more file')}`;
}

/** One row of the table that ends a report about several captures. */
export interface OutcomeRow {
  readonly files: string;
  readonly errors: string;
  readonly warnings: string;
  readonly calls: string;
  readonly verdict: string;
}

export function outcomeRow(outcome: CaptureOutcome): OutcomeRow {
  const files = filesText(outcome);
  if (!outcome.isRead) return { files, errors: '', warnings: '', calls: '', verdict: outcome.message };
  const { findings, calls, verdict } = outcome;
  return {
    files,
    errors: grouped(findings.error),
    warnings: grouped(findings.warning),
    calls: grouped(calls),
    verdict,
  };
}

/** All captures in one line: `5 captures: 1 cannot be read, 2 with errors, 1 with warnings, 1 without a fault`. */
export function outcomesText(outcomes: readonly CaptureOutcome[]): string {
  const worst = (severity: string | null): number =>
    outcomes.filter((outcome) => outcome.isRead && (outcome.severity ?? 'none') === (severity ?? 'none'))
      .length;
  const unread = outcomes.filter(({ isRead }) => !isRead).length;
  const sound = worst(null) + worst('note');
  const parts = [
    ...(unread > 0 ? [`${unread} cannot be read`] : []),
    ...(worst('error') > 0 ? [`${worst('error')} with errors`] : []),
    ...(worst('warning') > 0 ? [`${worst('warning')} with warnings`] : []),
    ...(sound > 0 ? [`${sound} without a fault`] : []),
  ];
  return `${count(outcomes.length, 'capture')}: ${parts.join(', ')}`;
}

/** The sums over all captures that were read. */
export function totalsOf(outcomes: readonly CaptureOutcome[]): {
  readonly captures: number;
  readonly unread: number;
  readonly calls: number;
  readonly findings: { readonly error: number; readonly warning: number; readonly note: number };
} {
  const totals = { calls: 0, error: 0, warning: 0, note: 0, unread: 0 };
  for (const outcome of outcomes) {
    if (!outcome.isRead) {
      totals.unread += 1;
      continue;
    }
    totals.calls += outcome.calls;
    totals.error += outcome.findings.error;
    totals.warning += outcome.findings.warning;
    totals.note += outcome.findings.note;
  }
  const { calls, unread, error, warning, note } = totals;
  return { captures: outcomes.length, unread, calls, findings: { error, warning, note } };
}
