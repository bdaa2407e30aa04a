import { type Finding, MISSING_CALL } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { count, grouped } from '../layout/quantity.ts';
import type { BaselineView } from './baseline.ts';
import { worse } from './severity.ts';

/** The whole report in one line. */
export interface VerdictText {
  /** The worst severity that was found, of what is new; null where nothing is wrong, or nothing is new. */
  readonly severity: Severity | null;
  readonly text: string;
}

/** How many findings of each kind there are: what every headline counts. Notes are no faults. */
export interface FaultCounts {
  readonly missing: number;
  /** Errors besides missing calls. */
  readonly errors: number;
  /** Warnings besides missing calls. */
  readonly warnings: number;
  /** The worst severity; null where there is no fault. */
  readonly severity: Severity | null;
}

export function faultCounts(findings: readonly Finding[]): FaultCounts {
  const counts = { missing: 0, errors: 0, warnings: 0 };
  let severity: Severity | null = null;
  for (const finding of findings) {
    if (finding.severity === 'note') continue;
    severity = severity === null ? finding.severity : worse(severity, finding.severity);
    if (finding.rule === MISSING_CALL) counts.missing += 1;
    else if (finding.severity === 'error') counts.errors += 1;
    else counts.warnings += 1;
  }
  return { ...counts, severity };
}

/** The faults in words: `1 call missing`, `2 other errors`, `3 warnings`. */
export function faultWords({ missing, errors, warnings }: FaultCounts): readonly string[] {
  return [
    ...(missing > 0 ? [`${count(missing, 'call')} missing`] : []),
    ...(errors > 0 ? [count(errors, missing > 0 ? 'other error' : 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
}

/** The faults that the baseline does not have, and those that it has. */
export interface FaultsByBaseline {
  readonly fresh: FaultCounts;
  readonly known: FaultCounts;
}

export function faultsByBaseline(
  { findings }: Pick<Analysis, 'findings'>,
  { isKnown }: BaselineView,
): FaultsByBaseline {
  return {
    fresh: faultCounts(findings.filter((finding) => !isKnown(finding))),
    known: faultCounts(findings.filter(isKnown)),
  };
}

/** How many faults these are. */
export function faultSum({ missing, errors, warnings }: FaultCounts): number {
  return missing + errors + warnings;
}

export function verdictOf(analysis: Analysis, baseline: BaselineView): VerdictText {
  const { calls, expectations } = analysis.summary;
  const nothing = analysis.hiddenCalls === 0 ? 'no hook call in the capture' : 'no hook call is selected';
  const among = calls === 0 ? nothing : count(calls, 'hook call');
  const undecided = expectations.inconclusive > 0 ? `, ${expectations.inconclusive} cannot be told` : '';
  const { fresh, known } = faultsByBaseline(analysis, baseline);
  if (faultSum(fresh) + faultSum(known) === 0) {
    const met = calls === 0 ? '' : `, ${count(expectations.met, 'expectation')} met${undecided}`;
    return { severity: null, text: `no fault found: ${among}${met}` };
  }
  const faults = baseline.isGiven ? newAndKnown(fresh, known) : faultWords(fresh).join(', ');
  const text = calls === 0 ? `${among}: ${faults}` : `${faults} in ${among}${undecided}`;
  return { severity: fresh.severity, text };
}

/** `1 new (1 call missing), 5 known (2 errors, 3 warnings)`. */
function newAndKnown(fresh: FaultCounts, known: FaultCounts): string {
  const part = (word: string, counts: FaultCounts): string =>
    `${grouped(faultSum(counts))} ${word}${faultSum(counts) === 0 ? '' : ` (${faultWords(counts).join(', ')})`}`;
  return `${part('new', fresh)}, ${part('known', known)}`;
}
