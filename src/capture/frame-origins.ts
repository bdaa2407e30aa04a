import { MAX_FRAME_RUNS } from '../base/limits.ts';

/** Where a frame of a capture of several files comes from. */
export interface FrameOrigin {
  /** Index of its file among those of the capture, from 0. */
  readonly file: number;
  /** Its number in that file, from 1, as Wireshark shows it when it opens the file. */
  readonly frame: number;
}

/** Frames that follow each other in the capture and in one file. */
interface FrameRun extends FrameOrigin {
  /** The number of the first of them in the capture. */
  readonly first: number;
}

/** Tells of every frame of a capture which one of which file it is. It is a value: it never changes. */
export class FrameOrigins {
  readonly #runs: readonly FrameRun[];
  readonly #count: number;
  /** Frames of which it is known. */
  readonly #frames: number;

  /** `runs` may grow behind the first `count`. */
  constructor(runs: readonly FrameRun[], count: number, frames: number) {
    this.#runs = runs;
    this.#count = count;
    this.#frames = frames;
  }

  /** null for a frame that is not of the capture, or came after more changes between files than are noted. */
  of(frame: number): FrameOrigin | null {
    if (frame < 1 || frame > this.#frames) return null;
    let low = 0;
    for (let high = this.#count - 1; low < high; ) {
      const middle = (low + high + 1) >>> 1;
      if (this.#runs[middle].first <= frame) low = middle;
      else high = middle - 1;
    }
    const run = this.#runs[low];
    return run === undefined ? null : { file: run.file, frame: run.frame + frame - run.first };
  }

  /** What it is made of: runs in order, and the number of frames that they tell of. */
  told(): { readonly runs: readonly FrameRun[]; readonly frames: number } {
    return { runs: this.#runs.slice(0, this.#count), frames: this.#frames };
  }

  /** The same of captures that stand one after the other. `frames` and `files` are how many each has. */
  static joined(
    parts: readonly { readonly origins: FrameOrigins; readonly frames: number; readonly files: number }[],
  ): FrameOrigins {
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only.origins;
    const runs: FrameRun[] = [];
    let known = 0;
    let frames = 0;
    let files = 0;
    for (const part of parts) {
      const { origins } = part;
      for (const run of origins.#runs.slice(0, origins.#count)) {
        runs.push({ file: run.file + files, frame: run.frame, first: run.first + frames });
      }
      known = frames + origins.#frames;
      frames += part.frames;
      files += part.files;
    }
    return new FrameOrigins(runs, runs.length, known);
  }
}

/** Origins of what {@link FrameOrigins.told} told. */
export function frameOriginsOf(runs: readonly FrameRun[], frames: number): FrameOrigins {
  return new FrameOrigins(runs, runs.length, frames);
}

/** Notes the files of frames as they come. */
export class FrameOriginBook {
  readonly #runs: FrameRun[] = [];
  /** Frames of each file so far. */
  readonly #counts: number[] = [];
  #file = -1;
  #frames = 0;
  #known = 0;

  /** The next frame of the capture is of this file. Frames are noted in order, and all of them. */
  note(file: number): void {
    this.#frames += 1;
    if (file !== this.#file) this.#change(file);
    if (this.#file >= 0) this.#known = this.#frames;
  }

  origins(): FrameOrigins {
    return new FrameOrigins(this.#runs, this.#runs.length, this.#known);
  }

  #change(file: number): void {
    const last = this.#runs.at(-1);
    if (this.#runs.length === MAX_FRAME_RUNS) {
      this.#file = -1;
      return;
    }
    if (last !== undefined) this.#counts[last.file] = last.frame + this.#frames - 1 - last.first;
    this.#file = file;
    this.#runs.push({ file, frame: (this.#counts[file] ?? 0) + 1, first: this.#frames });
  }
}
