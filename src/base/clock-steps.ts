import { MAX_CLOCK_STEPS } from './limits.ts';
import { type Instant, secondsBetween, secondsOf } from './time.ts';

/** A place where the clock of a capture was set back. Times are seconds since 1970. */
export interface ClockStep {
  /** The first frame after it; frames count from 1. */
  readonly frame: number;
  /** The time of the frame before it, and of that frame: what lies between occurs twice. */
  readonly before: number;
  readonly after: number;
}

/**
 * Seconds. Frames that are recorded on several interfaces, or by several processors, may stand some milliseconds out of
 * order; a clock that is set right jumps further.
 */
const LEAST_STEP_SECONDS = 1;

/** Notes where the times of frames, in the order of the capture, go back. */
export class ClockSteps {
  #steps: ClockStep[] = [];
  #seconds = 0;
  #nanoseconds = 0;

  /** Takes the time of the next frame, and its number. */
  frame(number: number, seconds: number, nanoseconds: number): void {
    if (seconds < this.#seconds) this.#note(number, { seconds, nanoseconds });
    this.#seconds = seconds;
    this.#nanoseconds = nanoseconds;
  }

  /** Those so far, in order of frames; at most {@link MAX_CLOCK_STEPS}. */
  steps(): readonly ClockStep[] {
    return this.#steps.slice();
  }

  #note(frame: number, time: Instant): void {
    const last = { seconds: this.#seconds, nanoseconds: this.#nanoseconds };
    if (secondsBetween(time, last) < LEAST_STEP_SECONDS || this.#steps.length >= MAX_CLOCK_STEPS) return;
    this.#steps.push({ frame, before: secondsOf(last), after: secondsOf(time) });
  }
}
