import type { CaptureInfo, CaptureTime } from '../../capture/index.ts';
import type { Dialect } from '../../dialects/index.ts';
import { type ClientConfig, type HookCall, timeOf } from '../../hooks/index.ts';
import type { ConnectionStory } from '../../stream/index.ts';
import { isStatus } from './triggers.ts';

/** A span of capture time in which bytes of a conversation with the backend went by uncaptured. */
export interface LostSpan {
  readonly from: number;
  readonly until: number;
  readonly frame: number;
  readonly stream: number;
}

/** What the calls of one session show. */
export interface SessionEvidence {
  /** In order of request. */
  readonly calls: readonly HookCall[];
  /** The first call that says that the session is over, unless it connected again since; null where there is none. */
  readonly end: HookCall | null;
  /** What the latest `connect`'s answer set; null where none was seen. */
  readonly config: ClientConfig | null;
}

/** Calls of one dialect by what joins them, in order of request. */
interface CallsByKey {
  readonly sessions: Map<string, GrowingSession>;
  /** By kind, then by id. */
  readonly dialogs: Map<string, Map<string, HookCall[]>>;
  readonly numbers: Map<string, HookCall[]>;
}

interface GrowingSession {
  calls: HookCall[];
  end: HookCall | null;
  config: ClientConfig | null;
}

/** What a verdict is decided from, prepared for look-ups. Times are seconds since 1970. */
export interface Evidence {
  readonly begins: number;
  readonly ends: number;
  readonly byDialect: ReadonlyMap<Dialect, CallsByKey>;
  /** Calls whose session or dialog cannot be told. */
  readonly unkeyed: readonly HookCall[];
  readonly lost: readonly LostSpan[];
  /** Packets that the capture's own counters say it lost. */
  readonly drops: number;
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
  const byDialect = new Map<Dialect, CallsByKey>();
  const unkeyed: HookCall[] = [];
  for (const call of input.calls) {
    let keys = byDialect.get(call.dialect);
    if (keys === undefined) {
      keys = { sessions: new Map(), dialogs: new Map(), numbers: new Map() };
      byDialect.set(call.dialect, keys);
    }
    if (call.sessionId !== null) enterSession(keys.sessions, call.sessionId, call);
    if (call.dialog !== null) {
      let ids = keys.dialogs.get(call.dialog.kind);
      if (ids === undefined) {
        ids = new Map();
        keys.dialogs.set(call.dialog.kind, ids);
      }
      add(ids, call.dialog.id, call);
    }
    for (const number of call.numbers) add(keys.numbers, number, call);
    if (call.unkeyed) unkeyed.push(call);
  }
  return {
    begins: seconds(input.firstTime),
    ends: seconds(input.lastTime),
    byDialect,
    unkeyed,
    lost: input.connections.flatMap(lostSpans),
    drops: input.captures.reduce((sum, capture) => sum + capture.drops, 0),
  };
}

function enterSession(sessions: Map<string, GrowingSession>, id: string, call: HookCall): void {
  let session = sessions.get(id);
  if (session === undefined) {
    session = { calls: [], end: null, config: null };
    sessions.set(id, session);
  }
  session.calls.push(call);
  if (call.clientConfig !== null) session.config = call.clientConfig;
  if (endsSession(call)) session.end ??= call;
  // A session id that connects again is alive again.
  else if (call.hookType === 1) session.end = null;
}

const NO_CALLS: readonly HookCall[] = [];

/** What is known of a call's session; null where the call names none. */
export function sessionOf(evidence: Evidence, call: HookCall): SessionEvidence | null {
  if (call.sessionId === null) return null;
  return evidence.byDialect.get(call.dialect)?.sessions.get(call.sessionId) ?? null;
}

/** What `connect`'s answer set for a call's session; null where none was seen. */
export function configOf(evidence: Evidence, call: HookCall): ClientConfig | null {
  return sessionOf(evidence, call)?.config ?? null;
}

/** The calls with a call's dialog id, of any session; none where it has no dialog. */
export function callsOfDialog(evidence: Evidence, { dialect, dialog }: HookCall): readonly HookCall[] {
  if (dialog === null) return NO_CALLS;
  return evidence.byDialect.get(dialect)?.dialogs.get(dialog.kind)?.get(dialog.id) ?? NO_CALLS;
}

/** The calls of a dialect in which a party has a number. */
export function callsOfNumber(evidence: Evidence, dialect: Dialect, number: string): readonly HookCall[] {
  return evidence.byDialect.get(dialect)?.numbers.get(number) ?? NO_CALLS;
}

/** Key of a call's session within the capture; null where it names none. */
export function sessionKey(call: HookCall): string | null {
  return call.sessionId === null ? null : `${call.dialect.name}\n${call.sessionId}`;
}

/** Key of a call's dialog within the capture; null where it has none. */
export function dialogKey(call: HookCall): string | null {
  return call.dialog === null ? null : `${call.dialect.name}\n${call.dialog.kind}\n${call.dialog.id}`;
}

/** True for two calls of one dialect that name the same dialog. */
export function isSameDialog(one: HookCall, other: HookCall): boolean {
  return (
    one.dialect === other.dialect &&
    one.dialog?.id === other.dialog?.id &&
    one.dialog?.kind === other.dialog?.kind
  );
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
    ({ kind, method, ends }) =>
      kind === 'session' && method === call.method && ends.some((end) => isStatus(end.status, call.status)),
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
