import type { Finding } from '../../checks/index.ts';
import { callSubject, type Filter, type FilterSubject, parseFilter } from '../../filter/index.ts';
import type { Catalogue } from '../model/catalogue.ts';
import type { Row } from '../model/row.ts';
import type { RowList } from '../model/row-list.ts';

/** Rows that are tested in one run: a few milliseconds of work, where the code for it is not yet optimised. */
const ROWS_AT_A_TIME = 1000;

/** A filter and the rows of one list that it matches. */
export interface FilterState {
  /** null where there is no filter. */
  readonly filter: Filter | null;
  /** True: only matching rows are shown. False: all rows are shown, and keys go from match to match. */
  readonly narrows: boolean;
  /** The list whose rows were tested. */
  readonly list: RowList | null;
  /** Positions of the matching rows in the list, in order, among those tested so far. */
  readonly matches: readonly number[];
  /** Number of rows tested. */
  readonly tried: number;
}

export const NO_FILTER: FilterState = { filter: null, narrows: false, list: null, matches: [], tried: 0 };

/** The state after a filter was entered. An empty text is no filter. null where the text is not valid. */
export function withFilter(text: string): FilterState | null {
  const parsed = parseFilter(text);
  if (!parsed.ok) return null;
  if (parsed.filter.isEmpty) return NO_FILTER;
  return { ...NO_FILTER, filter: parsed.filter, narrows: true };
}

/** True where some rows of the list were not tested yet. */
export function isUnfinished(state: FilterState, list: RowList): boolean {
  return state.filter !== null && (state.list !== list || state.tried < list.length);
}

/** What is looked up of a call that a filter is asked about. */
type SubjectSource = Pick<Catalogue, 'findingsOf' | 'analysis'>;

/** Tests the next `rows` of the list. It begins anew where the list is another than before. */
export function tryRows(
  state: FilterState,
  list: RowList,
  catalogue: SubjectSource,
  rows: number = ROWS_AT_A_TIME,
): FilterState {
  const { filter } = state;
  if (filter === null || !isUnfinished(state, list)) return state;
  const begin = state.list === list ? state.tried : 0;
  const end = Math.min(list.length, begin + rows);
  const found: number[] = [];
  for (let index = begin; index < end; index++) {
    const row = list.at(index);
    const subject = row === undefined ? null : subjectOf(row, catalogue);
    if (subject !== null && filter.matches(subject)) found.push(index);
  }
  const matches = begin === 0 ? found : state.matches.concat(found);
  return { ...state, list, matches, tried: end };
}

const NONE: readonly Finding[] = [];

/** What a filter is asked about a row. A connection is no call, so no filter matches it. */
function subjectOf(row: Row, { findingsOf, analysis }: SubjectSource): FilterSubject | null {
  if (row.kind === 'connection') return null;
  if (row.kind === 'expected') return row;
  return callSubject(row.call, findingsOf.get(row.call) ?? NONE, analysis.callExchanges);
}
