import { MAX_CLOCK_STEPS } from './limits.ts';
import { type Instant, secondsBetween, secondsOf } from './time.ts';

/** A place where the clock of a capture was set back, or leapt forward. Times are seconds since 1970. */
export interface ClockStep {
  /** The first frame after it; frames count from 1. */
  readonly frame: number;
  /** The time of the frame before it, and of that frame. Where it was set back, what lies between occurs twice. */
  readonly before: number;
  readonly after: number;
  /**
   * Where it leapt: seconds that went by as the senders counted them, at most. null: it was set back, which needs no other
   * clock to be seen.
   */
  readonly counted: number | null;
}

/** Whether the clock was set back, so that times stand in no order; else it leapt. */
export function isSetBack({ counted }: ClockStep): boolean {
  return counted === null;
}

/** How much time went by between two frames, as their sender counted it (RFC 7323 §5.4). */
export interface CountedTime {
  /** The earlier frame. */
  readonly since: number;
  /** Seconds by the clock of the capture. */
  readonly elapsed: number;
  /** Seconds by the sender's clock, at most. */
  readonly counted: number;
  /** Whether the pace of that clock is known, so that `counted` is about what went by and not only a bound. */
  readonly isPaceKnown: boolean;
}

/** A time without frames, in which the clock may have leapt. */
interface Silence {
  readonly frame: number;
  readonly before: number;
  readonly after: number;
  /** What those senders counted whose clocks say that it was shorter; null where none says so. */
  counted: number | null;
  /** Another sender's clock says that the time did go by. */
  isConfirmed: boolean;
}

/**
 * Seconds. Frames that are recorded on several interfaces, or by several processors, may stand some milliseconds out of
 * order; a clock that is set right jumps further.
 */
const LEAST_STEP_SECONDS = 1;
/** Seconds. A shorter leap changes no verdict. */
export const LEAST_LEAP_SECONDS = 2;
/** Silences that are kept in case a sender's clock tells of them. */
const SILENCES_KEPT = 32;

/** Notes where the times of frames, in the order of the capture, go back or leap. */
export class ClockSteps {
  #steps: ClockStep[] = [];
  #silences: Silence[] = [];
  #frames = 0;
  #seconds = 0;
  #nanoseconds = 0;

  /** Takes the time of the next frame, and its number. */
  frame(number: number, seconds: number, nanoseconds: number): void {
    const ahead = seconds - this.#seconds;
    if (this.#frames > 0 && (ahead < 0 || ahead >= LEAST_LEAP_SECONDS)) {
      this.#compare(number, { seconds, nanoseconds }, ahead < 0);
    }
    this.#frames += 1;
    this.#seconds = seconds;
    this.#nanoseconds = nanoseconds;
  }

  /** Takes what a sender's clock tells of the time up to the frame taken last. */
  counted({ since, elapsed, counted, isPaceKnown }: CountedTime): void {
    const silence = this.#longestSince(since);
    if (silence === null) return;
    const length = silence.after - silence.before;
    if (counted * 2 < length && length - counted >= LEAST_LEAP_SECONDS) {
      silence.counted = Math.max(silence.counted ?? 0, counted);
    } else if (isPaceKnown && counted * 2 >= elapsed) {
      silence.isConfirmed = true;
    }
  }

  /** Those so far, in order of frames; at most {@link MAX_CLOCK_STEPS}. */
  steps(): readonly ClockStep[] {
    return [...this.#steps, ...this.#silences.flatMap(leapsIn)]
      .sort((one, other) => one.frame - other.frame)
      .slice(0, MAX_CLOCK_STEPS);
  }

  #compare(frame: number, time: Instant, isBack: boolean): void {
    const last = { seconds: this.#seconds, nanoseconds: this.#nanoseconds };
    const span = { frame, before: secondsOf(last), after: secondsOf(time) };
    if (!isBack) this.#keep({ ...span, counted: null, isConfirmed: false });
    else if (secondsBetween(time, last) >= LEAST_STEP_SECONDS) this.#add({ ...span, counted: null });
  }

  #keep(silence: Silence): void {
    this.#silences.push(silence);
    if (this.#silences.length <= SILENCES_KEPT) return;
    for (const leap of this.#silences.splice(0, 1).flatMap(leapsIn)) this.#add(leap);
  }

  #add(step: ClockStep): void {
    if (this.#steps.length < MAX_CLOCK_STEPS) this.#steps.push(step);
  }

  #longestSince(frame: number): Silence | null {
    let longest: Silence | null = null;
    for (const silence of this.#silences) {
      if (silence.frame <= frame) continue;
      const isLonger = longest === null || silence.after - silence.before > longest.after - longest.before;
      if (isLonger) longest = silence;
    }
    return longest;
  }
}

function leapsIn({ frame, before, after, counted, isConfirmed }: Silence): readonly ClockStep[] {
  return counted === null || isConfirmed ? [] : [{ frame, before, after, counted }];
}
