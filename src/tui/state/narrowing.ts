import type { AnsweredCall } from '../../filter/index.ts';
import type { Row } from '../model/row.ts';
import { type FilterState, isSifted, type Origin, tryRows, withFilter } from './filter-state.ts';
import { withAnswers } from './further-answers.ts';
import { type SearchStage, stopped } from './search-state.ts';
import {
  rowCount,
  scopeList,
  scopeOf,
  scopePositionOf,
  selectedNode,
  selectedRow,
  sessionPosition,
  shownAt,
  shownPlaces,
  type TreeNode,
} from './selection.ts';
import { orderedOf, shownOf } from './shown-sessions.ts';
import type { State } from './state.ts';

/**
 * The state with a filter that narrows. What was selected stays so where it matches; where nothing in its session matches, the first
 * session with a match is selected.
 */
export function narrowed(state: State, filter: FilterState): State {
  const before = scopePositionOf(state, state.rows.cursor);
  const scope = scopeOf(state);
  const tried = tryRows(
    { ...filter, origin: state.filter.origin ?? originOf(state) },
    scope,
    state.catalogue,
  );
  const isLost = scope.place >= 0 && tried.filter !== null && tried.sessions.has[scope.place] !== 1;
  const next = withShownSessions({ ...state, filter: { ...tried, seeks: isLost }, detailTop: 0 });
  return isLost ? next : { ...next, rows: { cursor: shownAt(next, before), top: 0 } };
}

function originOf(state: State): Origin {
  const node = selectedNode(state);
  return { session: node === null || node.kind === 'all' ? null : node.session, row: selectedRow(state) };
}

/** Tests lists that were not tested before, and shows the sessions in which something matches. */
export function sifted(state: State): State {
  const next = withShownSessions(withTriedScope(state));
  const sought = next.filter.seeks && isSifted(next.filter, next.catalogue) ? toFirstMatch(next) : next;
  return sought === next ? next : withTriedScope(sought);
}

function withTriedScope(state: State): State {
  const { filter, catalogue } = state;
  const scope = scopeOf(state);
  if (filter.filter === null || (filter.scope.list === scope.list && filter.all.list === catalogue.all))
    return state;
  return { ...state, filter: tryRows(filter, scope, catalogue) };
}

/** Selects the first session with a match; where there is none, all calls stay selected. */
function toFirstMatch(state: State): State {
  const filter = { ...state.filter, seeks: false };
  const [first] = shownPlaces(state) ?? [];
  if (first === undefined) return { ...state, filter };
  const tree = { ...state.tree, cursor: sessionPosition(state, first) };
  return { ...state, filter, tree, rows: { cursor: 0, top: 0 }, detailTop: 0 };
}

/** The state with the sessions that its filter leaves, in the order that is wanted. The cursor stays on its session; where that is not shown, it goes to all calls. */
export function withShownSessions(state: State): State {
  const { sessions } = state.catalogue;
  const ordered = orderedOf(state.ordered, state.order, sessions);
  const shown = shownOf(state.shown, state.filter, ordered, sessions);
  if (shown === state.shown && ordered === state.ordered) return state;
  return onNode({ ...state, ordered, shown }, selectedNode(state));
}

/** Puts the cursor of the tree on a node of the same catalogue. */
function onNode(state: State, node: TreeNode | null): State {
  const position = node === null || node.kind === 'all' ? 0 : sessionPosition(state, node.index);
  const isBelow = node?.kind === 'dialog' && position > 0;
  const cursor = position + (isBelow ? 1 + node.session.dialogs.indexOf(node.dialog) : 0);
  if (cursor === state.tree.cursor) return state;
  const tree = { ...state.tree, cursor };
  const isGone = cursor === 0 && node !== null && node.kind !== 'all';
  return isGone ? { ...state, tree, rows: { cursor: 0, top: 0 } } : { ...state, tree };
}

/** The state with further answers of payloads. The cursor stays on its row; of a capture that is followed, on the last. */
export function withFurtherMatches(
  state: State,
  answered: readonly AnsweredCall[],
  stage: SearchStage | null,
): State {
  const before = scopePositionOf(state, state.rows.cursor);
  const filter = withAnswers(state.filter, answered, stage, state.catalogue);
  const next = { ...state, filter };
  if (!filter.narrows || filter.scope.matches === state.filter.scope.matches) return next;
  const hadRows = rowCount(state) > 0;
  const cursor = state.sticky ? rowCount(next) - 1 : hadRows ? shownAt(next, before) : 0;
  // The cursor stays at its place on the screen, and the list moves.
  const top = Math.max(0, state.rows.top + cursor - state.rows.cursor);
  return { ...next, rows: { cursor, top } };
}

/** The state with its search of payloads begun anew, because other texts of theirs are shown than before. */
export function searchedAnew(state: State): State {
  const { filter: before } = state;
  const filter = before.search === null ? null : withFilter(before.filter?.text ?? '');
  if (filter === null) return state;
  if (before.narrows) return narrowed(state, { ...filter, origin: before.origin });
  return { ...state, filter: { ...filter, narrows: false, search: stopped(filter.search) } };
}

/** Shows all rows and sessions again, and searches no further payloads. The selection stays; where the filter left nothing, what was selected before it came is selected. */
export function widened(state: State): State {
  const { origin } = state.filter;
  const row = selectedRow(state);
  const { search } = state.filter;
  const filter = { ...state.filter, narrows: false, seeks: false, origin: null, search: stopped(search) };
  const next = withShownSessions({ ...state, filter });
  if (row !== null || origin === null) return onSameRow(next, row);
  const place = origin.session === null ? -1 : state.catalogue.sessions.indexOf(origin.session);
  const cursor = place < 0 ? 0 : sessionPosition(next, place);
  return onSameRow({ ...next, tree: { ...next.tree, cursor } }, origin.row);
}

function onSameRow(state: State, row: Row | null): State {
  const found = row === null ? -1 : scopeList(state).positionOf(row);
  return { ...state, rows: { cursor: Math.max(0, found), top: 0 } };
}
