import type { AnsweredCall } from '../../filter/index.ts';
import { callOfRow } from '../model/row.ts';
import {
  type FilterSource,
  type FilterState,
  type RowVerdict,
  type Sifted,
  type SiftedSessions,
  verdictWith,
} from './filter-state.ts';
import { answeredSearch, type SearchStage } from './search-state.ts';

/**
 * The state of a filter with further answers of payloads: rows that match by them are added to the matches, and their sessions to those
 * that are shown. Rows that are not tested yet are left to their test. `stage` null: the search is as far as before.
 */
export function withAnswers(
  state: FilterState,
  answered: readonly AnsweredCall[],
  stage: SearchStage | null,
  source: FilterSource,
): FilterState {
  const { filter } = state;
  if (filter === null || state.search === null) return state;
  const search = answeredSearch(state.search, answered, stage);
  if (answered.length === 0) return { ...state, search };
  const before = verdictWith(filter, state.search, source);
  const now = verdictWith(filter, search, source);
  const all = retested(state.all, answered, before, now);
  const scope = state.scope.list === state.all.list ? all : retested(state.scope, answered, before, now);
  const sessions = withSessionsOf(state.sessions, all, source);
  return { ...state, search, all: all.sifted, scope: scope.sifted, sessions };
}

/** Rows with those that were tested again. `found`: positions of further matches, in order. */
interface Retested {
  readonly sifted: Sifted;
  readonly found: readonly number[];
}

/** Tests those rows again of which it was not known whether they match. What is known stays so. */
function retested(
  sifted: Sifted,
  answered: readonly AnsweredCall[],
  before: RowVerdict,
  now: RowVerdict,
): Retested {
  const { list, tried } = sifted;
  const verdicts = new Map<number, boolean>();
  for (const { call } of list === null ? [] : answered) {
    const at = list?.positionOfCall(call) ?? -1;
    const row = at < 0 || at >= tried ? undefined : list?.at(at);
    if (row === undefined || before(row) !== null) continue;
    const verdict = now(row);
    if (verdict !== null) verdicts.set(at, verdict);
  }
  if (verdicts.size === 0) return { sifted, found: [] };
  const found = [...verdicts].flatMap(([at, matches]) => (matches ? [at] : []));
  found.sort((one, other) => one - other);
  return {
    sifted: {
      ...sifted,
      matches: found.length === 0 ? sifted.matches : merged(sifted.matches, found),
      calls: sifted.calls + found.length,
      unknown: sifted.unknown - verdicts.size,
    },
    found,
  };
}

/** Two lists of positions in order, as one. */
function merged(matches: readonly number[], found: readonly number[]): readonly number[] {
  // A capture is read in the order of its frames, so that they mostly stand behind.
  if ((matches.at(-1) ?? -1) < found[0]) return matches.concat(found);
  const all: number[] = [];
  let next = 0;
  for (const at of matches) {
    for (; next < found.length && found[next] < at; next++) all.push(found[next]);
    all.push(at);
  }
  return all.concat(found.slice(next));
}

/** The sessions with those of further matches. The same object where there are no others. */
function withSessionsOf(
  before: SiftedSessions,
  { sifted, found }: Retested,
  { sessions }: FilterSource,
): SiftedSessions {
  if (before.list !== sessions) return before;
  let has: Uint8Array | null = null;
  for (const at of found) {
    const row = sifted.list?.at(at);
    const call = row === undefined ? null : callOfRow(row);
    const place = call === null ? -1 : sessions.indexOfCall(call);
    if (place < 0 || (has ?? before.has)[place] === 1) continue;
    has ??= before.has.slice();
    has[place] = 1;
  }
  return has === null ? before : { list: sessions, has };
}
