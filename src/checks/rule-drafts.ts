import type { DraftRecord } from './finding.ts';

/** What one call rule said of the calls of a reading. It is a value. */
export interface RuleDrafts {
  readonly rule: string;
  /** One record for one draft, at most {@link MAX_FINDINGS_OF_RULE} of them. */
  readonly single: readonly DraftRecord[];
  /** One record for all drafts of a method with the same place and parameters, by these. */
  readonly gathered: ReadonlyMap<string, DraftRecord>;
  /** Drafts beyond all bounds. */
  readonly uncounted: number;
}
