import type { Severity } from '../../dialects/index.ts';
import type { Row } from './row.ts';

/** What is wrong in some rows, counted. */
export interface FaultCounts {
  /** Calls that should have come and did not. */
  readonly missing: number;
  /** Other rows with errors, and with warnings. */
  readonly errors: number;
  readonly warnings: number;
  readonly inconclusive: number;
}

export const NO_FAULTS: FaultCounts = { missing: 0, errors: 0, warnings: 0, inconclusive: 0 };

/** The weight of a session without a fault. */
export const SOUND = 4;

/** 0: calls are missing. 1: other errors. 2: warnings. 3: something that the capture cannot show. 4: none of these. */
export function faultWeight(counts: FaultCounts): number {
  if (counts.missing > 0) return 0;
  if (counts.errors > 0) return 1;
  if (counts.warnings > 0) return 2;
  return counts.inconclusive > 0 ? 3 : SOUND;
}

export function countFaults(rows: Iterable<Row>): FaultCounts {
  let counts = NO_FAULTS;
  for (const row of rows) counts = withFault(counts, row);
  return counts;
}

/** The counts with a further row. A connection counts for none: it belongs to no session. */
export function withFault(counts: FaultCounts, row: Row): FaultCounts {
  if (row.kind === 'connection') return counts;
  if (row.kind === 'expected' && row.expected.verdict === 'missing')
    return { ...counts, missing: counts.missing + 1 };
  if (isUndecided(row)) return { ...counts, inconclusive: counts.inconclusive + 1 };
  return withSeverity(counts, row.severity);
}

/** The counts with a further call of which this is told. */
export function withSeverity(counts: FaultCounts, severity: Severity | null): FaultCounts {
  if (severity === 'error') return { ...counts, errors: counts.errors + 1 };
  return severity === 'warning' ? { ...counts, warnings: counts.warnings + 1 } : counts;
}

/** True for a call where the capture cannot show whether it came; false for one that may still come. */
export function isUndecided(row: Row): boolean {
  return row.kind === 'expected' && row.expected.verdict === 'inconclusive' && !row.pending;
}
