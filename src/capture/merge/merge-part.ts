import { compareInstants } from '../../base/time.ts';
import type { CaptureInfo } from '../capture-info.ts';
import type { CaptureDiagnostic } from '../diagnostic.ts';
import { emptyFrame, type Frame } from '../frame.ts';
import { END, FRAME, type FrameReader, type ReadProgress, type ReadStep } from '../frame-reader.ts';
import type { CaptureInput } from '../source/input.ts';

/**
 * One of several files that are read as one capture. Its states: resting (its first frame is known and the file is
 * closed), being read, and read to its end.
 */
export class MergePart {
  readonly input: CaptureInput;
  readonly file: number;
  /** null while the file rests and after its end. */
  reader: FrameReader | null;
  frame: Frame;
  isResting = false;
  /** Number of looks in a row that found no more bytes in a followed file. */
  looksInVain = 0;
  /** Time of its next frame. */
  readonly #nextTime = { seconds: 0, nanoseconds: 0 };
  #info: CaptureInfo;
  #diagnostics: readonly CaptureDiagnostic[] = [];
  #progress: ReadProgress;

  constructor(input: CaptureInput, file: number, reader: FrameReader) {
    this.input = input;
    this.file = file;
    this.reader = reader;
    this.frame = reader.frame;
    this.#info = reader.info();
    this.#progress = reader.progress();
  }

  next(): ReadStep {
    const step = this.reader === null ? END : this.reader.next();
    if (step === FRAME) this.#takeTime();
    return step;
  }

  /** Reads on. Gives false where there are no more bytes for now. */
  async fill(): Promise<boolean> {
    const more = (await this.reader?.fill()) ?? true;
    // A followed file that was replaced has another frame object from then on.
    if (this.reader !== null) this.frame = this.reader.frame;
    this.looksInVain = more ? 0 : this.looksInVain + 1;
    return more;
  }

  /** True where its next frame comes before the next frame of the other file. */
  isBefore(other: MergePart): boolean {
    const order = compareInstants(this.#nextTime, other.#nextTime);
    return order < 0 || (order === 0 && this.file < other.file);
  }

  /** Called when the first frame has been read: notes its time, and closes the file if it can be opened again. */
  rest(): void {
    this.#takeTime();
    const { reader, input } = this;
    const size = reader?.progress().bytesTotal ?? null;
    if (reader === null || input.kind !== 'file' || size === null) return;
    this.isResting = true;
    this.#info = { ...reader.info(), frames: 0, complete: false };
    this.#progress = { bytesRead: 0, bytesTotal: size };
    this.#drop();
  }

  wake(reader: FrameReader): void {
    this.isResting = false;
    this.reader = reader;
    this.frame = reader.frame;
  }

  /** Called when the file was read to its end: keeps what was learned and frees the reader. */
  retire(): void {
    if (this.reader === null) return;
    this.#info = this.reader.info();
    this.#diagnostics = this.reader.diagnostics;
    this.#progress = this.reader.progress();
    this.#drop();
  }

  /** Called when the file could not be opened again. */
  lose(reason: string): void {
    this.isResting = false;
    const { file, input } = this;
    const place = { file, path: input.path, offset: 0, afterFrame: 0 };
    this.#diagnostics = [{ kind: 'read-failed', reason, ...place }];
  }

  info(): CaptureInfo {
    return this.reader?.info() ?? this.#info;
  }

  diagnostics(): readonly CaptureDiagnostic[] {
    return this.reader?.diagnostics ?? this.#diagnostics;
  }

  progress(): ReadProgress {
    return this.reader?.progress() ?? this.#progress;
  }

  close(): void {
    this.retire();
  }

  #takeTime(): void {
    if (this.reader === null) return;
    this.#nextTime.seconds = this.reader.frame.seconds;
    this.#nextTime.nanoseconds = this.reader.frame.nanoseconds;
  }

  /** Frees the reader. The frame is replaced too, because it keeps the reader's window in memory. */
  #drop(): void {
    this.reader?.close();
    this.reader = null;
    this.frame = emptyFrame(this.file);
  }
}
