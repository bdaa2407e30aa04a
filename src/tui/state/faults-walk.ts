import { firstAtLeast } from '../../base/first-index.ts';
import { UNDECIDED_WEIGHT } from '../model/faults.ts';
import type { RowList } from '../model/row-list.ts';
import { noticed } from './actions.ts';
import { onRow, toShown } from './moves.ts';
import { sifted } from './narrowing.ts';
import {
  indexOfPlace,
  placeAt,
  scopeList,
  scopePositionOf,
  selectedNode,
  selectedRow,
  sessionPosition,
  shownAt,
  shownSessions,
} from './selection.ts';
import type { State } from './state.ts';

const NOTHING = 'No errors or warnings here.';

/**
 * Goes to the next or previous row with an error or a warning: first in the list that is shown, then in the sessions after it, which it
 * selects. After the last session it begins again at the first, and says so.
 */
export function toFault(state: State, by: 1 | -1): State {
  const calls = { ...state, view: state.view === 'ladder' ? 'ladder' : 'calls', cameFrom: null } as const;
  const here = faultBeyond(calls, scopePositionOf(calls, calls.rows.cursor), by);
  if (here !== null) return toShown(calls, here);
  const node = selectedNode(calls);
  if (node === null || node.kind === 'all') return roundAgain(calls, by);
  return node.kind === 'dialog' ? beyondDialog(calls, node.index, by) : beyondSession(calls, node.index, by);
}

/** Where the next fault of the scope after a position is shown; null where there is none. */
function faultBeyond(state: State, from: number, by: 1 | -1): number | null {
  const { faults } = scopeList(state);
  const begin = by > 0 ? firstAtLeast(faults, from + 1) : firstAtLeast(faults, from) - 1;
  for (let at = begin; at >= 0 && at < faults.length; at += by) {
    const shown = faults[at] === undefined ? null : shownFault(state, faults[at]);
    if (shown !== null) return shown;
  }
  return null;
}

/** Where a row of the scope is shown; null where the filter leaves it out. */
function shownFault(state: State, position: number): number | null {
  const { filter } = state;
  const shown = shownAt(state, position);
  return filter.narrows && filter.scope.matches[shown] !== position ? null : shown;
}

function outermost({ length }: RowList, by: 1 | -1): number {
  return by > 0 ? -1 : length;
}

function roundAgain(state: State, by: 1 | -1): State {
  const shown = faultBeyond(state, outermost(scopeList(state), by), by);
  if (shown === null) return noticed(state, NOTHING);
  return noticed(toShown(state, shown), wrapText(by));
}

function wrapText(by: 1 | -1): string {
  return by > 0
    ? 'That was the last fault: again from the first.'
    : 'That was the first fault: again from the last.';
}

/** From the rows of a dialog on through those of its session. */
function beyondDialog(state: State, place: number, by: 1 | -1): State {
  const row = selectedRow(state);
  const session = onRow(atSession(state, place), row);
  const here = faultBeyond(session, scopePositionOf(session, session.rows.cursor), by);
  return here === null ? beyondSession(session, place, by) : toShown(session, here);
}

/** From a session on through the others, in the order in which they are shown. */
function beyondSession(state: State, place: number, by: 1 | -1): State {
  const count = shownSessions(state);
  const from = indexOfPlace(state, place);
  for (let steps = 1; steps <= count; steps++) {
    const index = (((from + by * steps) % count) + count) % count;
    const next = placeAt(state, index);
    // What the capture cannot show is no fault, nor is what is sound.
    if (state.catalogue.sessions.weightAt(next) >= UNDECIDED_WEIGHT) continue;
    const session = atSession(state, next);
    const shown = faultBeyond(session, outermost(scopeList(session), by), by);
    if (shown === null) continue;
    const found = toShown(session, shown);
    const isRound = by > 0 ? index <= from : index >= from;
    return isRound ? noticed(found, wrapText(by)) : found;
  }
  return noticed(state, NOTHING);
}

/** The state with the session at a place selected, and its rows tested by the filter. */
function atSession(state: State, place: number): State {
  const cursor = sessionPosition(state, place);
  return sifted({ ...state, tree: { ...state.tree, cursor }, rows: { cursor: 0, top: 0 } });
}
