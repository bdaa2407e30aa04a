import type { Instant } from '../base/time.ts';
import { clientOfSession } from '../dialects/index.ts';
import { answeredAt, type HookCall, hasEnded, type Session, timeOf, traitsOf } from '../hooks/index.ts';
import { NO_SESSION_FAULTS, type SessionFaults } from './faults.ts';
import { peopleOf, type SessionWho, whoOf } from './who.ts';

/**
 * What a session is known by, in one line: `1005 → 2003 · 22:13:39 · 10 s · FINISH · ✗ 1`. Texts are of the capture: whoever
 * shows them masks and escapes them.
 */
export interface SessionHeadline {
  readonly who: SessionWho;
  /** When its first call was requested; null for a session without calls, which the selection left out. */
  readonly start: Instant | null;
  /** Seconds from there to the last byte that belongs to it: a request or a response. 0 without calls, and where the clock was set back. */
  readonly seconds: number;
  /** The status that its calls told last; null where none told one. */
  readonly status: string | null;
  readonly ending: SessionEnding;
  /** null where no call names an application. */
  readonly appKey: string | null;
  /** The client's address with its port, where the session's id names them; null elsewhere. */
  readonly client: string | null;
  readonly calls: number;
  readonly faults: SessionFaults;
}

/**
 * How far it was seen. `ended`: a call said so. `open`: none did, up to the end of the capture. `unknown`: nothing in this system
 * says that a session is over, or it is the group of calls without one.
 */
export type SessionEnding = 'ended' | 'open' | 'unknown';

/** `calls`: of the snapshot, by whose positions the session tells its own. `faults`: see `countingFaults`. */
export function headlineOf(
  { id, appKey, calls: positions }: Session,
  calls: readonly HookCall[],
  faults: SessionFaults = NO_SESSION_FAULTS,
): SessionHeadline {
  const own = positions.flatMap((position) => calls[position] ?? []);
  const first = own[0] ?? null;
  return {
    who: whoOf(peopleOf(own), id, first),
    start: first === null ? null : { seconds: first.seconds, nanoseconds: first.nanoseconds },
    seconds: lengthOf(own),
    status: own.findLast(({ status }) => status !== null)?.status ?? null,
    ending: endingOf(id, own),
    appKey,
    client: id === null || first === null ? null : clientOfSession(first.dialect, id),
    calls: own.length,
    faults,
  };
}

function lengthOf(calls: readonly HookCall[]): number {
  const [first] = calls;
  if (first === undefined) return 0;
  let last = timeOf(first);
  for (const call of calls) {
    last = Math.max(last, timeOf(call));
    const answered = answeredAt(call);
    // NaN where there is no response.
    if (answered > last) last = answered;
  }
  return last - timeOf(first);
}

function endingOf(id: string | null, calls: readonly HookCall[]): SessionEnding {
  const [first] = calls;
  if (id === null || !first?.dialect.endings.some(({ kind }) => kind === 'session')) return 'unknown';
  const latest = calls.findLast((call) => hasEnded(call) || traitsOf(call).role === 'opener');
  return latest !== undefined && hasEnded(latest) ? 'ended' : 'open';
}
