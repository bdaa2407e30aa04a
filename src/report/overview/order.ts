import { type Finding, MISSING_CALL } from '../../checks/index.ts';
import { rank } from './severity.ts';

/** Findings in order of importance: errors before warnings before notes, and of each the missing calls first. */
export function byImportance(findings: readonly Finding[]): readonly Finding[] {
  // Sorting is stable, so that equals stay in order of time.
  return [...findings].sort((one, other) => weightOf(one) - weightOf(other));
}

/** The smaller, the more important. */
export function weightOf(finding: Finding): number {
  return rank(finding.severity) * 2 + (finding.rule === MISSING_CALL ? 0 : 1);
}
