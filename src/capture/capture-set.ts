import type { CaptureInfo } from './capture-info.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import type { Frame } from './frame.ts';
import type { FramePlace } from './frame-places.ts';
import type { ReadProgress, ReadStep } from './frame-reader.ts';
import type { OpenError } from './open-error.ts';

/**
 * One capture, made of one file or several. The loop over it:
 *
 *     for (;;) {
 *       const step = set.next();
 *       if (step === FRAME) use(set.frame);
 *       else if (step === END) break;
 *       else if (!(await set.fill())) break; // false only when following: look again later
 *     }
 */
export interface CaptureSet {
  /** The frame that `next()` stepped to last. Each file has its own frame object, so read this anew after each step. */
  readonly frame: Frame;
  /** Steps to the next frame in the order of time. Frames are numbered from 1 across all files. */
  next(): ReadStep;
  /**
   * Reads on after MORE. Gives true when `next()` can be called again. Gives false only while following, when there are
   * no more bytes for now. Never rejects: an error of the operating system becomes a diagnostic and the end of that
   * file.
   */
  fill(): boolean | Promise<boolean>;
  /** Goes to a frame of a single file; see `FrameReader.jump`. Absent: it cannot. */
  jump?(to: FramePlace): boolean;
  /** Ends following: the files are taken as complete as they are now. */
  finish(): void;
  /** One entry for each file, in the order in which they were given; complete after END. */
  info(): readonly CaptureInfo[];
  /** The diagnostics found so far, file by file. */
  diagnostics(): readonly CaptureDiagnostic[];
  /** Progress over all files. Cheap enough to be asked for after every `fill()`, but not for every frame. */
  progress(): ReadProgress;
  /** Closes the files and frees memory. May be called at any time, and more than once. */
  close(): void;
}

export type OpenedCapture =
  | { readonly ok: true; readonly capture: CaptureSet }
  | { readonly ok: false; readonly error: OpenError };
