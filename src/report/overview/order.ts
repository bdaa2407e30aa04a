import { type Finding, MISSING_CALL } from '../../checks/index.ts';
import { rank } from './severity.ts';

/** Findings in the order of importance: errors, warnings, notes; in each of these the missing calls come first. */
export function byImportance(findings: readonly Finding[]): readonly Finding[] {
  // Sorting is stable, so equal findings stay in the order of time.
  return [...findings].sort((one, other) => weightOf(one) - weightOf(other));
}

/** The weight of a finding: a smaller one is more important. */
export function weightOf(finding: Finding): number {
  return rank(finding.severity) * 2 + (finding.rule === MISSING_CALL ? 0 : 1);
}
