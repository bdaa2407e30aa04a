import type { ClockStep } from '../../base/clock-steps.ts';
import { firstIndex } from '../../base/first-index.ts';
import type { List } from '../../base/list.ts';
import { atOnce, ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import type { Instant } from '../../base/time.ts';
import type { CaptureInfo } from '../../capture/index.ts';
import type { Dialect } from '../../dialects/index.ts';
import {
  type CallExchanges,
  CallPositions,
  type ClientConfig,
  configFor,
  type DialogNumbers,
  firstFrameOf,
  type HookCall,
  isAnswered,
  mayBeRare,
  NO_KEY,
  numberDialogs,
  numberSessions,
  PLAIN_CALLS,
  type SessionNumbers,
  traitsOf,
} from '../../hooks/index.ts';
import type { ConnectionSummary, TcpAnomalies } from '../../stream/index.ts';
import type { CaptureSeam } from '../capture-seam.ts';
import { CallGroup, NO_POSITION, SMALL_GROUP } from './call-group.ts';
import type { Cover } from './cover.ts';
import { findDuplicates } from './duplicates.ts';
import { CallGroups } from './grouping.ts';
import { ListedCalls } from './listed-calls.ts';
import { FULL_SIGHT, hadNoAnswer, type Sight } from './sight.ts';

/** A span of capture time in which bytes of a conversation with the backend went by and were not read. */
export interface LostSpan {
  readonly from: number;
  readonly until: number;
  readonly frame: number;
  /** null where it is no loss of one conversation: the capture file was replaced meanwhile, after `frame`. */
  readonly stream: number | null;
  /** `lost`: the capture lacks the bytes. It has them, but: `dropped`: a bound kept them from being read; `encrypted`: they were not decrypted. */
  readonly how: 'lost' | 'dropped' | 'encrypted';
}

/** Calls of one dialect by what joins them besides sessions and dialogs. */
interface ListsOfDialect {
  readonly numbers: ListedCalls<string>;
  /** Those whose session or dialog cannot be told, by session id. */
  readonly unkeyed: ListedCalls<string | null>;
}

/** Calls of all dialects by what joins them. Each session, and each dialog, is of one dialect. */
interface Groups {
  readonly sessions: CallGroups;
  /** By the number of a session: the position of the first call that says that it is over; {@link NO_POSITION} where there is none. */
  readonly ends: Int32Array;
  /** By the number of a session: one more than the index of what the latest response that configures sessions set, 0 where it set nothing. */
  readonly configOf: Uint32Array;
  /** The different configurations of all sessions. */
  readonly configs: readonly ClientConfig[];
  /** By the number of a session: 1 where a whole configuring response is in the capture, so that what it left out has its default. */
  readonly isConfigured: Uint8Array;
  readonly dialogs: CallGroups;
  /** Dialogs by session, where they are large or not of one: made when first asked for. */
  readonly dialogsBySession: Map<number, ListedCalls<number>>;
  readonly lists: ReadonlyMap<Dialect, ListsOfDialect>;
  /** Calls whose target the capture cut, so that nobody knows their method. */
  readonly unnamed: CallGroup;
}

/**
 * What a verdict is decided from, prepared for look-ups. It is a value, about the calls of one snapshot and no others.
 * Times are seconds since 1970.
 */
export interface Evidence {
  /** In order of request. */
  readonly calls: readonly HookCall[];
  readonly positions: CallPositions;
  /** Attempts and legs of these calls. */
  readonly callExchanges: CallExchanges;
  /** Calls that say again what had been accepted, with the call that said it first. */
  readonly duplicates: ReadonlyMap<HookCall, HookCall>;
  readonly sight: Sight;
  /** Places where the clock was set back, in order of frames. */
  readonly clockSteps: readonly ClockStep[];
  readonly begins: number;
  readonly ends: number;
  /** What each of several capture sets holds, in the order of their frames; empty where there is one. */
  readonly covers: readonly Cover[];
  readonly groups: Groups;
  /** In order of `from`. */
  readonly lost: readonly LostSpan[];
  /** For each of `lost` the latest end of those up to it: what makes them quick to search. */
  readonly lostUntil: readonly number[];
  /** Packets that the capture's own counters say it lost. */
  readonly drops: number;
}

export interface EvidenceInput {
  readonly calls: readonly HookCall[];
  /** Positions, sessions and dialogs of these calls; left out: they are found. */
  readonly positions?: CallPositions;
  readonly sessionNumbers?: SessionNumbers;
  readonly dialogNumbers?: DialogNumbers;
  /** Left out: each call is one exchange, everything is seen, and the clock ran evenly. */
  readonly callExchanges?: CallExchanges;
  readonly sight?: Sight;
  readonly clockSteps?: readonly ClockStep[];
  readonly connections: List<ConnectionSummary>;
  readonly captures: readonly CaptureInfo[];
  /** Left out: there are none. */
  readonly seams?: readonly CaptureSeam[];
  /** Connections with a backend whose content was not decrypted: what seems absent may be in them. Left out: there are none. */
  readonly encrypted?: readonly ConnectionSummary[];
  readonly firstTime: Instant | null;
  readonly lastTime: Instant | null;
  /** What each of several capture sets holds, in the order of their frames; left out: there is one. */
  readonly covers?: readonly Cover[];
}

/** Gathers the evidence. `calls` in order of request; frames, times and connections of the same capture. */
export function gatherEvidence(input: EvidenceInput): Evidence {
  return atOnce(gatheringEvidence(input));
}

/** The same in steps. */
export function* gatheringEvidence(input: EvidenceInput): Steps<Evidence> {
  let longest: number | null = null;
  // Only a capture with gaps needs it.
  const longestResponse = (): number => (longest ??= longestResponseOf(input.calls));
  const sight = input.sight ?? FULL_SIGHT;
  const seams = (input.seams ?? []).map(({ from, until, frame }): LostSpan => {
    return { from, until, frame, stream: null, how: 'lost' };
  });
  const unread = (input.encrypted ?? []).map(encryptedSpan);
  const lost = [...(yield* lostOn(input.connections, sight, longestResponse)), ...seams, ...unread].sort(
    (one, other) => one.from - other.from,
  );
  yield;
  let latest = Number.NEGATIVE_INFINITY;
  const { calls, positions = CallPositions.of(calls) } = input;
  const { sessionNumbers = numberSessions(calls), dialogNumbers = numberDialogs(calls) } = input;
  const evidence: Evidence = {
    calls,
    positions,
    duplicates: new Map(),
    callExchanges: input.callExchanges ?? PLAIN_CALLS,
    sight,
    clockSteps: input.clockSteps ?? [],
    begins: seconds(input.firstTime),
    ends: seconds(input.lastTime),
    covers: input.covers ?? [],
    groups: yield* groupsOf(calls, sessionNumbers, dialogNumbers, sight),
    lost,
    lostUntil: lost.map(({ until }) => {
      latest = Math.max(latest, until);
      return latest;
    }),
    drops: input.captures.reduce((sum, capture) => sum + capture.drops, 0),
  };
  return { ...evidence, duplicates: yield* duplicatesIn(evidence) };
}

function duplicatesIn(evidence: Evidence): Steps<Evidence['duplicates']> {
  return findDuplicates(
    evidence.calls,
    (first, again) =>
      evidence.callExchanges.isCall(first) &&
      sessionNumberOf(evidence, first) === sessionNumberOf(evidence, again) &&
      !evidence.clockSteps.some(({ frame }) => frame > firstFrameOf(first) && frame <= firstFrameOf(again)),
    (call) => configFor(call.dialect, configOf(evidence, call), call.method).exclude.size > 0,
  );
}

function* groupsOf(
  calls: readonly HookCall[],
  sessions: SessionNumbers,
  dialogs: DialogNumbers,
  sight: Sight,
): Steps<Groups> {
  const lists = new Map<Dialect, ListsOfDialect>();
  const ends = new Int32Array(sessions.count).fill(NO_POSITION);
  const configOfSession = new Uint32Array(sessions.count);
  const configs: ClientConfig[] = [];
  const isConfigured = new Uint8Array(sessions.count);
  const unnamed: number[] = [];
  const newLists = (): ListsOfDialect => ({
    numbers: new ListedCalls(calls),
    unkeyed: new ListedCalls(calls),
  });
  for (let position = 0; position < calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const call = calls[position];
    const isRare = mayBeRare(call);
    const session = sessions.of[position];
    if (session !== NO_KEY) {
      const config = isRare ? call.clientConfig : null;
      if (config !== null) configOfSession[session] = placeIn(configs, config) + 1;
      if (isConfigured[session] === 0 && (config !== null || configures(call, sight)))
        isConfigured[session] = 1;
      if (ends[session] === NO_POSITION && traitsOf(call).endsSession) ends[session] = position;
    }
    if (call.methodCut) unnamed.push(position);
    if (isRare) {
      for (const number of call.numbers) entry(lists, call.dialect, newLists).numbers.add(number, position);
    }
    if (call.unkeyed) entry(lists, call.dialect, newLists).unkeyed.add(call.sessionId, position);
  }
  return {
    sessions: new CallGroups(calls, sessions.of, sessions.groups),
    ends,
    configOf: configOfSession,
    configs,
    isConfigured,
    dialogs: new CallGroups(calls, dialogs.of, dialogs.groups),
    dialogsBySession: new Map(),
    lists,
    unnamed: new CallGroup(calls, unnamed),
  };
}

/** The index of a configuration in a list, to which it is added where it is new. A backend gives all sessions the same few. */
function placeIn(configs: ClientConfig[], config: ClientConfig): number {
  const last = configs.length - 1;
  for (let at = last; at >= 0 && at > last - LOOKED_BACK; at--) if (configs[at] === config) return at;
  return configs.push(config) - 1;
}

/** Configurations among which one is sought that was there before. */
const LOOKED_BACK = 8;

/** Whether a call is one whose response configures its session, and all of the response is in the capture. */
function configures(call: HookCall, sight: Sight): boolean {
  if (call.dialect.clientConfig?.method !== call.method) return false;
  // No answer configures nothing.
  if (!isAnswered(call)) return hadNoAnswer(call, sight);
  if (!mayBeRare(call)) return true;
  return !call.problems.some(
    ({ side, kind }) => side === 'response' && (kind === 'lost-bytes' || kind === 'cut-bytes'),
  );
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** The calls of a call's session; undefined where it names none. */
export function sessionGroupOf({ groups, positions }: Evidence, call: HookCall): CallGroup | undefined {
  const number = groups.sessions.numberAt(positions.of(call));
  return number === undefined ? undefined : groups.sessions.group(number);
}

/** The first call that says that a call's session is over; null where there is none, and where the call names no session. */
export function sessionEndOf({ calls, groups, positions }: Evidence, call: HookCall): HookCall | null {
  const number = groups.sessions.numberAt(positions.of(call));
  return (number !== undefined && calls[groups.ends[number]]) || null;
}

/** The number of a call's session in the snapshot; {@link NO_KEY} where it names none. */
export function sessionNumberOf({ groups, positions }: Evidence, call: HookCall): number {
  return groups.sessions.numberAt(positions.of(call)) ?? NO_KEY;
}

/**
 * Whether it is known what a call's session was configured to: the capture has the response that does it, or nothing
 * configures sessions.
 */
export function isConfigKnown(evidence: Evidence, call: HookCall): boolean {
  if (call.dialect.clientConfig === null) return true;
  const { groups, positions } = evidence;
  const number = groups.sessions.numberAt(positions.of(call));
  return number !== undefined && groups.isConfigured[number] === 1;
}

/** What a response configured for a call's session; null where none was seen. */
export function configOf({ groups, positions }: Evidence, call: HookCall): ClientConfig | null {
  const number = groups.sessions.numberAt(positions.of(call));
  return (number !== undefined && groups.configs[groups.configOf[number] - 1]) || null;
}

/** The calls with a call's dialog id, of any session; undefined where it has no dialog. */
export function dialogOf({ groups, positions }: Evidence, call: HookCall): CallGroup | undefined {
  const number = groups.dialogs.numberAt(positions.of(call));
  return number === undefined ? undefined : groups.dialogs.group(number);
}

/**
 * The same of a call that has a dialog, within the session where both calls name one: those of its session, and those
 * that name none.
 */
export function dialogInSession(evidence: Evidence, call: HookCall): readonly CallGroup[] {
  const { groups, positions } = evidence;
  const number = groups.dialogs.numberAt(positions.of(call));
  if (number === undefined) return [];
  const dialog = groups.dialogs.group(number);
  const session = sessionNumberOf(evidence, call);
  if (session === NO_KEY) return [dialog];
  let bySession = groups.dialogsBySession.get(number);
  if (bySession === undefined) {
    if (dialog.length <= SMALL_GROUP && isOfOneSession(dialog, session, groups.sessions)) return [dialog];
    bySession = sortedBySession(dialog, evidence);
    groups.dialogsBySession.set(number, bySession);
  }
  return [session, NO_KEY].flatMap((key) => bySession.group(key) ?? []);
}

function isOfOneSession(dialog: CallGroup, session: number, sessions: CallGroups): boolean {
  for (let place = 0; place < dialog.length; place++) {
    const position = dialog.positionAt(place);
    if (position !== undefined && sessions.numberAt(position) !== session) return false;
  }
  return true;
}

function sortedBySession(dialog: CallGroup, { calls, groups }: Evidence): ListedCalls<number> {
  const bySession = new ListedCalls<number>(calls);
  for (let place = 0; place < dialog.length; place++) {
    const position = dialog.positionAt(place);
    if (position !== undefined) bySession.add(groups.sessions.numberAt(position) ?? NO_KEY, position);
  }
  return bySession;
}

/** The calls in which a party has one of a call's numbers, by number. */
export function callsOfNumbers({ groups }: Evidence, { dialect, numbers }: HookCall): readonly CallGroup[] {
  const known = groups.lists.get(dialect)?.numbers;
  return numbers.map((number) => known?.group(number)).filter((group) => group !== undefined);
}

/** Calls that may be of a call's session, and whose session or dialog cannot be told. */
export function unkeyedOf({ groups }: Evidence, { dialect, sessionId }: HookCall): readonly CallGroup[] {
  const unkeyed = groups.lists.get(dialect)?.unkeyed;
  if (unkeyed === undefined) return [];
  if (sessionId === null) return unkeyed.groups();
  return [sessionId, null].flatMap((id) => unkeyed.group(id) ?? []);
}

/** A loss within a span of capture time, ends included: of several the one that began first. */
export function lossWithin({ lost, lostUntil }: Evidence, from: number, until: number): LostSpan | null {
  const span = lost[firstIndex(lost.length, (index) => lostUntil[index] >= from)];
  return span !== undefined && span.from <= until ? span : null;
}

/** True for two calls of one dialect that name the same dialog. */
export function isSameDialog(one: HookCall, other: HookCall): boolean {
  return (
    one.dialect === other.dialect &&
    one.dialog?.id === other.dialog?.id &&
    one.dialog?.kind === other.dialog?.kind
  );
}

/** All that a connection carried was not read. */
function encryptedSpan(summary: ConnectionSummary): LostSpan {
  const { firstSeconds, firstNanoseconds, lastSeconds, lastNanoseconds, firstFrame, connection } = summary;
  return {
    from: firstSeconds + firstNanoseconds / 1e9,
    until: lastSeconds + lastNanoseconds / 1e9,
    frame: firstFrame,
    stream: connection,
    how: 'encrypted',
  };
}

/** What was lost of connections. What nobody captured was not lost. */
function* lostOn(
  connections: List<ConnectionSummary>,
  { requestsOnly, responsesOnly }: Sight,
  longestResponse: () => number,
): Steps<readonly LostSpan[]> {
  const lost: LostSpan[] = [];
  for (let at = 0; at < connections.length; at++) {
    if (at % ITEMS_A_STEP === 0) yield;
    const summary = connections.at(at);
    if (summary === undefined) continue;
    const { connection: number, anomalies } = summary;
    if (anomalies === null || requestsOnly.has(number) || responsesOnly.has(number)) continue;
    for (const span of lostSpans(number, anomalies, longestResponse)) lost.push(span);
  }
  return lost;
}

/** The longest time, in seconds, that a response may take in any of the dialects of the calls. */
function longestResponseOf(calls: readonly HookCall[]): number {
  let longest = 0;
  for (const { dialect } of calls) longest = Math.max(longest, dialect.delivery.longestResponseSeconds);
  return longest;
}

/**
 * When the bytes of each gap may have gone by. Bytes are acknowledged at once. Where the capture lost that
 * acknowledgement too, the next packet to acknowledge them is the response, which comes at most `longestResponse`
 * seconds later.
 */
function lostSpans(
  stream: number,
  { gaps }: TcpAnomalies,
  longestResponse: () => number,
): readonly LostSpan[] {
  return gaps
    .filter((gap) => gap.cause !== 'cut')
    .map((gap) => {
      const { acknowledgedSeconds: acknowledged, sinceSeconds: since, frame } = gap;
      const how = gap.cause === 'dropped' ? 'dropped' : 'lost';
      if (acknowledged === null)
        return { from: since, until: gap.seconds + gap.nanoseconds / 1e9, frame, stream, how };
      const from = Math.max(since, acknowledged - longestResponse());
      return { from, until: acknowledged, frame, stream, how };
    });
}

function seconds(time: Instant | null): number {
  return time === null ? 0 : time.seconds + time.nanoseconds / 1e9;
}
