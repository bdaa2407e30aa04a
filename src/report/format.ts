import type { Analysis, KeptExchanges } from '../engine/index.ts';
import type { Masker } from '../privacy/index.ts';

/** The options of every format of a report. */
export interface ReportOptions {
  /** One masker for all reports of a run, so that their marks of secrets agree. */
  readonly masker: Masker;
  /** Fingerprints of known findings, which fail no run; left out where no baseline was given. */
  readonly known?: ReadonlySet<string>;
  /** Flags of the command line that say how the capture is read and what of it is shown, for commands that reports name. */
  readonly given?: readonly GivenFlag[];
  /** The working directory, against which the names of files are told; left out where it is not known. */
  readonly directory?: string;
  /** Version of hookscope. */
  readonly version: string;
  /** True: show the payloads of all calls, not only of those that findings point at. */
  readonly payloads: boolean;
  /** True: use the colours and attributes of a terminal. */
  readonly color: boolean;
  /** Width in columns. */
  readonly columns: number;
  /** True: nothing is summarised, however long the text becomes. */
  readonly everything: boolean;
  /** True: write only the verdict line, in formats that have one. */
  readonly verdictOnly: boolean;
}

/** A flag as it was given: `--port` with `8080`. */
export interface GivenFlag {
  readonly name: string;
  readonly value: string;
  /** True where the value is the name of a file, which pages for others do not tell in full. */
  readonly isPath: boolean;
}

/**
 * A piece of a report: text, or the bytes of text in UTF-8. Bytes are valid until two further pieces were asked for: one
 * piece can be written to a file while the next one is made. Who keeps them longer copies them.
 */
export type Piece = string | Uint8Array;

/**
 * Writes an analysis in one format, piece by piece: a report may be longer than a string can be. Formats that programs
 * read, with a line for each call, give large chunks of bytes; the others give lines, or what they have at a time.
 */
export type Render = (analysis: Analysis, options: ReportOptions) => Iterable<Piece>;

/** A format of reports: its names, and its code, which is loaded only when it is asked for. */
export interface ReportFormat {
  readonly name: string;
  readonly title: string;
  /** Endings of file names that choose the format, with their dot, the usual one first. */
  readonly extensions: readonly string[];
  /** The calls whose headers and bodies it shows; absent where these are only the calls that findings point at. */
  readonly exchanges?: Exclude<KeptExchanges, 'faulty'>;
  readonly load: () => Promise<Render>;
}
