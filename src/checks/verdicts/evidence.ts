import type { CaptureInfo, CaptureTime } from '../../capture/index.ts';
import type { Dialect } from '../../dialects/index.ts';
import type { ClientConfig, HookCall } from '../../hooks/index.ts';
import type { ConnectionStory } from '../../stream/index.ts';
import { CallGroup } from './call-group.ts';
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
  readonly group: CallGroup;
  /** The first call that says that the session is over, unless it connected again since; null where there is none. */
  end: HookCall | null;
  /** What the latest `connect`'s answer set; null where none was seen. */
  config: ClientConfig | null;
}

/** The calls with one dialog id. */
interface DialogEvidence {
  readonly group: CallGroup;
  /** By session id, where they are not all of one. */
  bySession: Map<string | null, CallGroup> | null;
}

/** Calls of one dialect by what joins them. */
interface CallsByKey {
  /** None is of the session null. */
  readonly sessions: Map<string | null, SessionEvidence>;
  /** By kind, then by id. */
  readonly dialogs: Map<string, Map<string, DialogEvidence>>;
  readonly numbers: Map<string, CallGroup>;
  /** Those whose session or dialog cannot be told, by session id. */
  readonly unkeyed: Map<string | null, CallGroup>;
}

/** What a verdict is decided from, prepared for look-ups. Times are seconds since 1970. */
export interface Evidence {
  readonly begins: number;
  readonly ends: number;
  readonly byDialect: ReadonlyMap<Dialect, CallsByKey>;
  /** Calls whose session or dialog cannot be told, in order of request. */
  readonly unkeyed: readonly HookCall[];
  /** In order of `from`. */
  readonly lost: readonly LostSpan[];
  /** For each of `lost` the latest end of those up to it: what makes them quick to search. */
  readonly lostUntil: readonly number[];
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
    const keys = entry(byDialect, call.dialect, newKeys);
    if (call.sessionId !== null) enterSession(entry(keys.sessions, call.sessionId, newSession), call);
    if (call.dialog !== null) {
      const { kind, id } = call.dialog;
      entry(entry(keys.dialogs, kind, newMap), id, newDialog).group.add(call);
    }
    for (const number of call.numbers) entry(keys.numbers, number, newGroup).add(call);
    if (!call.unkeyed) continue;
    unkeyed.push(call);
    entry(keys.unkeyed, call.sessionId, newGroup).add(call);
  }
  const lost = input.connections.flatMap(lostSpans).sort((one, other) => one.from - other.from);
  let latest = Number.NEGATIVE_INFINITY;
  return {
    begins: seconds(input.firstTime),
    ends: seconds(input.lastTime),
    byDialect,
    unkeyed,
    lost,
    lostUntil: lost.map(({ until }) => {
      latest = Math.max(latest, until);
      return latest;
    }),
    drops: input.captures.reduce((sum, capture) => sum + capture.drops, 0),
  };
}

function enterSession(session: SessionEvidence, call: HookCall): void {
  session.group.add(call);
  if (call.clientConfig !== null) session.config = call.clientConfig;
  if (endsSession(call)) session.end ??= call;
  // A session id that connects again is alive again.
  else if (call.hookType === 1) session.end = null;
}

const newKeys = (): CallsByKey => ({
  sessions: new Map(),
  dialogs: new Map(),
  numbers: new Map(),
  unkeyed: new Map(),
});
const newSession = (): SessionEvidence => ({ group: new CallGroup(), end: null, config: null });
const newDialog = (): DialogEvidence => ({ group: new CallGroup(), bySession: null });
const newGroup = (): CallGroup => new CallGroup();
const newMap = (): Map<string, DialogEvidence> => new Map();

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** What is known of a call's session; null where the call names none. */
export function sessionOf(evidence: Evidence, call: HookCall): SessionEvidence | null {
  return evidence.byDialect.get(call.dialect)?.sessions.get(call.sessionId) ?? null;
}

/** What `connect`'s answer set for a call's session; null where none was seen. */
export function configOf(evidence: Evidence, call: HookCall): ClientConfig | null {
  return sessionOf(evidence, call)?.config ?? null;
}

/** The calls with a call's dialog id, of any session; undefined where it has no dialog. */
export function dialogOf(evidence: Evidence, call: HookCall): CallGroup | undefined {
  return dialogEvidence(evidence, call)?.group;
}

/**
 * The same of a call that has a dialog, within the session where both calls name one: those of its session, and those
 * that name none.
 */
export function dialogInSession(evidence: Evidence, call: HookCall): readonly CallGroup[] {
  const dialog = dialogEvidence(evidence, call) as DialogEvidence;
  const { calls } = dialog.group;
  if (call.sessionId === null) return [dialog.group];
  if (dialog.bySession === null) {
    const isOneSession = calls.every((other) => other.sessionId === call.sessionId);
    if (isOneSession && calls.length <= FEW_CALLS) return [dialog.group];
    dialog.bySession = new Map();
    for (const each of calls) entry(dialog.bySession, each.sessionId, newGroup).add(each);
  }
  return [call.sessionId, null].flatMap((id) => dialog.bySession?.get(id) ?? []);
}

/** Calls of a dialog that are gone through for each of them, to see that they are of one session. */
const FEW_CALLS = 32;

function dialogEvidence({ byDialect }: Evidence, { dialect, dialog }: HookCall): DialogEvidence | undefined {
  return dialog === null ? undefined : byDialect.get(dialect)?.dialogs.get(dialog.kind)?.get(dialog.id);
}

/** The calls in which a party has one of a call's numbers, by number. */
export function callsOfNumbers(evidence: Evidence, { dialect, numbers }: HookCall): readonly CallGroup[] {
  const known = evidence.byDialect.get(dialect)?.numbers;
  return numbers.map((number) => known?.get(number)).filter((group) => group !== undefined);
}

/** Calls that may be of a call's session, and whose session or dialog cannot be told. */
export function unkeyedOf(evidence: Evidence, { dialect, sessionId }: HookCall): readonly CallGroup[] {
  const { unkeyed } = evidence.byDialect.get(dialect) as CallsByKey;
  if (sessionId === null) return [...unkeyed.values()];
  return [sessionId, null].flatMap((id) => unkeyed.get(id) ?? []);
}

/** A loss within a span of capture time, ends included: of several the one that began first. */
export function lossWithin({ lost, lostUntil }: Evidence, from: number, until: number): LostSpan | null {
  let low = 0;
  let high = lost.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lostUntil[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  const span = lost[low];
  return span !== undefined && span.from <= until ? span : null;
}

/** Key of a call's session within the capture; null where it names none. */
export function sessionKey(call: HookCall): string | null {
  return call.sessionId === null ? null : `${call.dialect.name}\n${call.sessionId}`;
}

/** True for two calls of one dialect that name the same dialog. */
export function isSameDialog(one: HookCall, other: HookCall): boolean {
  return (
    one.dialect === other.dialect &&
    one.dialog?.id === other.dialog?.id &&
    one.dialog?.kind === other.dialog?.kind
  );
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
