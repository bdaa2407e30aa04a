import type { ReadStream } from 'node:tty';
import type { LookProgress } from '../engine/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import type { Masker } from '../privacy/index.ts';
import type { ReportFormat } from '../report/index.ts';

/** The terminal that the UI draws on. */
export type ScreenStream = NodeJS.WriteStream;
/** Where keys come from. */
export type KeyStream = Pick<
  ReadStream,
  'setRawMode' | 'on' | 'off' | 'resume' | 'pause' | 'setEncoding' | 'ref' | 'unref'
>;

export interface TerminalOptions {
  readonly stdout: ScreenStream;
  /** null where standard input is the capture: keys are then read from the terminal itself (`/dev/tty`). */
  readonly stdin: KeyStream | null;
  readonly color: boolean;
  /**
   * The masker that the analysis was made with. What it redacts stays redacted; secrets can be shown where nothing is
   * redacted.
   */
  readonly masker: Masker;
  /** Fingerprints of findings that are known; left out where no baseline was given. */
  readonly known?: ReadonlySet<string>;
  /** The filter at the beginning. An invalid one is shown as such. */
  readonly filter: string;
  /** The session that is selected at the beginning; null selects the first with a fault. */
  readonly session: string | null;
  /** True where the capture may go on growing: new rows are followed. */
  readonly follow: boolean;
  /**
   * Finds the headers and bodies of a call whose exchange was not kept. Gives null where they cannot be found again.
   */
  readonly loadExchange: (call: HookCall) => Promise<Exchange | null>;
  /**
   * Reads the capture again and shows the exchanges of these calls, a turn at a time, as the engine's `lookAgain` does. What cannot be
   * read again is not shown.
   */
  readonly lookAgain: (
    calls: readonly HookCall[],
    show: (call: HookCall, exchange: Exchange) => void,
  ) => AsyncGenerator<LookProgress, void, undefined>;
  /** Writes the frames of these calls as a pcap file and gives their number; null where that is not possible. */
  readonly saveFrames: ((calls: readonly HookCall[], path: string) => Promise<number>) | null;
  readonly formats: readonly ReportFormat[];
  /** Why an absolute path may not be written to, as words that follow its name; null where it may. */
  readonly whyNotWritten: (path: string) => string | null;
  /** The folder that exports are written to. */
  readonly folder: string;
  /** The version of hookscope, for reports. */
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
