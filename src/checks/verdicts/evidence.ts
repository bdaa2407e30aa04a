import type { ClockStep } from '../../base/clock-steps.ts';
import { atOnce, type Steps } from '../../base/steps.ts';
import type { Instant } from '../../base/time.ts';
import type { CaptureInfo } from '../../capture/index.ts';
import { findMethod } from '../../dialects/index.ts';
import {
  type CallExchanges,
  CallPositions,
  type ClientConfig,
  configFor,
  type DialogNumbers,
  firstFrameOf,
  type HookCall,
  NO_KEY,
  numberDialogs,
  numberSessions,
  PLAIN_CALLS,
  type SessionNumbers,
  timeOf,
} from '../../hooks/index.ts';
import { type CallGroup, NO_POSITION, SMALL_GROUP, type SoughtCall } from './call-group.ts';
import { type Counters, countingCalls } from './counter-runs.ts';
import type { Cover } from './cover.ts';
import { findDuplicates } from './duplicates.ts';
import { hasNoWindow } from './expected.ts';
import type { CallGroups } from './grouping.ts';
import { type JoinedCalls, joiningCalls, nodeOf } from './joined-calls.ts';
import { ListedCalls } from './listed-calls.ts';
import { findingLosses, type LossSources, type LostSpans } from './lost-spans.ts';
import { FULL_SIGHT, type Sight } from './sight.ts';

/**
 * What a verdict is decided from, prepared for look-ups. It is a value, about the calls of one snapshot and no others.
 * Times are seconds since 1970.
 */
export interface Evidence extends LostSpans {
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
  readonly groups: JoinedCalls;
  readonly counters: Counters;
  /** Packets that the capture's own counters say it lost. */
  readonly drops: number;
}

export interface EvidenceInput extends LossSources {
  readonly calls: readonly HookCall[];
  /** Positions, sessions and dialogs of these calls; left out: they are found. */
  readonly positions?: CallPositions;
  readonly sessionNumbers?: SessionNumbers;
  readonly dialogNumbers?: DialogNumbers;
  /** Left out: each call is one exchange, everything is seen, and the clock ran evenly. */
  readonly callExchanges?: CallExchanges;
  readonly sight?: Sight;
  readonly clockSteps?: readonly ClockStep[];
  readonly captures: readonly CaptureInfo[];
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
  const { calls, sight = FULL_SIGHT } = input;
  const losses = yield* findingLosses(input, calls, sight);
  yield;
  const { positions = CallPositions.of(calls) } = input;
  const { sessionNumbers = numberSessions(calls), dialogNumbers = numberDialogs(calls) } = input;
  const evidence: Evidence = {
    ...losses,
    calls,
    positions,
    duplicates: new Map(),
    callExchanges: input.callExchanges ?? PLAIN_CALLS,
    sight,
    clockSteps: input.clockSteps ?? [],
    begins: seconds(input.firstTime),
    ends: seconds(input.lastTime),
    covers: input.covers ?? [],
    groups: yield* joiningCalls(calls, sessionNumbers, dialogNumbers, sight),
    counters: yield* countingCalls(calls, input.callExchanges ?? PLAIN_CALLS),
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
      !isCounterpartBetween(evidence, first, again) &&
      !evidence.clockSteps.some(({ frame }) => frame > firstFrameOf(first) && frame <= firstFrameOf(again)),
    (call) => configFor(call.dialect, configOf(evidence, call), call.method).exclude.size > 0,
  );
}

/**
 * Whether what begins or ends the same thing came between two calls: a stream that is published, ends, and is published again at once
 * is published twice, though both calls say the same.
 */
function isCounterpartBetween(evidence: Evidence, first: HookCall, again: HookCall): boolean {
  const counterparts = counterpartsOf(first);
  if (counterparts.length === 0) return false;
  const isBetween = (call: HookCall): boolean => {
    const position = evidence.positions.of(call);
    return position > evidence.positions.of(first) && position < evidence.positions.of(again);
  };
  return dialogInSession(evidence, first).some(
    (group) => group.first(counterparts, timeOf(first), timeOf(again), isBetween) !== NO_POSITION,
  );
}

/** The calls that end what a call begins, and those that begin what it ends, where no document gives the time between. */
function counterpartsOf(call: HookCall): readonly SoughtCall[] {
  const is = (name: string): boolean => findMethod(call.dialect, name) === call.methodSpec;
  return call.dialect.expectations
    .filter((row) => hasNoWindow(row) && row.key === 'dialog')
    .flatMap(({ after, expect }): readonly SoughtCall[] => {
      const starts = after.methods.map((method) => ({ method, statuses: after.statuses }));
      if (after.methods.some(is)) return expect;
      return expect.some((way) => is(way.method)) ? starts : [];
    });
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

/** The number of a call's dialog in the snapshot; {@link NO_KEY} where it has none. */
export function dialogNumberOf({ groups, positions }: Evidence, call: HookCall): number {
  return groups.dialogs.numberAt(positions.of(call)) ?? NO_KEY;
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

/** Calls of a call's node that may show that all that the node had going is over. */
export function nodeSignsOf({ groups }: Evidence, call: HookCall): readonly CallGroup[] {
  const node = nodeOf(call);
  const group = node === null ? undefined : groups.lists.get(call.dialect)?.nodeSigns.group(node);
  return group === undefined ? [] : [group];
}

/** Calls that may be of a call's session, and whose session or dialog cannot be told. */
export function unkeyedOf({ groups }: Evidence, { dialect, sessionId }: HookCall): readonly CallGroup[] {
  const unkeyed = groups.lists.get(dialect)?.unkeyed;
  if (unkeyed === undefined) return [];
  if (sessionId === null) return unkeyed.groups();
  return [sessionId, null].flatMap((id) => unkeyed.group(id) ?? []);
}

/** True for two calls of one dialect that name the same dialog. */
export function isSameDialog(one: HookCall, other: HookCall): boolean {
  return (
    one.dialect === other.dialect &&
    one.dialog?.id === other.dialog?.id &&
    one.dialog?.kind === other.dialog?.kind
  );
}

function seconds(time: Instant | null): number {
  return time === null ? 0 : time.seconds + time.nanoseconds / 1e9;
}
