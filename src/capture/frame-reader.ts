import type { CaptureDiagnostic } from './diagnostic.ts';
import type { CaptureInfo } from './facts.ts';
import type { Frame } from './frame.ts';
import type { Step } from './step.ts';

/** How far a reader is. */
export interface ReadProgress {
  /** Bytes of the files as they lie on disk. */
  readonly bytesRead: number;
  /** Bytes in all; null where it is not known, as of a pipe. */
  readonly bytesTotal: number | null;
}

/** Reads the frames of one capture file. */
export interface FrameReader {
  /** What `next()` last stepped to; one object, written over by every step. */
  readonly frame: Frame;
  readonly diagnostics: readonly CaptureDiagnostic[];
  next(): Step;
  /**
   * After MORE: reads on. True: call `next()` again. False, only when following: there is nothing more for now.
   * Never rejects: what the operating system refuses becomes a diagnostic and the end of the file.
   */
  fill(): boolean | Promise<boolean>;
  /** Ends following: what is there now is all. */
  finish(): void;
  info(): CaptureInfo;
  progress(): ReadProgress;
  close(): void;
}
