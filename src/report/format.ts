import type { Severity } from '../dialects/index.ts';
import type { Analysis, KeptExchanges } from '../engine/index.ts';
import type { Masker } from '../privacy/index.ts';
import type { BreakdownName } from './breakdown/name.ts';

/** The options of every format of a report. */
export interface ReportOptions {
  /** One masker for all reports of a run, so that their marks of secrets agree. */
  readonly masker: Masker;
  /** Fingerprints of known findings, which fail no run; left out where no baseline was given. */
  readonly known?: ReadonlySet<string>;
  /**
   * Flags of the command line that say how the capture is read and what of it is shown, for commands that reports name. null: no
   * command can read the same once more, because something came by a pipe.
   */
  readonly given?: readonly GivenFlag[] | null;
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
  /** Why several files are one capture, as words that follow "files:"; null or left out: there is one file, or nothing is to be said. */
  readonly grouping?: string | null;
  /** What problems are counted by besides, in formats that have tables or records; left out: nothing. */
  readonly by?: readonly BreakdownName[];
  /** The most characters, in formats that have a bound; left out: their own. */
  readonly characters?: number;
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

/** One of several captures that one run checks. Each is made of one file or several. */
export interface CapturePlace {
  /** Its number, from 1. */
  readonly number: number;
  /** How many there are. */
  readonly of: number;
  /** Its files as they were given. */
  readonly paths: readonly string[];
  /** Why its files are one capture; null for a single file. */
  readonly grouping: string | null;
  /** Why a file of the same time is not in it; null where there is none. */
  readonly apart: string | null;
}

/** What came out for one of several captures. */
export type CaptureOutcome = CapturePlace &
  (
    | {
        readonly isRead: true;
        /** The worst severity that was found; null where nothing is wrong. */
        readonly severity: Severity | null;
        readonly verdict: string;
        readonly calls: number;
        readonly findings: Readonly<Record<Severity, number>>;
      }
    | { readonly isRead: false; readonly message: string }
  );

/**
 * A report about several captures that are analysed one after the other: its parts are asked for in this order, and no analysis
 * is kept for those that follow.
 */
export interface ReportOfSeveral {
  begin(): Iterable<Piece>;
  capture(analysis: Analysis, place: CapturePlace): Iterable<Piece>;
  /** Of a capture that cannot be read. */
  unread(place: CapturePlace, message: string): Iterable<Piece>;
  end(outcomes: readonly CaptureOutcome[]): Iterable<Piece>;
}

export type RenderSeveral = (options: ReportOptions) => ReportOfSeveral;

/** A format of reports: its names, and its code, which is loaded only when it is asked for. */
export interface ReportFormat {
  readonly name: string;
  readonly title: string;
  /** Endings of file names that choose the format, with their dot, the usual one first. */
  readonly extensions: readonly string[];
  /** The calls whose headers and bodies it shows; absent where these are only the calls that findings point at. */
  readonly exchanges?: Exclude<KeptExchanges, 'faulty'>;
  readonly load: () => Promise<Render>;
  /** The same for several captures; absent where one report cannot hold them. */
  readonly loadSeveral?: () => Promise<RenderSeveral>;
}
