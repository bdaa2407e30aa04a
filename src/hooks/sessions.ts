import type { HookCall } from './call.ts';

/** Calls of a session that share a dialog key, by their indexes in order of request. */
export interface Dialog {
  readonly kind: string;
  readonly id: string;
  readonly calls: readonly number[];
}

/** All hook calls with one session id. `id` is null for the calls that name none. */
export interface Session {
  readonly id: string | null;
  readonly appKey: string | null;
  readonly calls: readonly number[];
  readonly dialogs: readonly Dialog[];
}

interface GrowingSession {
  id: string | null;
  appKey: string | null;
  calls: number[];
  dialogs: Map<string, { kind: string; id: string; calls: number[] }>;
}

/** Groups calls (in order of request, indexes set) into sessions and dialogs, each in order of its first call. */
export function groupSessions(calls: readonly HookCall[]): readonly Session[] {
  const sessions = new Map<string | null, GrowingSession>();
  for (const call of calls) {
    let session = sessions.get(call.sessionId);
    if (session === undefined) {
      session = { id: call.sessionId, appKey: null, calls: [], dialogs: new Map() };
      sessions.set(call.sessionId, session);
    }
    session.appKey ??= call.appKey;
    session.calls.push(call.index);
    if (call.dialog === null) continue;
    const key = `${call.dialog.kind}\n${call.dialog.id}`;
    const dialog = session.dialogs.get(key);
    if (dialog === undefined) session.dialogs.set(key, { ...call.dialog, calls: [call.index] });
    else dialog.calls.push(call.index);
  }
  return [...sessions.values()].map((session) => ({ ...session, dialogs: [...session.dialogs.values()] }));
}
