import { type CaptureSet, FRAME, type Frame, MORE, type ReadStep } from '../capture/index.ts';
import {
  elapsed,
  eventsHandled,
  FOLLOW_INTERVAL_MS,
  PROGRESS_INTERVAL_MS,
  UNATTENDED_TURN_MS,
} from './scheduling.ts';

/**
 * Why reading pauses. `drained`: all frames at hand were taken, and more are read after the pause. `turn`: the event loop
 * has had its turn. `silent`: the same, and nothing came for some milliseconds; only of a capture that may grow.
 */
export type Pause = 'drained' | 'turn' | 'silent';

/** Frames taken between two looks at the clock: some 1 ms of work. */
const FRAMES_A_STEP = 100;

/**
 * The loop that reads captures; there is no other. Gives every frame to `take`, which may look at it until it returns,
 * and pauses now and then: nothing is read until the next pause is asked for, and reading is over when no more are. The
 * event loop gets its turn after `turnMilliseconds` of work.
 */
export async function* readInTurns(
  capture: CaptureSet,
  take: (frame: Frame) => void,
  turnMilliseconds: number,
): AsyncGenerator<Pause, void, undefined> {
  let turnBegan = performance.now();
  for (;;) {
    const step = takeFrames(capture, take);
    if (step !== FRAME) {
      yield 'drained';
      if (step !== MORE) return;
      const filled = capture.fill();
      const hasMore = typeof filled === 'boolean' ? filled : await filled;
      if (!hasMore) {
        await elapsed(FOLLOW_INTERVAL_MS);
        yield 'silent';
        turnBegan = performance.now();
        continue;
      }
    }
    if (performance.now() - turnBegan < turnMilliseconds) continue;
    await eventsHandled();
    yield 'turn';
    turnBegan = performance.now();
  }
}

/** Takes frames as long as there are some at hand, {@link FRAMES_A_STEP} at most; gives the step that came last. */
function takeFrames(capture: CaptureSet, take: (frame: Frame) => void): ReadStep {
  for (let left = FRAMES_A_STEP; left > 0; left -= 1) {
    const step = capture.next();
    if (step !== FRAME) return step;
    take(capture.frame);
  }
  return FRAME;
}

/** How far the reading has come. */
export interface ReadingProgress {
  /** Bytes of the files read, and their size where it is known. */
  readonly bytes: number;
  readonly total: number | null;
  readonly frames: number;
}

/** Takes the frames of a capture. */
export interface FrameTaker {
  /** Frames taken. */
  readonly frames: number;
  frame(frame: Frame): void;
  /** There are no more. */
  finish(): void;
}

/** Gives a whole capture to a taker; `onProgress` is called a few times a second. */
export async function run(
  capture: CaptureSet,
  taker: FrameTaker,
  onProgress: ((progress: ReadingProgress) => void) | null,
): Promise<void> {
  for await (const _pause of runInTurns(capture, taker, onProgress));
}

/** The same with pauses, as in {@link readInTurns}. The taker has everything when there are no more. */
export async function* runInTurns(
  capture: CaptureSet,
  taker: FrameTaker,
  onProgress: ((progress: ReadingProgress) => void) | null,
): AsyncGenerator<Pause, void, undefined> {
  let lastProgress = performance.now();
  for await (const pause of readInTurns(capture, (frame) => taker.frame(frame), UNATTENDED_TURN_MS)) {
    yield pause;
    const now = performance.now();
    if (onProgress === null || now - lastProgress < PROGRESS_INTERVAL_MS) continue;
    const { bytesRead, bytesTotal } = capture.progress();
    onProgress({ bytes: bytesRead, total: bytesTotal, frames: taker.frames });
    lastProgress = now;
  }
  taker.finish();
}
