import type { CaptureInfo } from '../capture-info.ts';
import type { CaptureDiagnostic, FileReplaced } from '../diagnostic.ts';
import type { Frame } from '../frame.ts';
import { END, FRAME, type FrameReader, type ReadProgress, type ReadStep } from '../frame-reader.ts';
import { type ReaderOptions, readerOf } from '../reader/open-reader.ts';
import { FileSource } from '../source/byte-source.ts';
import { openSource } from '../source/input.ts';
import { FileWatch } from './file-watch.ts';
import { FormerFiles } from './former-files.ts';

interface FollowedFile {
  readonly path: string;
  readonly file: number;
  readonly options: ReaderOptions;
}

/** Bytes. What the shortest header of a capture has: before that nothing can be recognised. */
const LEAST_BYTES = 24;

/**
 * Reads a file that may grow, be cut back to its beginning, or have another file take its place, as rotation does. Then it
 * reads on in the file that has the name now, from its beginning, and says so. All files of the name count as one: frames
 * are numbered through.
 */
export class FollowedReader implements FrameReader {
  #reader: FrameReader;
  #source: FileSource;
  #watch: FileWatch;
  readonly #followed: FollowedFile;
  readonly #former = new FormerFiles();
  /** What became of the file that is open; null as long as it is the one that its path names. */
  #fate: FileReplaced['how'] | null = null;
  /** Size at which the file that took its place could not be recognised; it may still have to be written. */
  #triedSize: number | null = null;
  #isOver = false;

  constructor(reader: FrameReader, source: FileSource, followed: FollowedFile) {
    this.#reader = reader;
    this.#source = source;
    this.#followed = followed;
    this.#watch = new FileWatch(followed.path, source);
  }

  get frame(): Frame {
    return this.#reader.frame;
  }

  get diagnostics(): readonly CaptureDiagnostic[] {
    return [...this.#former.diagnostics(), ...this.#reader.diagnostics];
  }

  next(): ReadStep {
    const step = this.#reader.next();
    if (step !== FRAME) return step;
    const { frame } = this.#reader;
    frame.number += this.#former.frames;
    if (this.#former.isWaiting && frame.timed)
      this.#former.resume({ seconds: frame.seconds, nanoseconds: frame.nanoseconds });
    return step;
  }

  async fill(): Promise<boolean> {
    if (this.#isOver) return this.#reader.fill();
    try {
      // What is read after the file was written anew belongs to no record of before.
      if (this.#fate !== 'cut-back' && !this.#watch.isRewritten() && (await this.#reader.fill())) {
        // Its name is gone, but whoever writes it goes on.
        if (this.#fate === 'gone') this.#settle(null);
        return true;
      }
      return await this.#look();
    } catch {
      // The file system is away for a moment, as one of the network may be.
      return false;
    }
  }

  finish(): void {
    this.#isOver = true;
    this.#reader.finish();
  }

  info(): CaptureInfo {
    return this.#former.joined(this.#reader.info());
  }

  progress(): ReadProgress {
    const { bytesRead, bytesTotal } = this.#reader.progress();
    const { bytes } = this.#former;
    return { bytesRead: bytesRead + bytes, bytesTotal: bytesTotal === null ? null : bytesTotal + bytes };
  }

  close(): void {
    this.#reader.close();
  }

  /** Called when nothing more came: looks whether the file is still there. Gives true where there is something to read. */
  async #look(): Promise<boolean> {
    const found = this.#watch.look();
    // A file that was cut back grows again, but it is another one until it is known how to read it.
    if (this.#fate !== 'cut-back' || found === 'replaced') this.#settle(found);
    if (this.#fate === null || this.#fate === 'gone') return false;
    if (this.#fate === 'cut-back') {
      const how = this.#watch.afterCut();
      if (how === 'behind') this.#fate = null;
      return how === 'anew' ? this.#begin() : how !== null;
    }
    // The old file may have got more bytes between the last read and its replacement.
    return (await this.#reader.fill()) || this.#begin();
  }

  #settle(fate: FileReplaced['how'] | null): void {
    if (fate === this.#fate) return;
    const before = this.#fate;
    this.#fate = fate;
    if (before === 'gone') this.#former.withdraw();
    // What was cut back and is then replaced is one event: nothing was read in between.
    if (fate === null || before === 'cut-back') return;
    const { path, file } = this.#followed;
    const { lastTime } = this.info();
    this.#former.note({
      how: fate,
      path,
      file,
      offset: this.#source.position,
      afterFrame: this.frame.number,
      from: lastTime,
    });
  }

  /** Begins to read the file that has the name now. Gives false where it cannot be recognised yet. */
  async #begin(): Promise<boolean> {
    const { path, file, options } = this.#followed;
    const size = this.#watch.size();
    if (size === null || size < LEAST_BYTES || size === this.#triedSize) return false;
    this.#triedSize = size;
    const opened = openSource({ kind: 'file', path });
    if (!opened.ok) return false;
    const { source } = opened;
    if (!(source instanceof FileSource)) {
      source.close();
      return false;
    }
    const read = await readerOf(path, file, source, options);
    if (!read.ok) {
      this.#former.refused(read.error.message.replace(`${path}: `, ''), {
        path,
        file,
        offset: 0,
        afterFrame: this.frame.number,
      });
      return false;
    }
    const { number } = this.frame;
    this.#end();
    this.#reader = read.reader;
    this.#reader.frame.number = number;
    this.#source = source;
    this.#watch = new FileWatch(path, source);
    this.#fate = null;
    this.#triedSize = null;
    return true;
  }

  /** Ends the old file: a record of which a part is absent is told, and so is what its counters say. */
  #end(): void {
    this.#reader.finish();
    while (this.#reader.next() !== END);
    this.#former.add(this.#reader.info(), this.#reader.diagnostics);
    this.#reader.close();
  }
}
