import type { Instant } from '../../base/time.ts';
import type { Severity } from '../../dialects/index.ts';

/**
 * All findings that show the same fault: of one rule and severity, about one method, parameter, status and server (design §7).
 * Every finding belongs to exactly one problem. A problem that follows from another one names it as its `cause`.
 */
export interface Problem {
  readonly rule: string;
  readonly severity: Severity;
  /** As in its findings: the hook method; of missing calls the one that is missing. */
  readonly method: string | null;
  /** JSON Pointer into the payload, with `#` for the index of an item; null where it is about no place in a payload. */
  readonly parameter: string | null;
  /** HTTP status of the answers that it is about; null where it is about no answers. */
  readonly status: number | null;
  /** `address:port` of the backend that gave the answers or had the connections; null where it is about neither. */
  readonly server: string | null;
  /** A sentence or two that hold for all of its findings. */
  readonly message: string;
  /** How many occurrences its findings stand for: the sum of their counts. */
  readonly count: number;
  /** How many sessions its findings point at. A finding with a count points at the first occurrence only. */
  readonly sessions: number;
  /** The earliest and the latest moment of its findings; null where they are about no moment. */
  readonly first: Instant | null;
  readonly last: Instant | null;
  /** Its findings: their indexes among those of the analysis, in the order of time. */
  readonly findings: readonly number[];
  /** Index of the problem that explains it; null where none does. What explains another problem has no cause itself. */
  readonly cause: number | null;
  /** Indexes of the problems that it explains. */
  readonly effects: readonly number[];
}
