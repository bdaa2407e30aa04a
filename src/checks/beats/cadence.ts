/** At what intervals something comes that comes again and again, as far as its times tell. Times and spans are seconds. */

/** Intervals that are needed to learn how long they are. */
const LEAST_INTERVALS = 3;

/** By which part of it an interval may differ from the usual one and still be one. */
const JITTER = 1 / 3;

/**
 * The usual interval between beats: the median of at least three that are there, most of which must be about as long. Of fewer the
 * documented one, where one of them is as long; null where it is not known.
 */
export function usualInterval(times: readonly number[], documented: number | null): number | null {
  const intervals = intervalsOf(times);
  if (intervals.length < LEAST_INTERVALS) {
    return documented !== null && intervals.some((each) => isAbout(each, documented)) ? documented : null;
  }
  const middle = intervals.toSorted((one, other) => one - other)[Math.floor((intervals.length - 1) / 2)];
  const alike = intervals.filter((each) => isAbout(each, middle)).length;
  return middle > 0 && alike * 2 > intervals.length ? middle : null;
}

/** Whether an interval is so much longer than the usual one that the usual one may be another there. */
export function isLonger(interval: number | undefined, usual: number): boolean {
  return interval !== undefined && interval > usual * (1 + 2 * JITTER);
}

/** Other intervals that show whether a clock is even. */
const LEAST_EVEN_INTERVALS = 3;

/** By which part of it intervals of an even clock differ from the usual one. */
const EVEN_JITTER = 0.1;

/** Whether all intervals but the one at a place are almost exactly as long as the usual one. */
export function isEvenBut(place: number, intervals: readonly number[], usual: number): boolean {
  const others = intervals.filter((_, other) => other !== place);
  return (
    others.length >= LEAST_EVEN_INTERVALS &&
    others.every((each) => Math.abs(each - usual) <= usual * EVEN_JITTER)
  );
}

/** Whether an interval is about as long as the usual one. */
function isAbout(interval: number, usual: number): boolean {
  return Math.abs(interval - usual) <= usual * JITTER;
}

/** The spans between times in ascending order. */
export function intervalsOf(times: readonly number[]): readonly number[] {
  return times.slice(1).map((time, place) => time - times[place]);
}
