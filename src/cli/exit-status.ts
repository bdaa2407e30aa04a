import type { Analysis } from '../engine/index.ts';
import { fingerprintOf } from '../report/finding/index.ts';
import type { ExitStatus } from './failure.ts';
import type { Baseline } from './settings/baseline.ts';
import { SEVERITIES, type THRESHOLDS } from './settings/settings.ts';

export interface Tolerance {
  /** The lowest severity that counts. */
  readonly failOn: (typeof THRESHOLDS)[number];
  /** Known findings, which do not count. */
  readonly known: Baseline;
  /** The number of counting findings that is tolerated. */
  readonly maxFindings: number;
}

/** 1 where more findings count than are tolerated, otherwise 0. */
export function statusOf({ findings }: Analysis, { failOn, known, maxFindings }: Tolerance): ExitStatus {
  if (failOn === 'never') return 0;
  const counting = new Set<string>(SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1));
  let count = 0;
  for (const finding of findings) {
    if (!counting.has(finding.severity)) continue;
    if (known.size > 0 && known.has(fingerprintOf(finding))) continue;
    count += 1;
    if (count > maxFindings) return 1;
  }
  return 0;
}
