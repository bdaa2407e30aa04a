import type { Instant } from '../../base/time.ts';
import type { Analysis } from '../../engine/index.ts';
import type { Masker } from '../../privacy/index.ts';

/** What all results of one SARIF report share. */
export interface SarifContext {
  readonly masker: Masker;
  readonly firstTime: Instant | null;
  /** Where connections and files are looked up. */
  readonly analysis: Analysis;
  readonly ruleIndexes: ReadonlyMap<string, number>;
  /** Fingerprints of the baseline; null where there is no baseline. */
  readonly known: ReadonlySet<string> | null;
  /** How often each fingerprint was written so far. */
  readonly seen: Map<string, number>;
}
