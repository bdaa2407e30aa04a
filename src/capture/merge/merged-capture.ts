import type { CaptureInfo } from '../capture-info.ts';
import type { CaptureSet, OpenedCapture } from '../capture-set.ts';
import type { CaptureDiagnostic } from '../diagnostic.ts';
import { openInput } from '../follow/open-input.ts';
import { emptyFrame, type Frame } from '../frame.ts';
import { END, FRAME, type FrameReader, MORE, type ReadProgress, type ReadStep } from '../frame-reader.ts';
import type { ReaderOptions } from '../reader/open-reader.ts';
import type { CaptureInput } from '../source/input.ts';
import { MergePart } from './merge-part.ts';

/** Bytes. Enough for the first frame of most files. A file that is opened again gets a full-sized window. */
const PROBE_WINDOW_BYTES = 64 * 1024;
/**
 * After so many looks in a row that found no more bytes in a followed file, the other files go on without it. The pause
 * before the second look is long enough for a frame that was captured earlier to be written.
 */
const LOOKS_AT_SILENT_FILE = 2;

/**
 * Opens several files as one capture. Each file is opened once, to see that it is a capture and when it begins, and
 * closed again. So of hundreds of rotated files only those that overlap in time are open at once. Pipes and followed
 * files cannot be opened twice and stay open.
 */
export async function openMergedCapture(
  inputs: readonly CaptureInput[],
  options: ReaderOptions,
): Promise<OpenedCapture> {
  const parts: MergePart[] = [];
  for (const [file, input] of inputs.entries()) {
    const probe = options.follow ? options : { ...options, windowBytes: PROBE_WINDOW_BYTES };
    const opened = await openInput(input, file, probe);
    if (!opened.ok) {
      for (const part of parts) part.close();
      return opened;
    }
    const part = new MergePart(input, file, opened.reader);
    parts.push(part);
    if (options.follow) continue;
    if ((await firstStep(opened.reader)) === END) part.retire();
    else part.rest();
  }
  return { ok: true, capture: new MergedCapture(parts, options) };
}

async function firstStep(reader: FrameReader): Promise<ReadStep> {
  for (;;) {
    const step = reader.next();
    if (step !== MORE) return step;
    await reader.fill();
  }
}

/** A k-way merge by time. Of frames with the same time the one of the file given first comes first. */
class MergedCapture implements CaptureSet {
  frame: Frame = emptyFrame(0);
  readonly #parts: readonly MergePart[];
  readonly #options: ReaderOptions;
  /** Closed files whose first frame is known, in the order of time. */
  readonly #resting: MergePart[];
  /** Files whose next frame has been read. */
  readonly #ready: MergePart[] = [];
  /** Files whose next frame still has to be read. */
  readonly #behind: MergePart[] = [];
  /** The file that has to be opened again before another frame can be given. */
  #opening: MergePart | null = null;
  /**
   * The file that gave the last frame may give the next one too, as long as that is earlier than the next frame of this
   * file.
   */
  #bound: MergePart | null = null;
  #given: MergePart | null = null;
  #number = 0;

  constructor(parts: readonly MergePart[], options: ReaderOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#resting = parts.filter((part) => part.isResting).sort((a, b) => (a.isBefore(b) ? -1 : 1));
    for (const part of parts) {
      if (part.isResting || part.reader === null) continue;
      // A file that could not be closed has its first frame read, unless the files are followed: then nothing was read
      // of it.
      (options.follow ? this.#behind : this.#ready).push(part);
    }
  }

  next(): ReadStep {
    for (let at = this.#behind.length - 1; at >= 0; at -= 1) {
      const part = this.#behind[at];
      const step = part.next();
      if (step === MORE) {
        if (part.looksInVain < LOOKS_AT_SILENT_FILE) return MORE;
        continue;
      }
      if (at === this.#behind.length - 1) this.#behind.pop();
      else this.#behind.splice(at, 1);
      if (step === END) part.retire();
      else if (part === this.#given && this.#behind.length === 0 && this.#isFirst(part)) {
        return this.#give(part);
      } else this.#ready.push(part);
    }
    return this.#choose();
  }

  async fill(): Promise<boolean> {
    const part = this.#opening;
    if (part === null) return this.#fillBehind();
    const opened = await openInput(part.input, part.file, this.#options);
    this.#opening = null;
    if (opened.ok) {
      part.wake(opened.reader);
      this.#behind.push(part);
    } else part.lose(opened.error.message);
    return true;
  }

  finish(): void {
    for (const part of this.#parts) part.reader?.finish();
  }

  info(): readonly CaptureInfo[] {
    return this.#parts.map((part) => part.info());
  }

  diagnostics(): readonly CaptureDiagnostic[] {
    return this.#parts.flatMap((part) => part.diagnostics());
  }

  progress(): ReadProgress {
    let bytesRead = 0;
    let bytesTotal: number | null = 0;
    for (const part of this.#parts) {
      const progress = part.progress();
      bytesRead += progress.bytesRead;
      bytesTotal =
        bytesTotal === null || progress.bytesTotal === null ? null : bytesTotal + progress.bytesTotal;
    }
    return { bytesRead, bytesTotal };
  }

  close(): void {
    for (const part of this.#parts) part.close();
    this.#resting.length = 0;
    this.#ready.length = 0;
    this.#behind.length = 0;
  }

  #isFirst(part: MergePart): boolean {
    return this.#bound === null || part.isBefore(this.#bound);
  }

  /** Reads on in every file that may hold the next frame. */
  async #fillBehind(): Promise<boolean> {
    let isFresh = false;
    let any = false;
    for (const part of this.#behind) {
      const wasDry = part.looksInVain > 0;
      const more = await part.fill();
      any ||= more;
      isFresh ||= more && wasDry;
    }
    // Another file may be about to show a frame from before these bytes, so all files are waited for anew.
    if (isFresh) for (const part of this.#behind) part.looksInVain = 0;
    const isHeldUp = this.#behind.some(({ looksInVain }) => looksInVain < LOOKS_AT_SILENT_FILE);
    return any || (!isHeldUp && this.#ready.length > 0);
  }

  /** Gives the earliest frame that has been read, unless a resting file begins before it. */
  #choose(): ReadStep {
    if (this.#opening !== null) return MORE;
    let earliest: MergePart | null = null;
    let second: MergePart | null = null;
    for (const part of this.#ready) {
      if (earliest === null || part.isBefore(earliest)) {
        second = earliest;
        earliest = part;
      } else if (second === null || part.isBefore(second)) second = part;
    }
    const resting = this.#resting[0];
    if (resting !== undefined && (earliest === null || resting.isBefore(earliest))) {
      this.#resting.shift();
      this.#opening = resting;
      return MORE;
    }
    if (earliest === null) return this.#behind.length > 0 ? MORE : END;
    this.#bound = second === null || resting?.isBefore(second) === true ? (resting ?? null) : second;
    this.#ready.splice(this.#ready.indexOf(earliest), 1);
    return this.#give(earliest);
  }

  #give(part: MergePart): ReadStep {
    this.#given = part;
    this.#behind.push(part);
    this.#number += 1;
    this.frame = part.frame;
    this.frame.number = this.#number;
    return FRAME;
  }
}
