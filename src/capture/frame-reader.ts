import type { CaptureInfo } from './capture-info.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import type { Frame } from './frame.ts';
import type { FramePlace } from './frame-places.ts';

/** The result of one step of a reader. These are small integers, so that the loop over frames compares only numbers. */
export type ReadStep = typeof FRAME | typeof MORE | typeof END;

/** The next frame is in `frame`. */
export const FRAME = 0;
/** The bytes read so far hold no complete record: call `fill()`, then `next()` again. */
export const MORE = 1;
/** There are no more frames, now or later. */
export const END = 2;

/** Steps through the records of a capture in a window of its bytes. It does no input itself. */
export interface FrameWalker {
  /**
   * Steps to the next frame and writes it into the frame object. On MORE, `needed` of the window is the number of
   * bytes, counted from its `start`, that are waited for. Once the window has `ended` it never gives MORE.
   */
  next(): ReadStep;
}

/** How far a reader has come. */
export interface ReadProgress {
  /** Bytes read so far, as the files are on disk. */
  readonly bytesRead: number;
  /** Bytes of all files; null where the size is not known, as for a pipe. */
  readonly bytesTotal: number | null;
}

/** Reads the frames of one capture file. */
export interface FrameReader {
  /** The frame that `next()` stepped to last. It is one object that every step overwrites. */
  readonly frame: Frame;
  readonly diagnostics: readonly CaptureDiagnostic[];
  next(): ReadStep;
  /**
   * Reads on after MORE. Gives true when `next()` can be called again. Gives false only while following, when there are
   * no more bytes for now. Never rejects: an error of the operating system becomes a diagnostic and the end of the
   * file.
   */
  fill(): boolean | Promise<boolean>;
  /**
   * Goes to a frame that was read before, perhaps by another reader of the same file: the next step is to that one. False where
   * this file cannot be read from its midst. What is told of the file afterwards is not right.
   */
  jump?(to: FramePlace): boolean;
  /** Ends following: the file is taken as complete as it is now. */
  finish(): void;
  info(): CaptureInfo;
  progress(): ReadProgress;
  close(): void;
}
