import { MAX_HELD_FRAME_BYTES } from '../base/limits.ts';
import type { PickedFrame } from './picked-frame.ts';

/** A frame in its turn. `waiting`: it is a piece of a datagram, and only the last piece tells whether it is wanted. */
export interface HeldFrame {
  readonly frame: PickedFrame;
  state: 'waiting' | 'wanted' | 'unwanted';
}

/** Keeps frames in order while some of them wait for their fate. */
export class HeldFrames {
  /** Frames given up because too much waited behind them. */
  givenUp = 0;
  #held: HeldFrame[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  /** Takes a frame whose bytes are its own. */
  hold(frame: PickedFrame, state: 'waiting' | 'wanted'): HeldFrame {
    const held: HeldFrame = { frame, state };
    this.#held.push(held);
    this.#bytes += frame.bytes.length;
    if (this.#bytes > MAX_HELD_FRAME_BYTES) this.giveUp();
    return held;
  }

  /** What waits is not wanted, then. */
  giveUp(): void {
    for (const held of this.#held) {
      if (held.state !== 'waiting') continue;
      held.state = 'unwanted';
      this.givenUp += 1;
    }
  }

  /** The frames before the first that still waits. */
  take(): readonly PickedFrame[] {
    let end = 0;
    const taken: PickedFrame[] = [];
    for (const { frame, state } of this.#held) {
      if (state === 'waiting') break;
      if (state === 'wanted') taken.push(frame);
      this.#bytes -= frame.bytes.length;
      end += 1;
    }
    if (end > 0) this.#held = this.#held.slice(end);
    return taken;
  }
}
