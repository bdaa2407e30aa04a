import { type Instant, isoTime } from '../../base/time.ts';

/** Seconds of a day, in time that counts no leap seconds. */
const DAY = 86_400;

/** What writes the time of day of a moment of a capture. */
export type Clock = (time: Instant) => string;

/**
 * The time of day in UTC, to the second: `22:13:39`. With the date, `2023-11-14 22:13:39`, for all moments of a capture that goes
 * beyond a day. `firstTime`, `lastTime`: of its frames; null where it has none.
 */
export function clockOf({
  firstTime,
  lastTime,
}: {
  readonly firstTime: Instant | null;
  readonly lastTime: Instant | null;
}): Clock {
  const isOneDay =
    firstTime === null || lastTime === null || dayOf(firstTime.seconds) === dayOf(lastTime.seconds);
  return (time) => {
    const text = isoTime(time, 0).slice(0, -1);
    return isOneDay ? text.slice(text.indexOf('T') + 1) : text.replace('T', ' ');
  };
}

function dayOf(seconds: number): number {
  return Math.floor(seconds / DAY);
}
