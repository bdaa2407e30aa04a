/** Milliseconds of work after which the event loop gets a turn: a key press is answered within 50 ms. */
export const YIELD_INTERVAL_MS = 30;
/** Milliseconds between two reports of progress. */
export const PROGRESS_INTERVAL_MS = 100;
