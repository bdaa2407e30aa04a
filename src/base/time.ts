import type { CaptureTime } from '../capture/index.ts';

/** Seconds since the capture's first frame, rounded to the nanosecond; 0 for a capture without frames. */
export function offsetOf(firstTime: CaptureTime | null, time: CaptureTime): number {
  if (firstTime === null) return 0;
  const nanoseconds = time.nanoseconds - firstTime.nanoseconds;
  return Math.round((time.seconds - firstTime.seconds) * 1e9 + nanoseconds) / 1e9;
}

/** Times are written in order, many to a second: the last date is kept. */
let lastSecond = Number.NaN;
let lastDate = '';

/** ISO 8601 in UTC with the given number of decimal digits of the second, as precise as the capture (6 or 9). */
export function isoTime(time: CaptureTime, digits: number): string {
  if (time.seconds !== lastSecond) {
    lastDate = new Date(time.seconds * 1000).toISOString().slice(0, 19);
    lastSecond = time.seconds;
  }
  const date = lastDate;
  // A digit before them keeps the zeros that they begin with.
  const fraction = String(1_000_000_000 + time.nanoseconds).slice(1, 1 + digits);
  return digits === 0 ? `${date}Z` : `${date}.${fraction}Z`;
}
