/** Milliseconds of work after which the event loop gets a turn, where nobody waits at the keyboard. */
export const YIELD_INTERVAL_MS = 30;
/** The same where somebody does: with drawing, which takes about as long again, a key is answered within 50 ms. */
export const TURN_MS = 12;
/** Milliseconds between two reports of progress. */
export const PROGRESS_INTERVAL_MS = 100;
/** Frames read between two looks at the clock: some 1 ms of work. */
export const FRAMES_A_STEP = 100;

/**
 * Milliseconds between two looks at a file that may grow, and between two notices of what came in real time: together
 * with the look that follows a notice, a packet is shown 50 ms after it was written.
 */
export const FOLLOW_INTERVAL_MS = 15;
export const LIVE_INTERVAL_MS = 10;
