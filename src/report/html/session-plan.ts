import { MAX_HTML_CALLS, MAX_HTML_CALLS_OF_SESSION, MAX_HTML_SOUND_SESSIONS } from '../../base/limits.ts';
import type { Session } from '../../hooks/index.ts';
import {
  partsAroundFaults,
  type RowPart,
  type TimelineRow,
  timelineRows,
} from '../overview/timeline-rows.ts';
import type { HtmlContext } from './context.ts';

/** A session with the rows that are shown of it. */
export interface PlannedSession {
  readonly session: Session;
  readonly isFaulty: boolean;
  readonly parts: readonly RowPart[];
}

/** Which sessions are shown, and how many are not. */
export interface SessionPlan {
  readonly shown: readonly PlannedSession[];
  readonly unshownFaulty: number;
  readonly unshownSound: number;
  readonly unshownSoundCalls: number;
}

/**
 * Chooses what is shown where there are thousands of calls: the faulty sessions first, and in long ones the faulty
 * calls with those around them; then the first sound sessions. Notes which calls have a row.
 */
export function planSessions(context: HtmlContext): SessionPlan {
  const { sessions, faulty, everything } = context;
  const withFault = sessions.filter((session) => faulty.has(session));
  const sound = sessions.filter((session) => !faulty.has(session));
  const mostSound = everything ? sound.length : MAX_HTML_SOUND_SESSIONS;
  let room = everything ? Number.POSITIVE_INFINITY : MAX_HTML_CALLS;
  const shown: PlannedSession[] = [];
  for (const session of [...withFault, ...sound.slice(0, mostSound)]) {
    if (room <= 0) break;
    const isFaulty = faulty.has(session);
    const rows = timelineRows(session, context);
    const most = everything ? Number.POSITIVE_INFINITY : Math.min(room, MAX_HTML_CALLS_OF_SESSION);
    const parts = partsWithin(rows, isFaulty, most);
    for (const part of parts) {
      room -= part.rows.length;
      for (const row of part.rows) if (row.kind === 'call') context.placed.add(row.call);
    }
    shown.push({ session, isFaulty, parts });
  }
  const faultyShown = shown.filter(({ isFaulty }) => isFaulty).length;
  const soundUnshown = sound.slice(shown.length - faultyShown);
  return {
    shown,
    unshownFaulty: withFault.length - faultyShown,
    unshownSound: soundUnshown.length,
    unshownSoundCalls: soundUnshown.reduce((sum, session) => sum + session.calls.length, 0),
  };
}

function partsWithin(rows: readonly TimelineRow[], isFaulty: boolean, most: number): readonly RowPart[] {
  if (rows.length <= most) return [{ hidden: 0, rows }];
  const parts: RowPart[] = [];
  let room = most;
  let hidden = 0;
  for (const part of isFaulty ? partsAroundFaults(rows) : [{ hidden: 0, rows }]) {
    const kept = part.rows.slice(0, Math.max(0, room));
    room -= kept.length;
    if (kept.length > 0) {
      parts.push({ hidden: hidden + part.hidden, rows: kept });
      hidden = part.rows.length - kept.length;
    } else hidden += part.hidden + part.rows.length;
  }
  return hidden > 0 ? [...parts, { hidden, rows: [] }] : parts;
}
