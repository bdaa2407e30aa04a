import type { CaptureInfo, CaptureTime } from '../../capture/index.ts';
import { type ClientConfig, type HookCall, timeOf } from '../../hooks/index.ts';
import type { ConnectionStory } from '../../stream/index.ts';
import { hasStatus } from './triggers.ts';

/** A span of capture time in which bytes of a conversation with the backend went by uncaptured. */
export interface LostSpan {
  readonly from: number;
  readonly until: number;
  readonly frame: number;
  readonly stream: number;
}

/** What a verdict is decided from, prepared for look-ups. Times are seconds since 1970. */
export interface Evidence {
  readonly begins: number;
  readonly ends: number;
  /** Calls in order of request, by key. */
  readonly bySession: ReadonlyMap<string, readonly HookCall[]>;
  readonly byDialog: ReadonlyMap<string, readonly HookCall[]>;
  readonly byNumber: ReadonlyMap<string, readonly HookCall[]>;
  /** Calls whose session or dialog cannot be told. */
  readonly unkeyed: readonly HookCall[];
  /** When a session ended, by its key: the time of the first call that says so. */
  readonly sessionEnds: ReadonlyMap<string, HookCall>;
  readonly lost: readonly LostSpan[];
  /** Packets that the capture's own counters say it lost. */
  readonly drops: number;
  readonly configs: ReadonlyMap<string, ClientConfig>;
}

export interface EvidenceInput {
  readonly calls: readonly HookCall[];
  readonly connections: readonly ConnectionStory[];
  readonly captures: readonly CaptureInfo[];
  readonly firstTime: CaptureTime | null;
  readonly lastTime: CaptureTime | null;
}

/** Gathers the evidence. `calls` in order of request. */
export function gatherEvidence(input: EvidenceInput): Evidence {
  const bySession = new Map<string, HookCall[]>();
  const byDialog = new Map<string, HookCall[]>();
  const byNumber = new Map<string, HookCall[]>();
  const sessionEnds = new Map<string, HookCall>();
  const configs = new Map<string, ClientConfig>();
  const unkeyed: HookCall[] = [];
  for (const call of input.calls) {
    const session = sessionKey(call);
    if (session !== null) {
      add(bySession, session, call);
      if (call.clientConfig !== null) configs.set(session, call.clientConfig);
      if (endsSession(call)) sessionEnds.set(session, sessionEnds.get(session) ?? call);
      // A session id that connects again is alive again.
      else if (call.hookType === 1) sessionEnds.delete(session);
    }
    const dialog = dialogKey(call);
    if (dialog !== null) add(byDialog, dialog, call);
    for (const number of call.numbers) add(byNumber, `${call.dialect.name}\n${number}`, call);
    if (call.unkeyed) unkeyed.push(call);
  }
  return {
    begins: seconds(input.firstTime),
    ends: seconds(input.lastTime),
    bySession,
    byDialog,
    byNumber,
    unkeyed,
    sessionEnds,
    lost: input.connections.flatMap(lostSpans),
    drops: input.captures.reduce((sum, capture) => sum + capture.drops, 0),
    configs,
  };
}

/** Key of a call's session within the capture; null where it names none. */
export function sessionKey(call: HookCall): string | null {
  return call.sessionId === null ? null : `${call.dialect.name}\n${call.sessionId}`;
}

/** Key of a call's dialog within the capture; null where it has none. */
export function dialogKey(call: HookCall): string | null {
  return call.dialog === null ? null : `${call.dialect.name}\n${call.dialog.kind}\n${call.dialog.id}`;
}

/** Those calls of a list (in order of time) that were requested within a span, ends included. */
export function within(calls: readonly HookCall[], from: number, until: number): readonly HookCall[] {
  let low = 0;
  let high = calls.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const call = calls[middle];
    if (call !== undefined && timeOf(call) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  for (let call = calls[end]; call !== undefined && timeOf(call) <= until; call = calls[end]) end += 1;
  return calls.slice(low, end);
}

function endsSession(call: HookCall): boolean {
  return call.dialect.endings.some(
    (ending) =>
      ending.kind === 'session' &&
      ending.method === call.method &&
      hasStatus(
        ending.ends.map((end) => end.status),
        call.status,
      ),
  );
}

/**
 * Bytes are acknowledged at once; where the capture lost that acknowledgement too, the answer is the next to tell, and
 * the call server waits no longer for it (WCS: rest_request_timeout).
 */
const LONGEST_ANSWER_SECONDS = 15;

function lostSpans(connection: ConnectionStory): readonly LostSpan[] {
  return (connection.trouble?.gaps ?? [])
    .filter((gap) => gap.cause !== 'cut')
    .map((gap) => {
      const { acknowledgedSeconds: acknowledged, sinceSeconds: since, frame } = gap;
      const { stream } = connection;
      if (acknowledged === null)
        return { from: since, until: gap.seconds + gap.nanoseconds / 1e9, frame, stream };
      const from = Math.max(since, acknowledged - LONGEST_ANSWER_SECONDS);
      return { from, until: acknowledged, frame, stream };
    });
}

function seconds(time: CaptureTime | null): number {
  return time === null ? 0 : time.seconds + time.nanoseconds / 1e9;
}

function add(map: Map<string, HookCall[]>, key: string, call: HookCall): void {
  const calls = map.get(key);
  if (calls === undefined) map.set(key, [call]);
  else calls.push(call);
}
