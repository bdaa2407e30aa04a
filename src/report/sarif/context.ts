import type { Instant } from '../../base/time.ts';
import type { Masker } from '../../privacy/index.ts';

/** What the results of one SARIF report share. */
export interface SarifContext {
  readonly masker: Masker;
  readonly firstTime: Instant | null;
  readonly location: object;
  readonly ruleIndexes: ReadonlyMap<string, number>;
  /** Fingerprints of the baseline; null where there is none. */
  readonly known: ReadonlySet<string> | null;
  /** How often each fingerprint was given so far. */
  readonly seen: Map<string, number>;
}
