import type { Instant } from '../../base/time.ts';
import type { CaptureInfo } from '../../capture/index.ts';
import type { Dialect } from '../../dialects/index.ts';
import {
  CallPositions,
  type ClientConfig,
  dialogNumber,
  type HookCall,
  KeyNumbers,
  linkRetries,
  NO_KEY,
  type RetryLinks,
  roleOf,
  sessionNumber,
} from '../../hooks/index.ts';
import type { ConnectionSummary } from '../../stream/index.ts';
import { type CallGroup, SMALL_GROUP } from './call-group.ts';
import { type CallGroups, GroupBuilder } from './grouping.ts';
import { ListedCalls } from './listed-calls.ts';
import { isStatus } from './triggers.ts';

/** A span of capture time in which bytes of a conversation with the backend went by and were not read. */
export interface LostSpan {
  readonly from: number;
  readonly until: number;
  readonly frame: number;
  readonly stream: number;
  /** True where the capture has the bytes, and a bound kept them from being read. */
  readonly isDropped: boolean;
}

/** What the calls of one session show. */
export interface SessionEvidence {
  readonly group: CallGroup;
  /** The first call that says that the session is over, unless it connected again since; null where there is none. */
  readonly end: HookCall | null;
  /** What the latest response that configures sessions set; null where none was seen. */
  readonly config: ClientConfig | null;
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
  /** By the number of a session's group. */
  readonly ends: readonly (HookCall | null)[];
  readonly configs: ReadonlyMap<number, ClientConfig>;
  readonly dialogs: CallGroups;
  /** Dialogs by session id, where they are large or not of one session: made when first asked for. */
  readonly dialogsBySession: Map<number, ListedCalls<string | null>>;
  readonly lists: ReadonlyMap<Dialect, ListsOfDialect>;
}

/**
 * What a verdict is decided from, prepared for look-ups. It is a value, about the calls of one snapshot and no others.
 * Times are seconds since 1970.
 */
export interface Evidence {
  /** In order of request. */
  readonly calls: readonly HookCall[];
  readonly positions: CallPositions;
  readonly retries: RetryLinks;
  readonly begins: number;
  readonly ends: number;
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
  /** Positions and retries of these calls; left out: they are found. */
  readonly positions?: CallPositions;
  readonly retries?: RetryLinks;
  readonly connections: readonly ConnectionSummary[];
  readonly captures: readonly CaptureInfo[];
  readonly firstTime: Instant | null;
  readonly lastTime: Instant | null;
}

/** Gathers the evidence. `calls` in order of request; frames, times and connections of the same capture. */
export function gatherEvidence(input: EvidenceInput): Evidence {
  let longest: number | null = null;
  // Only a capture with gaps needs it.
  const longestResponse = (): number => (longest ??= longestResponseOf(input.calls));
  const lost = input.connections
    .flatMap((summary) => lostSpans(summary, longestResponse))
    .sort((one, other) => one.from - other.from);
  let latest = Number.NEGATIVE_INFINITY;
  const { calls, positions = new CallPositions(calls), retries = linkRetries(calls) } = input;
  return {
    calls,
    positions,
    retries,
    begins: seconds(input.firstTime),
    ends: seconds(input.lastTime),
    groups: groupsOf(calls),
    lost,
    lostUntil: lost.map(({ until }) => {
      latest = Math.max(latest, until);
      return latest;
    }),
    drops: input.captures.reduce((sum, capture) => sum + capture.drops, 0),
  };
}

function groupsOf(calls: readonly HookCall[]): Groups {
  const lists = new Map<Dialect, ListsOfDialect>();
  // Needed only here: afterwards a call's position tells its groups.
  const numbers = new Map<Dialect, GroupNumbers>();
  const sessions = new GroupBuilder(calls);
  const ends: (HookCall | null)[] = [];
  const configs = new Map<number, ClientConfig>();
  const dialogs = new GroupBuilder(calls);
  const newLists = (): ListsOfDialect => ({
    numbers: new ListedCalls(calls),
    unkeyed: new ListedCalls(calls),
  });
  for (let position = 0; position < calls.length; position++) {
    const call = calls[position];
    const ofDialect = entry(numbers, call.dialect, newNumbers);
    const { clientConfig } = call;
    const session = sessionNumber(call, ofDialect.sessions.numbers);
    if (session !== NO_KEY) {
      const group = groupIn(ofDialect.sessions, session, sessions);
      sessions.put(position, group);
      if (clientConfig !== null) configs.set(group, clientConfig);
      if (hasEnded(call)) ends[group] ??= call;
      // A session id that is opened again stands for a new session.
      else if (roleOf(call) === 'opener' || ends.length === group) ends[group] = null;
    }
    const kind = call.methodSpec?.dialog?.kind;
    if (kind !== undefined) {
      const ofKind = entry(ofDialect.dialogs, kind, newKeyGroups);
      const dialog = dialogNumber(call, ofKind.numbers);
      if (dialog !== NO_KEY) dialogs.put(position, groupIn(ofKind, dialog, dialogs));
    }
    for (const number of call.numbers) entry(lists, call.dialect, newLists).numbers.add(number, position);
    if (call.unkeyed) entry(lists, call.dialect, newLists).unkeyed.add(call.sessionId, position);
  }
  return {
    sessions: sessions.build(),
    ends,
    configs,
    dialogs: dialogs.build(),
    dialogsBySession: new Map(),
    lists,
  };
}

/** The groups of texts that calls carry: of ids of sessions, or of dialogs. */
interface KeyGroups {
  readonly numbers: KeyNumbers;
  /** By the number of the text. */
  readonly groups: number[];
}

/** Groups by session id, and by kind and id of dialogs. */
interface GroupNumbers {
  readonly sessions: KeyGroups;
  readonly dialogs: Map<string, KeyGroups>;
}

const newKeyGroups = (): KeyGroups => ({ numbers: new KeyNumbers(), groups: [] });
const newNumbers = (): GroupNumbers => ({ sessions: newKeyGroups(), dialogs: new Map() });

/** The group of the text of a number; a new one where it is new. */
function groupIn({ groups }: KeyGroups, number: number, builder: GroupBuilder): number {
  groups[number] ??= builder.open();
  return groups[number];
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** What is known of a call's session; null where the call names none. */
export function sessionOf({ groups, positions }: Evidence, call: HookCall): SessionEvidence | null {
  const number = groups.sessions.numberAt(positions.of(call));
  if (number === undefined) return null;
  return {
    group: groups.sessions.group(number),
    end: groups.ends[number] ?? null,
    config: groups.configs.get(number) ?? null,
  };
}

/** What a response configured for a call's session; null where none was seen. */
export function configOf({ groups, positions }: Evidence, call: HookCall): ClientConfig | null {
  const number = groups.sessions.numberAt(positions.of(call));
  return (number !== undefined && groups.configs.get(number)) || null;
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
  const { groups, positions, calls } = evidence;
  const number = groups.dialogs.numberAt(positions.of(call));
  if (number === undefined) return [];
  const dialog = groups.dialogs.group(number);
  if (call.sessionId === null) return [dialog];
  let bySession = groups.dialogsBySession.get(number);
  if (bySession === undefined) {
    if (dialog.length <= SMALL_GROUP && isOfOneSession(dialog, call.sessionId)) return [dialog];
    bySession = sortedBySession(dialog, calls);
    groups.dialogsBySession.set(number, bySession);
  }
  return [call.sessionId, null].flatMap((id) => bySession.group(id) ?? []);
}

function isOfOneSession(dialog: CallGroup, sessionId: string): boolean {
  for (let position = 0; position < dialog.length; position++) {
    if (dialog.at(position)?.sessionId !== sessionId) return false;
  }
  return true;
}

function sortedBySession(dialog: CallGroup, calls: readonly HookCall[]): ListedCalls<string | null> {
  const bySession = new ListedCalls<string | null>(calls);
  for (let place = 0; place < dialog.length; place++) {
    const position = dialog.positionAt(place);
    if (position !== undefined) bySession.add(calls[position].sessionId, position);
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
  let low = 0;
  let high = lost.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lostUntil[middle] < from) low = middle + 1;
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

/** True for a call that says that its session is over. */
export function hasEnded(call: HookCall): boolean {
  return call.dialect.endings.some(
    ({ kind, method, ends }) =>
      kind === 'session' && method === call.method && ends.some((end) => isStatus(end.status, call.status)),
  );
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
function lostSpans(summary: ConnectionSummary, longestResponse: () => number): readonly LostSpan[] {
  return (summary.anomalies?.gaps ?? [])
    .filter((gap) => gap.cause !== 'cut')
    .map((gap) => {
      const { acknowledgedSeconds: acknowledged, sinceSeconds: since, frame } = gap;
      const isDropped = gap.cause === 'dropped';
      const { connection: stream } = summary;
      if (acknowledged === null)
        return { from: since, until: gap.seconds + gap.nanoseconds / 1e9, frame, stream, isDropped };
      const from = Math.max(since, acknowledged - longestResponse());
      return { from, until: acknowledged, frame, stream, isDropped };
    });
}

function seconds(time: Instant | null): number {
  return time === null ? 0 : time.seconds + time.nanoseconds / 1e9;
}
