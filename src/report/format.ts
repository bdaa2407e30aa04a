import type { Analysis, KeptExchanges } from '../engine/index.ts';
import type { Masker } from '../privacy/index.ts';

/** What every format is given besides the analysis. */
export interface ReportOptions {
  /** One for all reports of a run, so that marks of secrets agree. */
  readonly masker: Masker;
  /** Fingerprints of findings that are known and so fail no run; formats of CI servers tell them apart. */
  readonly known?: ReadonlySet<string>;
  /** Version of hookscope. */
  readonly version: string;
  /** Payloads of all calls, not only of those that findings point at. */
  readonly payloads: boolean;
  /** Colours and other looks of a terminal. */
  readonly color: boolean;
  /** Columns to write for. */
  readonly columns: number;
  /** Nothing is summed up, however long it gets. */
  readonly everything: boolean;
  /** Only the verdict line, in formats that have one. */
  readonly verdictOnly: boolean;
}

/** Writes an analysis in one format, in pieces: a report may be larger than a string can be. */
export type Render = (analysis: Analysis, options: ReportOptions) => Iterable<string>;

/** A format: how it is called, and its code, which is loaded when it is asked for. */
export interface ReportFormat {
  readonly name: string;
  readonly title: string;
  /** Ends of file names by which the format is known, with their dot, the customary one first. */
  readonly extensions: readonly string[];
  /** Whose headers and bodies it shows, where it is more than those of calls that findings point at. */
  readonly exchanges?: Exclude<KeptExchanges, 'faulty'>;
  readonly load: () => Promise<Render>;
}
