import { durationText } from '../../report/layout/index.ts';
import type { SessionEntry } from '../model/session-list.ts';
import { whoText } from './session-name.ts';
import { clockText } from './times.ts';
import type { Viewer } from './viewer.ts';

/** The clock to the second: `22:13:39`. */
const CLOCK_CHARACTERS = 8;

/** When a session began, by the clock (UTC); empty where it has no calls. */
export function startText({ headline: { start } }: Pick<SessionEntry, 'headline'>): string {
  return start === null ? '' : clockText(start).slice(0, CLOCK_CHARACTERS);
}

/** How long a session took: `44 ms`, `10 s`, `12 min 5 s`. */
export function lengthText({ headline: { seconds } }: Pick<SessionEntry, 'headline'>): string {
  if (seconds >= 59.5) return durationText(seconds);
  if (seconds < 0.95) return `${Math.round(seconds * 1000)} ms`;
  return `${seconds.toFixed(seconds < 9.95 ? 1 : 0)} s`;
}

/** `1005 → 2003 · 22:13:39 · 10 s · FINISH`, safe to be shown. */
export function headlineText(entry: SessionEntry, { safe }: Viewer): string {
  const { status } = entry.headline;
  const parts = [
    safe(whoText(entry)),
    startText(entry),
    lengthText(entry),
    status === null ? '' : safe(status),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
