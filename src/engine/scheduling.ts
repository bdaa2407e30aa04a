import type { Steps } from '../base/steps.ts';

/** Milliseconds of work after which the event loop gets its turn, where nobody waits at the keyboard. */
export const UNATTENDED_TURN_MS = 30;
/** The same where somebody does: with what is painted for it, a key is answered within 16 ms. */
export const ATTENDED_TURN_MS = 8;
/** Milliseconds between two reports of progress. */
export const PROGRESS_INTERVAL_MS = 100;
/**
 * Milliseconds between two looks at a file that may grow, and between two notices of what came in real time: together
 * with the look that follows a notice, a packet is shown 50 ms after it was written.
 */
export const FOLLOW_INTERVAL_MS = 15;
export const LIVE_INTERVAL_MS = 10;

/** Does the work in turns of {@link ATTENDED_TURN_MS}, between which keys and other events are taken care of. */
export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  let begun = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() - begun < ATTENDED_TURN_MS) continue;
    await eventsHandled();
    begun = performance.now();
  }
}

/** Settles after the events that wait were taken care of. */
export function eventsHandled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Settles after so many milliseconds. */
export function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
