import type { Severity } from '../../dialects/index.ts';
import type { Row } from './row.ts';

/** What is wrong in some rows, counted. */
export interface FaultCounts {
  /** Calls that should have come and did not: where that is an error, and where it is a warning. */
  readonly missing: number;
  readonly missingWarnings: number;
  /** Other rows with errors, and with warnings. */
  readonly errors: number;
  readonly warnings: number;
  readonly inconclusive: number;
}

export const NO_FAULTS: FaultCounts = {
  missing: 0,
  missingWarnings: 0,
  errors: 0,
  warnings: 0,
  inconclusive: 0,
};

/** Kinds of faults, the worst first: the place of a kind is its weight, as problems have it too. */
const KINDS = ['missing', 'errors', 'missingWarnings', 'warnings', 'inconclusive'] as const;

/** The weight of what the capture cannot show, and of a session without a fault. */
export const UNDECIDED_WEIGHT = KINDS.indexOf('inconclusive');
export const SOUND = KINDS.length;

/** The worst kind of fault; null where there is none. */
export function worstKind(counts: FaultCounts): (typeof KINDS)[number] | null {
  return KINDS.find((kind) => counts[kind] > 0) ?? null;
}

/** 0: calls are missing. 1: other errors. 2, 3: the same as warnings. 4: something that the capture cannot show. 5: none of these. */
export function faultWeight(counts: FaultCounts): number {
  const kind = worstKind(counts);
  return kind === null ? SOUND : KINDS.indexOf(kind);
}

/** The weight of one row. */
export function rowWeight(row: Row): number {
  return row.kind === 'connection' ? KINDS.indexOf('errors') : faultWeight(withFault(NO_FAULTS, row));
}

export function countFaults(rows: Iterable<Row>): FaultCounts {
  let counts = NO_FAULTS;
  for (const row of rows) counts = withFault(counts, row);
  return counts;
}

/** The counts with a further row. A connection counts for none: it belongs to no session. */
export function withFault(counts: FaultCounts, row: Row): FaultCounts {
  if (row.kind === 'connection') return counts;
  if (row.kind === 'expected' && row.expected.verdict === 'missing') {
    if (row.severity === 'error') return { ...counts, missing: counts.missing + 1 };
    if (row.severity === 'warning') return { ...counts, missingWarnings: counts.missingWarnings + 1 };
    return counts;
  }
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
