import type { ReadStream } from 'node:tty';
import type { HookCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import type { Masker } from '../privacy/index.ts';
import type { ReportFormat } from '../report/index.ts';

/** The terminal that is drawn on. */
export type ScreenStream = NodeJS.WriteStream;
/** Where keys come from. */
export type KeyStream = Pick<
  ReadStream,
  'setRawMode' | 'on' | 'off' | 'resume' | 'pause' | 'setEncoding' | 'unref'
>;

export interface TerminalOptions {
  readonly stdout: ScreenStream;
  /** null: standard input is the capture, keys are read from the terminal itself (`/dev/tty`). */
  readonly stdin: KeyStream | null;
  readonly color: boolean;
  /** Through which the analysis was made. What it redacts stays so; secrets can be shown where nothing is redacted. */
  readonly masker: Masker;
  /** What the filter line holds at the beginning; an invalid one is shown as such. */
  readonly filter: string;
  /** The session that is selected at the beginning; null: the first with a fault. */
  readonly session: string | null;
  /** The capture may go on growing: new rows are followed. */
  readonly follow: boolean;
  /** Finds the headers and bodies of a call whose exchange was not kept; null where they cannot be found again. */
  readonly loadExchange: (call: HookCall) => Promise<Exchange | null>;
  /** Writes the frames of these calls as a pcap file and gives their number; null where that is not possible. */
  readonly saveFrames: ((calls: readonly HookCall[], path: string) => Promise<number>) | null;
  readonly formats: readonly ReportFormat[];
  /** Folder that exports are written to. */
  readonly folder: string;
  /** Version of hookscope, for reports. */
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
