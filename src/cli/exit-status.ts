import type { Analysis } from '../engine/index.ts';
import { fingerprintOf } from '../report/finding/index.ts';
import type { Baseline } from './settings/baseline.ts';
import { SEVERITIES, type THRESHOLDS } from './settings/settings.ts';

/** Which findings make a run fail. */
export interface Tolerance {
  /** The lowest severity that counts. */
  readonly failOn: (typeof THRESHOLDS)[number];
  /** Known findings, which do not count. */
  readonly known: Baseline;
}

/** How many findings count against a run. */
export function countingFindings(
  { findings }: Pick<Analysis, 'findings'>,
  { failOn, known }: Tolerance,
): number {
  if (failOn === 'never') return 0;
  const counting = new Set<string>(SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1));
  return findings.filter(
    (finding) => counting.has(finding.severity) && !(known.size > 0 && known.has(fingerprintOf(finding))),
  ).length;
}
