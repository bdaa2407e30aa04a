import type { CaptureInfo } from './capture-info.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import type { Frame } from './frame.ts';
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
  /** What `next()` last stepped to. Of several files each has its own object, so take it anew after each step. */
  readonly frame: Frame;
  /** Steps to the next frame in time order, numbered from 1 across all files. */
  next(): ReadStep;
  /**
   * After MORE: reads on. True: call `next()` again. False, only when following: there is nothing more for now.
   * Never rejects: what the operating system refuses becomes a diagnostic and the end of that file.
   */
  fill(): boolean | Promise<boolean>;
  /** Ends following: what is there now is all. */
  finish(): void;
  /** Of each file, in the order given; complete after END. */
  info(): readonly CaptureInfo[];
  /** Found so far, file by file. */
  diagnostics(): readonly CaptureDiagnostic[];
  /** Over all files. Cheap enough for every `fill()`, not for every frame. */
  progress(): ReadProgress;
  /** Gives back files and memory; may be called at any time, and again. */
  close(): void;
}

export type OpenedCapture =
  | { readonly ok: true; readonly capture: CaptureSet }
  | { readonly ok: false; readonly error: OpenError };
