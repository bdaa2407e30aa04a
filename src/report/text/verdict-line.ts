import type { Analysis } from '../../analysis/index.ts';
import type { Severity } from '../../dialects/index.ts';
import { count } from '../layout/quantity.ts';
import type { Paint } from '../layout/style.ts';
import { MARKS, MISSING_CALL, worse } from './context.ts';

/** The whole report in one line: what is wrong, or that nothing is. */
export function verdictLine(analysis: Analysis, paint: Paint): string {
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
    return paint('sound', `✓ no fault found: ${among}${met}`);
  }
  const worst: Severity = missing.reduce<Severity>(
    (sofar, finding) => worse(sofar, finding.severity),
    errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'note',
  );
  const look = worst === 'error' ? 'fatal' : 'warning';
  const said =
    calls === 0 ? `${among}: ${faults.join(', ')}` : `${faults.join(', ')} in ${among}${undecided}`;
  return paint(look, `${MARKS[worst]} ${said}`);
}
