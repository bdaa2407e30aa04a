/** What one step of a reader came to. Small integers: the loop over frames compares nothing else. */
export type Step = typeof FRAME | typeof MORE | typeof END;

/** A frame stands in `frame`. */
export const FRAME = 0;
/** What is at hand holds no whole record: call `fill()`, then `next()` again. */
export const MORE = 1;
/** There are no more frames, now or later. */
export const END = 2;
