import type { CaptureDiagnostic } from './diagnostic.ts';
import type { CaptureInfo } from './facts.ts';
import type { Frame } from './frame.ts';
import type { FrameReader, ReadProgress } from './frame-reader.ts';
import { openMergedCapture } from './merge/merged-capture.ts';
import { noInput, type OpenError } from './open-error.ts';
import { openReader, type ReaderName } from './open-reader.ts';
import { WINDOW_BYTES } from './source/byte-window.ts';
import type { CaptureInput } from './source/input.ts';
import type { Step } from './step.ts';

export interface CaptureOptions {
  /** Default: `hookscope`. */
  readonly reader?: ReaderName | undefined;
  /** The files may grow (uncompressed ones): their end is not the end until `finish()`. Default: false. */
  readonly follow?: boolean | undefined;
}

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
  next(): Step;
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

/**
 * Opens one capture. Several inputs are one capture in time order, as rotated files are: on equal times the one
 * given first comes first, and frames of one file stay in their order even where its clock went back.
 * The error is of the first input that is no capture at all; damage within a capture is no error but a diagnostic.
 */
export async function openCapture(
  inputs: readonly CaptureInput[],
  options: CaptureOptions = {},
): Promise<OpenedCapture> {
  const [first] = inputs;
  if (first === undefined) return { ok: false, error: noInput() };
  const readerOptions = {
    reader: options.reader ?? 'hookscope',
    follow: options.follow ?? false,
    windowBytes: WINDOW_BYTES,
  } as const;
  if (inputs.length > 1) return openMergedCapture(inputs, readerOptions);
  const opened = await openReader(first, 0, readerOptions);
  return opened.ok ? { ok: true, capture: new SingleCapture(opened.reader) } : opened;
}

/** One file: its reader, and nothing in between. */
class SingleCapture implements CaptureSet {
  readonly frame: Frame;
  readonly #reader: FrameReader;

  constructor(reader: FrameReader) {
    this.#reader = reader;
    this.frame = reader.frame;
  }

  next(): Step {
    return this.#reader.next();
  }

  fill(): boolean | Promise<boolean> {
    return this.#reader.fill();
  }

  finish(): void {
    this.#reader.finish();
  }

  info(): readonly CaptureInfo[] {
    return [this.#reader.info()];
  }

  diagnostics(): readonly CaptureDiagnostic[] {
    return this.#reader.diagnostics;
  }

  progress(): ReadProgress {
    return this.#reader.progress();
  }

  close(): void {
    this.#reader.close();
  }
}
