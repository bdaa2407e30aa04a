import { nearestWord } from '../base/nearest-word.ts';
import { clientOfSession } from '../dialects/index.ts';
import type { Analysis } from '../engine/index.ts';
import type { HookCall } from '../hooks/index.ts';

/** Sessions that are looked at for names like one that none has. */
const MOST_LOOKED_AT = 10_000;
const MOST_NEAR = 3;

/** What the session of a call is called where it is shown: its client's address and port, else its id; null for a call without one. */
export function sessionNameOf({ sessionId, dialect }: HookCall): string | null {
  return sessionId === null ? null : (clientOfSession(dialect, sessionId) ?? sessionId);
}

/** Whether the session of a call has a name: its id, or that by which it is shown. */
export function isOfSession(call: HookCall, name: string): boolean {
  return call.sessionId !== null && (call.sessionId === name || sessionNameOf(call) === name);
}

/** Names of sessions that may have been meant by one that no session has: those it is a part of, else the nearest; at most three. */
export function nearSessionNames({ sessions, calls }: Analysis, name: string): readonly string[] {
  const names = new Set<string>();
  for (let index = 0; index < Math.min(sessions.length, MOST_LOOKED_AT); index++) {
    const first = calls[sessions.at(index)?.calls[0] ?? -1];
    const shown = first === undefined ? null : sessionNameOf(first);
    if (shown !== null) names.add(shown);
  }
  const all = [...names];
  const parts = all.filter((each) => each.includes(name));
  if (parts.length > 0) return parts.slice(0, MOST_NEAR);
  const nearest = nearestWord(name, all);
  return nearest === null ? all.slice(0, MOST_NEAR) : [nearest];
}
