import type { Finding } from '../../checks/index.ts';
import { callSubject, type Filter, type FilterSubject, parseFilter } from '../../filter/index.ts';
import type { Catalogue } from '../model/catalogue.ts';
import type { Row } from '../model/row.ts';
import type { RowList } from '../model/row-list.ts';

/** Rows tried at one go: some 10 ms of work. */
const ROWS_AT_A_TIME = 10_000;

/** A filter over the rows of one list. */
export interface FilterState {
  /** null: there is none. */
  readonly filter: Filter | null;
  /** Only rows that match are shown; otherwise all are, and one can go from match to match. */
  readonly narrows: boolean;
  /** The list that was tried. */
  readonly list: RowList | null;
  /** Positions in the list that match, in order, among those tried so far. */
  readonly matches: readonly number[];
  /** Rows tried. */
  readonly tried: number;
}

export const NO_FILTER: FilterState = { filter: null, narrows: false, list: null, matches: [], tried: 0 };

/** The state after a filter was entered; an empty text is none, null: it cannot be understood. */
export function withFilter(text: string): FilterState | null {
  const parsed = parseFilter(text);
  if (!parsed.ok) return null;
  if (parsed.filter.isEmpty) return NO_FILTER;
  return { ...NO_FILTER, filter: parsed.filter, narrows: true };
}

/** True where rows of the list were not tried yet. */
export function isUnfinished(state: FilterState, list: RowList): boolean {
  return state.filter !== null && (state.list !== list || state.tried < list.rows.length);
}

/** What is looked up of a call that a filter is asked about. */
type SubjectSource = Pick<Catalogue, 'findingsOf' | 'analysis'>;

/** Tries the next rows of the list; begins anew where it is another than before. */
export function tryRows(state: FilterState, list: RowList, catalogue: SubjectSource): FilterState {
  const { filter } = state;
  if (filter === null || !isUnfinished(state, list)) return state;
  const begin = state.list === list ? state.tried : 0;
  const end = Math.min(list.rows.length, begin + ROWS_AT_A_TIME);
  const found: number[] = [];
  for (let index = begin; index < end; index++) {
    const row = list.rows[index];
    const subject = row === undefined ? null : subjectOf(row, catalogue);
    if (subject !== null && filter.matches(subject)) found.push(index);
  }
  const matches = begin === 0 ? found : state.matches.concat(found);
  return { ...state, list, matches, tried: end };
}

const NONE: readonly Finding[] = [];

/** A connection is no call: no filter shows it. */
function subjectOf(row: Row, { findingsOf, analysis }: SubjectSource): FilterSubject | null {
  if (row.kind === 'connection') return null;
  if (row.kind === 'expected') return row;
  return callSubject(row.call, findingsOf.get(row.call) ?? NONE, analysis.retries);
}
