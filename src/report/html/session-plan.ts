import { MAX_HTML_CALLS_OF_SESSION, MAX_HTML_SOUND_SESSIONS } from '../../base/limits.ts';
import type { Session } from '../../hooks/index.ts';
import { rank } from '../overview/severity.ts';
import {
  partsAroundFaults,
  type RowPart,
  type TimelineRow,
  timelineRows,
} from '../overview/timeline-rows.ts';
import type { HtmlContext } from './context.ts';
import type { Markup } from './markup.ts';
import { sessionPart } from './session-part.ts';

/** The sessions that are shown, and how many are not. */
export interface WrittenSessions {
  readonly shown: Iterable<Markup>;
  readonly unshown: () => UnshownSessions;
}

export interface UnshownSessions {
  readonly faulty: number;
  readonly sound: number;
  readonly soundCalls: number;
}

/**
 * Writes the sessions: those with an error first, then those with a warning, then those that are sound, each in the order of time.
 * Where there is no room for all, long ones have their faulty calls with those around them, and the last ones are only counted.
 */
export function writtenSessions(context: HtmlContext): WrittenSessions {
  const { sessions, faulty, everything } = context;
  const withFault = sessions
    .filter((session) => faulty.has(session))
    .sort((one, other) => weightOf(one, context) - weightOf(other, context));
  const sound = sessions.filter((session) => !faulty.has(session));
  const mostSound = everything ? sound.length : MAX_HTML_SOUND_SESSIONS;
  const wanted = [...withFault, ...sound.slice(0, mostSound)];
  if (everything) {
    const all = { faulty: 0, sound: 0, soundCalls: 0 };
    return { shown: written(wanted, context), unshown: () => all };
  }
  // They are written before what links to their rows.
  const shown = [...written(wanted, context)];
  const soundUnshown = sound.slice(Math.max(0, shown.length - withFault.length));
  const left: UnshownSessions = {
    faulty: Math.max(0, withFault.length - shown.length),
    sound: soundUnshown.length,
    soundCalls: soundUnshown.reduce((sum, session) => sum + session.calls.length, 0),
  };
  return { shown, unshown: () => left };
}

function weightOf(session: Session, { faulty }: HtmlContext): number {
  return rank(faulty.get(session) ?? 'note');
}

/** The sessions as long as there is room for them. */
function* written(sessions: readonly Session[], context: HtmlContext): Iterable<Markup> {
  const { faulty, everything, place, spaces } = context;
  const indexes = new Map(context.sessions.map((session, index) => [session, index]));
  for (const session of sessions) {
    const severity = faulty.get(session) ?? null;
    const rows = timelineRows(session, context);
    const most = everything ? Number.POSITIVE_INFINITY : MAX_HTML_CALLS_OF_SESSION;
    const parts = partsWithin(rows, severity !== null, most);
    const part = sessionPart({ session, index: indexes.get(session) ?? -1, severity, parts }, context);
    if (!spaces.sessions.takes(part.table)) return;
    for (const { rows } of parts) for (const row of rows) if (row.kind === 'call') place(row.call);
    yield part.whole;
  }
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
