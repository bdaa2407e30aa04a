import type { Frame } from './frame.ts';

/** Frames between two places: some 100 kB of a capture. */
const FRAMES_A_PLACE = 128;

/** Where a frame stands in its file. */
export interface FramePlace {
  /** Its number, from 1. */
  readonly number: number;
  /** Byte offset of its captured bytes; see `Frame.offset`. */
  readonly offset: number;
}

/** Where every hundredth frame or so of one file stands, so that reading can begin there. It only grows. */
export class FramePlaces {
  readonly #offsets: number[];

  /** `offsets`: those noted before; left out: none. */
  constructor(offsets: readonly number[] = []) {
    this.#offsets = [...offsets];
  }

  /** The offsets noted so far. */
  offsets(): readonly number[] {
    return this.#offsets;
  }

  /** Notes the next frame. Frames are given in order, from the first one on, and all of one file. */
  note(frame: Frame): void {
    if ((frame.number - 1) % FRAMES_A_PLACE === 0) this.#offsets.push(frame.offset);
  }

  /** The last noted frame at or before a number; null where there is none. */
  before(number: number): FramePlace | null {
    const index = Math.min(Math.floor((number - 1) / FRAMES_A_PLACE), this.#offsets.length - 1);
    return index < 0 ? null : { number: index * FRAMES_A_PLACE + 1, offset: this.#offsets[index] };
  }
}
