/** A moment: whole seconds since 1970 (UTC) and 0 to 999,999,999 nanoseconds. */
export interface Instant {
  readonly seconds: number;
  readonly nanoseconds: number;
}

const NANOSECONDS_A_SECOND = 1e9;

/** Below 0 where `one` is earlier than `other`, above 0 where it is later, 0 where both are the same. */
export function compareInstants(one: Instant, other: Instant): number {
  return one.seconds - other.seconds || one.nanoseconds - other.nanoseconds;
}

/** Seconds since 1970 as one number: exact to about a quarter of a microsecond. */
export function secondsOf({ seconds, nanoseconds }: Instant): number {
  return seconds + nanoseconds / NANOSECONDS_A_SECOND;
}

/** Seconds from `earlier` to `later`; below 0 where they are the other way round. */
export function secondsBetween(earlier: Instant, later: Instant): number {
  return later.seconds - earlier.seconds + (later.nanoseconds - earlier.nanoseconds) / NANOSECONDS_A_SECOND;
}

/** The instant so many seconds later, or earlier where they are below 0; exact to the nanosecond. */
export function laterBy({ seconds, nanoseconds }: Instant, by: number): Instant {
  const sum = nanoseconds + Math.round(by * NANOSECONDS_A_SECOND);
  const carried = Math.floor(sum / NANOSECONDS_A_SECOND);
  return { seconds: seconds + carried, nanoseconds: sum - carried * NANOSECONDS_A_SECOND };
}

/** Seconds since the capture's first frame, rounded to the nanosecond; 0 for a capture without frames. */
export function offsetOf(firstTime: Instant | null, time: Instant): number {
  return offsetNanoseconds(firstTime, time) / NANOSECONDS_A_SECOND;
}

/** The same in nanoseconds, a whole number: exact up to a hundred days. */
export function offsetNanoseconds(firstTime: Instant | null, time: Instant): number {
  if (firstTime === null) return 0;
  const nanoseconds = time.nanoseconds - firstTime.nanoseconds;
  const whole = (time.seconds - firstTime.seconds) * NANOSECONDS_A_SECOND;
  return Math.round(whole + nanoseconds);
}

/** ISO 8601 in UTC with `digits` (0 to 9) decimal digits of the second, the rest cut off. */
export function isoTime(time: Instant, digits: number): string {
  return withFraction(dateText(time.seconds), time.nanoseconds, digits);
}

/**
 * Writes instants in ISO 8601, as {@link isoTime} does, with a fixed number of digits. Made for reports that write many
 * times in order: it keeps the text of the last whole second, because making that text is the expensive part.
 */
export class IsoTimeFormatter {
  readonly #digits: number;
  #lastSecond = Number.NaN;
  #lastDate = '';

  /** `digits`: decimal digits of the second, 0 to 9. */
  constructor(digits: number) {
    this.#digits = digits;
  }

  format({ seconds, nanoseconds }: Instant): string {
    if (seconds !== this.#lastSecond) {
      this.#lastDate = dateText(seconds);
      this.#lastSecond = seconds;
    }
    return withFraction(this.#lastDate, nanoseconds, this.#digits);
  }
}

/** Date and time without the zone: `2024-02-29T12:00:00`. */
function dateText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}

function withFraction(date: string, nanoseconds: number, digits: number): string {
  if (digits === 0) return `${date}Z`;
  // The digit added in front keeps leading zeros.
  return `${date}.${String(NANOSECONDS_A_SECOND + nanoseconds).slice(1, 1 + digits)}Z`;
}
