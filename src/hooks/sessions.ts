import type { DialogKey, HookCall } from './call.ts';

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

interface GrowingDialog {
  readonly kind: string;
  readonly id: string;
  readonly calls: number[];
}

interface GrowingSession {
  readonly id: string | null;
  appKey: string | null;
  readonly calls: number[];
  /** By kind, then by id. */
  readonly byKind: Map<string, Map<string, GrowingDialog>>;
  readonly dialogs: GrowingDialog[];
}

/** Groups calls (in order of request, indexes set) into sessions and dialogs, each in order of its first call. */
export function groupSessions(calls: readonly HookCall[]): readonly Session[] {
  const sessions = new Map<string | null, GrowingSession>();
  for (const call of calls) {
    let session = sessions.get(call.sessionId);
    if (session === undefined) {
      session = { id: call.sessionId, appKey: null, calls: [], byKind: new Map(), dialogs: [] };
      sessions.set(call.sessionId, session);
    }
    session.appKey ??= call.appKey;
    session.calls.push(call.index);
    if (call.dialog !== null) dialogOf(session, call.dialog).calls.push(call.index);
  }
  return [...sessions.values()].map(({ id, appKey, calls, dialogs }) => ({ id, appKey, calls, dialogs }));
}

function dialogOf({ byKind, dialogs }: GrowingSession, { kind, id }: DialogKey): GrowingDialog {
  let ofKind = byKind.get(kind);
  if (ofKind === undefined) {
    ofKind = new Map();
    byKind.set(kind, ofKind);
  }
  let dialog = ofKind.get(id);
  if (dialog === undefined) {
    dialog = { kind, id, calls: [] };
    ofKind.set(id, dialog);
    dialogs.push(dialog);
  }
  return dialog;
}
