import type { Finding } from '../../checks/index.ts';
import {
  callSubject,
  type Filter,
  type FilterSubject,
  NOTHING_SEARCHED,
  type PayloadAnswers,
  parseFilter,
} from '../../filter/index.ts';
import type { Catalogue } from '../model/catalogue.ts';
import { callOfRow, type Row } from '../model/row.ts';
import type { RowList } from '../model/row-list.ts';
import type { SessionEntry, SessionList } from '../model/session-list.ts';
import { type SearchState, searchOf } from './search-state.ts';

/** Rows that are tested in one run: a few milliseconds of work, where the code for it is not yet optimised. */
const ROWS_AT_A_TIME = 400;

/** The rows of a list that were tested. */
export interface Sifted {
  readonly list: RowList | null;
  /** Positions of the matching rows in the list, in order, among those tested so far. */
  readonly matches: readonly number[];
  /** How many of the matching rows are calls that were made. */
  readonly calls: number;
  /** Calls of which it is not known whether they match: their payloads were not searched, or are not whole. */
  readonly unknown: number;
  /** Number of rows tested. */
  readonly tried: number;
}

/** The sessions in which something matches, among the rows tested so far. */
export interface SiftedSessions {
  readonly list: SessionList | null;
  /** By place in the list: 1 where something matches. */
  readonly has: Uint8Array;
}

/** What was selected before a filter came. `session` null: all calls. */
export interface Origin {
  readonly session: SessionEntry | null;
  readonly row: Row | null;
}

/** A filter and what it matches. */
export interface FilterState {
  /** null where there is no filter. */
  readonly filter: Filter | null;
  /** True: only matching rows are shown, and sessions with such. False: all are shown, and keys go from match to match. */
  readonly narrows: boolean;
  /** The search of payloads; null where the filter asks for none. */
  readonly search: SearchState | null;
  /** The rows of the selected node of the tree, and all rows. */
  readonly scope: Sifted;
  readonly all: Sifted;
  readonly sessions: SiftedSessions;
  /** True where the selected session has no match: the first that has one is selected once all rows were tested. */
  readonly seeks: boolean;
  readonly origin: Origin | null;
}

/** The rows that are shown without a filter, and the place of their session; below 0 for all calls. */
export interface Scope {
  readonly list: RowList;
  readonly place: number;
}

const NOTHING_TESTED: Sifted = { list: null, matches: [], calls: 0, unknown: 0, tried: 0 };

export const NO_FILTER: FilterState = {
  filter: null,
  narrows: false,
  search: null,
  scope: NOTHING_TESTED,
  all: NOTHING_TESTED,
  sessions: { list: null, has: new Uint8Array(0) },
  seeks: false,
  origin: null,
};

/** The state after a filter was entered. An empty text is no filter. null where the text is not valid. */
export function withFilter(text: string): FilterState | null {
  const parsed = parseFilter(text);
  if (!parsed.ok) return null;
  const { filter } = parsed;
  return filter.isEmpty ? NO_FILTER : { ...NO_FILTER, filter, narrows: true, search: searchOf(filter) };
}

/** True where some rows of the scope, or some of all, were not tested yet. */
export function isUnfinished(
  { filter, scope, all }: FilterState,
  of: Scope,
  catalogue: FilterSource,
): boolean {
  return filter !== null && (!isTested(scope, of.list) || !isTested(all, catalogue.all));
}

/** True where all rows were tested. */
export function isSifted({ filter, all }: FilterState, catalogue: FilterSource): boolean {
  return filter === null || isTested(all, catalogue.all);
}

function isTested({ list, tried }: Sifted, of: RowList): boolean {
  return list === of && tried >= of.length;
}

/** What is looked up for a filter. */
export type FilterSource = Pick<Catalogue, 'findingsOf' | 'analysis' | 'all' | 'sessions'>;

/** Tests the next `rows` of the scope, and as many of all. It begins anew where a list is another than before. */
export function tryRows(
  state: FilterState,
  scope: Scope,
  catalogue: FilterSource,
  rows: number = ROWS_AT_A_TIME,
): FilterState {
  const { filter } = state;
  if (filter === null || !isUnfinished(state, scope, catalogue)) return state;
  const verdictOf = verdictWith(filter, state.search, catalogue);
  const all = tested(state.all, verdictOf, catalogue.all, rows);
  const own = scope.list === catalogue.all ? all : tested(state.scope, verdictOf, scope.list, rows);
  return { ...state, all, scope: own, sessions: siftedSessions(state, all, own, scope, catalogue) };
}

/** The sessions in which something matches. The same object as before where nothing was found in others. */
function siftedSessions(
  before: FilterState,
  all: Sifted,
  own: Sifted,
  scope: Scope,
  catalogue: FilterSource,
): SiftedSessions {
  const { sessions } = catalogue;
  const isNew = before.sessions.list !== sessions;
  let has = isNew ? new Uint8Array(sessions.length) : before.sessions.has;
  const note = (place: number, bit: 0 | 1): void => {
    if (place < 0 || has[place] === bit) return;
    if (has === before.sessions.has) has = has.slice();
    has[place] = bit;
  };
  const from = isNew || before.all.list !== all.list ? 0 : before.all.matches.length;
  for (let at = from; at < all.matches.length; at++) note(placeOf(all, at, catalogue), 1);
  // A session that was looked through may stand behind those of which all rows were.
  note(scope.place, own.matches.length > 0 || !isTested(own, scope.list) ? 1 : 0);
  return !isNew && has === before.sessions.has ? before.sessions : { list: sessions, has };
}

/** Whether a filter matches a row; null where that is not known. */
export type RowVerdict = (row: Row) => boolean | null;

/** The verdicts of a filter by what is known of payloads. `search` null: it asks for none. */
export function verdictWith(filter: Filter, search: SearchState | null, source: FilterSource): RowVerdict {
  const answers: PayloadAnswers = search?.known.answers ?? NOTHING_SEARCHED;
  return (row) => {
    const subject = subjectOf(row, source);
    return subject !== null && filter.verdict(subject, answers);
  };
}

function tested(before: Sifted, verdictOf: RowVerdict, list: RowList, rows: number): Sifted {
  if (isTested(before, list)) return before;
  const { matches, calls, unknown, tried: begin } = before.list === list ? before : NOTHING_TESTED;
  const end = Math.min(list.length, begin + rows);
  const found: number[] = [];
  let foundCalls = 0;
  let foundUnknown = 0;
  for (let index = begin; index < end; index++) {
    const row = list.at(index);
    const verdict = row === undefined ? false : verdictOf(row);
    if (verdict === null && row?.kind === 'call') foundUnknown += 1;
    if (verdict !== true) continue;
    found.push(index);
    if (row?.kind === 'call') foundCalls += 1;
  }
  return {
    list,
    matches: begin === 0 ? found : matches.concat(found),
    calls: calls + foundCalls,
    unknown: unknown + foundUnknown,
    tried: end,
  };
}

/** The place of the session of one of the matches; -1 where it belongs to none. */
function placeOf({ list, matches }: Sifted, at: number, { sessions }: FilterSource): number {
  const row = list?.at(matches[at] ?? -1);
  const call = row === undefined ? null : callOfRow(row);
  return call === null ? -1 : sessions.indexOfCall(call);
}

const NONE: readonly Finding[] = [];

/** What a filter is asked about a row. A connection is no call, so no filter matches it. */
function subjectOf(row: Row, { findingsOf, analysis }: FilterSource): FilterSubject | null {
  if (row.kind === 'connection') return null;
  if (row.kind === 'expected') return row;
  return callSubject(row.call, findingsOf.get(row.call) ?? NONE, analysis.callExchanges);
}
