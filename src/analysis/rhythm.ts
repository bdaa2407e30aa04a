/** Milliseconds of work after which the event loop gets a turn, where nobody waits at the keyboard. */
export const YIELD_INTERVAL_MS = 30;
/** The same where somebody does: with drawing, which takes about as long again, a key is answered within 50 ms. */
export const TURN_MS = 12;
/** Milliseconds between two reports of progress. */
export const PROGRESS_INTERVAL_MS = 100;
/** Frames read between two looks at the clock: some 1 ms of work. */
export const FRAMES_A_STEP = 100;
