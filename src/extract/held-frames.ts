import { MAX_HELD_FRAME_BYTES } from '../base/limits.ts';
import type { PickedFrame } from './picked-frame.ts';

/** A frame that is held. `waiting`: it is a fragment of a datagram, and only the last fragment tells whether it is wanted. */
export interface HeldFrame {
  readonly frame: PickedFrame;
  state: 'waiting' | 'wanted' | 'unwanted';
}

/** Keeps frames in order while it is not known of some of them whether they are wanted. */
export class HeldFrames {
  /** Frames that were given up: too many bytes waited behind them, or the capture ended. */
  givenUp = 0;
  #held: HeldFrame[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  /** Takes a frame whose bytes nobody will write over. */
  hold(frame: PickedFrame, state: 'waiting' | 'wanted'): HeldFrame {
    const held: HeldFrame = { frame, state };
    this.#held.push(held);
    this.#bytes += frame.bytes.length;
    if (this.#bytes > MAX_HELD_FRAME_BYTES) this.giveUp();
    return held;
  }

  /** Frames that are waiting are taken as not wanted. */
  giveUp(): void {
    for (const held of this.#held) {
      if (held.state !== 'waiting') continue;
      held.state = 'unwanted';
      this.givenUp += 1;
    }
  }

  /** Gives the wanted frames before the first one that still waits. */
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
