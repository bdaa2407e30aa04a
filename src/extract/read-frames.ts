import { type CaptureSet, END, FRAME, type Frame } from '../capture/index.ts';
import { nextTurn, YIELD_INTERVAL_MS } from '../engine/index.ts';

/**
 * Reads a capture to its end, in turns of as many frames as are at hand: what `take` has gathered of them can be passed
 * on between two turns, when the event loop gets its turn too.
 */
export async function* framesInTurns(
  capture: CaptureSet,
  take: (frame: Frame) => void,
): AsyncGenerator<null> {
  let lastTurn = performance.now();
  for (;;) {
    const step = capture.next();
    if (step === FRAME) {
      take(capture.frame);
      continue;
    }
    yield null;
    if (step === END || !(await capture.fill())) return;
    if (performance.now() - lastTurn < YIELD_INTERVAL_MS) continue;
    await nextTurn();
    lastTurn = performance.now();
  }
}

/** Gives every frame of a capture to `take`. */
export async function readAll(capture: CaptureSet, take: (frame: Frame) => void): Promise<void> {
  const turns = framesInTurns(capture, take);
  while ((await turns.next()).done !== true);
}
