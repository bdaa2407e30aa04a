import type { CaptureInfo } from './capture-info.ts';
import type { CaptureSet, OpenedCapture } from './capture-set.ts';
import type { CaptureDiagnostic } from './diagnostic.ts';
import { openInput } from './follow/open-input.ts';
import type { Frame } from './frame.ts';
import type { FramePlace } from './frame-places.ts';
import type { FrameReader, ReadProgress, ReadStep } from './frame-reader.ts';
import { openMergedCapture } from './merge/merged-capture.ts';
import { noInput } from './open-error.ts';
import type { ReaderName } from './reader/open-reader.ts';
import { WINDOW_BYTES } from './source/byte-window.ts';
import type { CaptureInput } from './source/input.ts';

export interface CaptureOptions {
  /** Default: `hookscope`. */
  readonly reader?: ReaderName | undefined;
  /** True: the files may grow (uncompressed ones), so their end is not final until `finish()`. Default: false. */
  readonly follow?: boolean | undefined;
  /**
   * Takes the lines of TLS key logs that pcapng files hold (Decryption Secrets Blocks), when reading comes to them. The same
   * lines may come several times. Default: nobody asks for them.
   */
  readonly onSecrets?: ((keyLog: string) => void) | undefined;
}

/**
 * Opens one capture. Several inputs, such as rotated files, are one capture in the order of time: of frames with the
 * same time the one of the input given first comes first, and the frames of one file keep their order even where its
 * clock went back. The error is about the first input that is no capture at all. Damage within a capture is a
 * diagnostic, not an error.
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
    onSecrets: options.onSecrets ?? null,
    windowBytes: WINDOW_BYTES,
  } as const;
  if (inputs.length > 1) return openMergedCapture(inputs, readerOptions);
  const opened = await openInput(first, 0, readerOptions);
  return opened.ok ? { ok: true, capture: new SingleCapture(opened.reader) } : opened;
}

/** A capture of one file: it hands every call to the file's reader. */
class SingleCapture implements CaptureSet {
  frame: Frame;
  readonly #reader: FrameReader;

  constructor(reader: FrameReader) {
    this.#reader = reader;
    this.frame = reader.frame;
  }

  next(): ReadStep {
    return this.#reader.next();
  }

  fill(): boolean | Promise<boolean> {
    const filled = this.#reader.fill();
    if (typeof filled === 'boolean') return this.#filled(filled);
    return filled.then((more) => this.#filled(more));
  }

  jump(to: FramePlace): boolean {
    return this.#reader.jump?.(to) ?? false;
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

  /** A followed file that was replaced has another frame object from then on. */
  #filled(more: boolean): boolean {
    this.frame = this.#reader.frame;
    return more;
  }
}
