import { MISSING_CALL } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { count } from '../layout/quantity.ts';
import { worse } from './severity.ts';

/** The whole report in one line. */
export interface VerdictText {
  /** The worst severity that was found; null where nothing is wrong. */
  readonly severity: Severity | null;
  readonly text: string;
}

export function verdictOf(analysis: Analysis): VerdictText {
  const { calls, findings, expectations } = analysis.summary;
  const missing = analysis.findings.filter(
    (finding) => finding.rule === MISSING_CALL && finding.severity !== 'note',
  );
  const missingErrors = missing.filter((finding) => finding.severity === 'error').length;
  const errors = findings.error - missingErrors;
  const warnings = findings.warning - (missing.length - missingErrors);
  const faults = [
    ...(missing.length > 0 ? [`${count(missing.length, 'call')} missing`] : []),
    ...(errors > 0 ? [count(errors, missing.length > 0 ? 'other error' : 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  const nothing = analysis.hiddenCalls === 0 ? 'no hook call in the capture' : 'no hook call is selected';
  const among = calls === 0 ? nothing : count(calls, 'hook call');
  const undecided = expectations.inconclusive > 0 ? `, ${expectations.inconclusive} cannot be told` : '';
  if (faults.length === 0) {
    const met = calls === 0 ? '' : `, ${count(expectations.met, 'expectation')} met${undecided}`;
    return { severity: null, text: `no fault found: ${among}${met}` };
  }
  const severity = missing.reduce<Severity>(
    (sofar, finding) => worse(sofar, finding.severity),
    errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'note',
  );
  const text =
    calls === 0 ? `${among}: ${faults.join(', ')}` : `${faults.join(', ')} in ${among}${undecided}`;
  return { severity, text };
}
