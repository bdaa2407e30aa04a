/** Numbers as people read them. */

import { grouped } from '../../base/grouped.ts';

export { grouped };

/** `1 call`, `2 calls`, `1,754 frames`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(number)} ${number === 1 ? singular : plural}`;
}

const BYTE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as capinfos has them: `326 kB`. */
export function byteSize(bytes: number): string {
  let unit = 0;
  let size = bytes;
  // 999.5 would be rounded to 1000.
  while (size >= 999.5 && unit < BYTE_UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || size >= 9.95 ? 0 : 1;
  return `${size.toFixed(digits)} ${BYTE_UNITS[unit]}`;
}

/** Seconds since the first frame, with milliseconds. */
export function offsetText(seconds: number): string {
  return seconds.toFixed(3);
}

/** A time from request to answer: `5.9 ms`, `12.3 s`. */
export function latencyText(seconds: number): string {
  const milliseconds = seconds * 1000;
  if (Math.abs(milliseconds) < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (Math.abs(milliseconds) < 999.5) return `${milliseconds.toFixed(0)} ms`;
  return `${seconds.toFixed(seconds < 99.5 ? 1 : 0)} s`;
}

/** How long something took: `38.2 s`, `12 min 5 s`, `3 h 20 min`. */
export function durationText(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(seconds < 10 ? 3 : 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A span of seconds in its shortest form: `10 s`, `0.5 s`. */
export function spanText(seconds: number): string {
  return `${Math.round(seconds * 1000) / 1000} s`;
}
