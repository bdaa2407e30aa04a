import type { CaptureInfo } from './capture-info.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import type { Frame } from './frame.ts';

/** What one step of a reader came to. Small integers: the loop over frames compares nothing else. */
export type ReadStep = typeof FRAME | typeof MORE | typeof END;

/** A frame stands in `frame`. */
export const FRAME = 0;
/** What is at hand holds no whole record: call `fill()`, then `next()` again. */
export const MORE = 1;
/** There are no more frames, now or later. */
export const END = 2;

/** Goes through a capture's records in a window of its bytes; does no input itself. */
export interface FrameWalker {
  /**
   * Steps to the next frame and describes it in the frame object. On MORE the window's `needed` says how many
   * bytes from its `start` on are waited for; after the window has `ended` it never answers MORE.
   */
  next(): ReadStep;
}

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
  next(): ReadStep;
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
