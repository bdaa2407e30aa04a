import { firstIndex } from '../../base/first-index.ts';
import { Groups } from '../../base/groups.ts';
import { appendTo } from '../../base/multimap.ts';
import { ITEMS_A_STEP, SESSIONS_A_STEP, type Steps } from '../../base/steps.ts';
import { dueSpan } from '../../checks/index.ts';
import type { Dialect, Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall, Session } from '../../hooks/index.ts';
import {
  headlineOf,
  type SessionHeadline,
  type SessionSummary,
  sessionSummary,
} from '../../sessions/index.ts';
import {
  countFaults,
  type FaultCounts,
  faultWeight,
  NO_FAULTS,
  SOUND,
  withFault,
  withSeverity,
} from './faults.ts';
import { type ConnectionRow, callOfRow, type OtherRow } from './row.ts';
import { type RowContext, RowList } from './row-list.ts';
import { SessionIds } from './session-ids.ts';

export interface DialogEntry {
  readonly kind: string;
  readonly id: string;
  readonly list: RowList;
  readonly faults: FaultCounts;
}

export interface SessionEntry {
  /** null stands for the calls that name no session. */
  readonly id: string | null;
  /** Which session with this id it is, from 1. */
  readonly life: number;
  /** Of its first call; null where the session has no rows. */
  readonly dialect: Dialect | null;
  readonly list: RowList;
  readonly faults: FaultCounts;
  readonly dialogs: readonly DialogEntry[];
  /** Who, when, how long, what came of it. */
  readonly headline: SessionHeadline;
  /** What is told of it above its calls; null for a session that was not judged yet. */
  readonly summary: SessionSummary | null;
}

/** The sessions of a snapshot: the worst first (see {@link faultWeight}); equal ones in the order of time. */
export interface SessionList {
  readonly length: number;
  /** undefined where there are not so many. */
  at(index: number): SessionEntry | undefined;
  /** Where a session of this or another snapshot stands; -1 where there is no such session. */
  indexOf(session: SessionEntry): number;
  /** Where the first session with an id stands. */
  indexOfId(id: string): number;
  /** Where the session of a call stands. */
  indexOfCall(call: HookCall): number;
  /** Where the latest session with an id stands; null: the calls that name none. */
  latestOfId(id: string | null): number;
  /** How bad the session at a place is; see {@link faultWeight}. */
  weightAt(place: number): number;
  /** The places of the sessions in the order in which they began. */
  inTime(): Int32Array;
  readonly context: RowContext;
}

/** Entries that are kept of those that were asked for: more than a screen shows. */
const MOST_REMEMBERED = 256;

/** Lists the sessions. `rows`: all of them. `severities`: of the calls that findings point at. */
export function* listSessions(
  analysis: Analysis,
  rows: RowList,
  severities: Iterable<readonly [HookCall, Severity | null]>,
  context: RowContext,
): Steps<SessionList> {
  const { sessions, positions } = analysis;
  const sessionOf = new Int32Array(analysis.calls.length);
  let index = 0;
  for (const { calls } of sessions) {
    for (const position of calls) sessionOf[position] = index;
    index += 1;
    if (index % SESSIONS_A_STEP === 0) yield;
  }
  yield;
  const indexOf = (call: HookCall): number => sessionOf[positions.of(call)] ?? NONE;
  const othersOf = new Map<number, OtherRow[]>();
  const faultsOf = new Map<number, FaultCounts>();
  for (const row of rows.others) {
    const anchor = callOfRow(row);
    if (anchor === null) continue;
    const session = indexOf(anchor);
    appendTo(othersOf, session, row);
    faultsOf.set(session, withFault(faultsOf.get(session) ?? NO_FAULTS, row));
  }
  for (const [session, failed] of failuresOf(rows.others, indexOf)) othersOf.get(session)?.push(...failed);
  yield;
  for (const [call, severity] of severities) {
    const session = indexOf(call);
    faultsOf.set(session, withSeverity(faultsOf.get(session) ?? NO_FAULTS, severity));
  }
  const ids = new SessionIds(sessions);
  yield* ids.read();
  return yield* JudgedSessions.inOrder({ analysis, sessionOf, othersOf, faultsOf, ids, context });
}

const NONE = -1;

interface SessionFacts {
  readonly analysis: Analysis;
  /** By position of each call the index of its session. */
  readonly sessionOf: Int32Array;
  /** By the index of a session the rows that are no calls. */
  readonly othersOf: ReadonlyMap<number, readonly OtherRow[]>;
  readonly faultsOf: ReadonlyMap<number, FaultCounts>;
  readonly ids: SessionIds;
  readonly context: RowContext;
}

/** Sessions as they were judged. What is shown of one is made when it is asked for. */
class JudgedSessions implements SessionList {
  readonly context: RowContext;
  readonly #facts: SessionFacts;
  /** Indexes of the sessions in the order of the list, and for each index its place there. */
  readonly #order: Int32Array;
  readonly #places: Int32Array;
  /** By index. */
  readonly #weights: Int32Array;
  readonly #remembered = new Map<number, SessionEntry>();

  private constructor(facts: SessionFacts, weights: Int32Array, order: Int32Array, places: Int32Array) {
    this.#facts = facts;
    this.#weights = weights;
    this.context = facts.context;
    this.#order = order;
    this.#places = places;
  }

  /** Puts the worst first, in steps. */
  static *inOrder(facts: SessionFacts): Steps<JudgedSessions> {
    const { length } = facts.analysis.sessions;
    const weights = new Int32Array(length).fill(faultWeight(NO_FAULTS));
    for (const [index, faults] of facts.faultsOf) if (index >= 0) weights[index] = faultWeight(faults);
    const order = (yield* Groups.making(weights, SOUND + 1)).ordered;
    const places = new Int32Array(length);
    for (let place = 0; place < length; place++) {
      places[order[place]] = place;
      if (place % ITEMS_A_STEP === 0) yield;
    }
    return new JudgedSessions(facts, weights, order, places);
  }

  get length(): number {
    return this.#order.length;
  }

  at(index: number): SessionEntry | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const known = this.#remembered.get(index);
    if (known !== undefined) return known;
    const entry = this.#entry(this.#order[index]);
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    if (entry !== undefined) this.#remembered.set(index, entry);
    return entry;
  }

  indexOf({ id, life, list }: SessionEntry): number {
    const isIt = (index: number): boolean => {
      const session = this.#facts.analysis.sessions.at(index);
      return session !== undefined && session.id === id && session.life === life;
    };
    for (const call of list.calls()) {
      // Mostly its first call tells.
      const place = this.indexOfCall(call);
      if (place >= 0 && isIt(this.#order[place])) return place;
      break;
    }
    return this.#order.findIndex((index) => isIt(index));
  }

  indexOfId(id: string): number {
    return this.#order.findIndex((index) => this.#facts.analysis.sessions.at(index)?.id === id);
  }

  indexOfCall(call: HookCall): number {
    const { analysis, sessionOf } = this.#facts;
    const position = analysis.positions.of(call);
    return position < 0 ? NONE : this.#places[sessionOf[position]];
  }

  latestOfId(id: string | null): number {
    const index = this.#facts.ids.latest(id);
    return index < 0 ? NONE : this.#places[index];
  }

  weightAt(place: number): number {
    return this.#weights[this.#order[place]] ?? SOUND;
  }

  inTime(): Int32Array {
    return this.#places;
  }

  #entry(index: number): SessionEntry | undefined {
    const { analysis, othersOf, faultsOf, context } = this.#facts;
    const session = analysis.sessions.at(index);
    if (session === undefined) return undefined;
    const others = othersOf.get(index) ?? [];
    return new JudgedSession(analysis, session, others, faultsOf.get(index) ?? NO_FAULTS, context);
  }
}

class JudgedSession implements SessionEntry {
  readonly id: string | null;
  readonly life: number;
  readonly dialect: Dialect | null;
  readonly faults: FaultCounts;
  readonly #analysis: Analysis;
  readonly #session: Session;
  readonly #others: readonly OtherRow[];
  readonly #context: RowContext;
  #list: RowList | null = null;
  #headline: SessionHeadline | null = null;
  #summary: SessionSummary | null = null;
  #dialogs: readonly DialogEntry[] | null = null;

  constructor(
    analysis: Analysis,
    session: Session,
    others: readonly OtherRow[],
    faults: FaultCounts,
    context: RowContext,
  ) {
    this.id = session.id;
    this.life = session.life;
    this.faults = faults;
    this.#analysis = analysis;
    this.#session = session;
    this.#others = others;
    this.#context = context;
    const [first] = session.calls;
    this.dialect = first === undefined ? null : (analysis.calls[first]?.dialect ?? null);
  }

  get list(): RowList {
    this.#list ??= RowList.of(this.#callsAt(this.#session.calls), this.#others, this.#context);
    return this.#list;
  }

  get dialogs(): readonly DialogEntry[] {
    this.#dialogs ??= this.#session.dialogs.map(({ kind, id, calls }) => {
      const isOf = (row: OtherRow): boolean => {
        const dialog = callOfRow(row)?.dialog ?? null;
        return dialog !== null && dialog.kind === kind && dialog.id === id;
      };
      return dialogEntry(
        kind,
        id,
        RowList.of(this.#callsAt(calls), this.#others.filter(isOf), this.#context),
      );
    });
    return this.#dialogs;
  }

  get headline(): SessionHeadline {
    this.#headline ??= headlineOf(this.#session, this.#analysis.calls);
    return this.#headline;
  }

  get summary(): SessionSummary {
    this.#summary ??= sessionSummary(this.#analysis, this.#session);
    return this.#summary;
  }

  #callsAt(positions: readonly number[]): readonly HookCall[] {
    return positions.map((position) => this.#analysis.calls[position]);
  }
}

/** A dialog whose faults are counted when they are asked for. */
export function dialogEntry(kind: string, id: string, list: RowList): DialogEntry {
  return {
    kind,
    id,
    list,
    get faults() {
      return countFaults(list);
    },
  };
}

/**
 * Connections that failed while a session waited for a call that never came. They belong to no session, but are
 * probably the cause. `others` in the order of time.
 */
function failuresOf(
  others: readonly OtherRow[],
  indexOf: (call: HookCall) => number,
): ReadonlyMap<number, ReadonlySet<ConnectionRow>> {
  const failures = others.filter((row) => row.kind === 'connection');
  const found = new Map<number, Set<ConnectionRow>>();
  if (failures.length === 0) return found;
  for (const row of others) {
    if (row.kind !== 'expected' || row.expected.verdict !== 'missing') continue;
    const { trigger, windowSeconds } = row.expected;
    const { from: opens, until: closes } = dueSpan(row.expected);
    const from = row.offset - (windowSeconds ?? closes - opens) - trigger.dialect.toleranceSeconds;
    const first = firstIndex(failures.length, (at) => failures[at].offset >= from);
    for (let at = first; at < failures.length; at++) {
      const failure = failures[at];
      if (failure === undefined || failure.offset > row.offset) break;
      if (!failure.connection.endpoints.some(({ port }) => port === trigger.serverPort)) continue;
      const own = found.get(indexOf(trigger)) ?? new Set();
      if (own.size >= MOST_FAILURES) break;
      found.set(indexOf(trigger), own.add(failure));
    }
  }
  return found;
}

/** The most failed connections that are shown in one session. The list of all calls shows all of them. */
const MOST_FAILURES = 20;
