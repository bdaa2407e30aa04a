import type { Masker } from '../../privacy/index.ts';
import type { Overview } from '../overview/overview.ts';

/** What all results of one SARIF report share. */
export interface SarifContext extends Overview {
  readonly masker: Masker;
  /** The folder in which hookscope ran: addresses of files are relative to it. */
  readonly directory: string | undefined;
  readonly ruleIndexes: ReadonlyMap<string, number>;
  /** How often each fingerprint was written so far. */
  readonly seen: Map<string, number>;
}

/** Where a capture is, as a physical location (§3.29). */
export interface CaptureLocation {
  readonly physicalLocation: object;
}
