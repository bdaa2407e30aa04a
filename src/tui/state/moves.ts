import { firstAtLeast } from '../../base/first-index.ts';
import { count } from '../../report/layout/index.ts';
import { layoutOf, type Pane, rowsThatFit } from '../layout/layout.ts';
import type { Row } from '../model/row.ts';
import {
  listedFindings,
  rowCount,
  scopeList,
  scopePositionOf,
  selectedRow,
  sessionPosition,
  shownAt,
  treeLength,
  treeNode,
} from './selection.ts';
import type { State } from './state.ts';

/** How far a key moves: by lines, by parts of the visible area, or to an end. */
export type CursorMove =
  | { readonly lines: number }
  | { readonly pages: number }
  | { readonly to: 'top' | 'bottom' };

/** Moves the cursor of the pane with the focus, or scrolls a pane without a cursor. */
export function move(state: State, step: CursorMove): State {
  const layout = layoutOf(state);
  if (state.view === 'help' || state.view === 'compare') {
    return {
      ...state,
      pageTop: stepped(state.pageTop, step, layout.page?.height ?? 1, Number.MAX_SAFE_INTEGER),
    };
  }
  if (state.focus === 'detail') {
    const height = layout.detail?.height ?? 1;
    return { ...state, detailTop: stepped(state.detailTop, step, height, Number.MAX_SAFE_INTEGER) };
  }
  const fits = rowsThatFit(state.view, layout.main);
  if (state.view === 'problems') {
    const cursor = stepped(state.problems.cursor, step, fits, state.catalogue.problems.length - 1);
    return { ...state, problems: { ...state.problems, cursor }, detailTop: 0 };
  }
  if (state.view === 'findings') {
    const cursor = stepped(state.findings.cursor, step, fits, listedFindings(state).length - 1);
    return { ...state, findings: { ...state.findings, cursor }, detailTop: 0 };
  }
  if (state.focus === 'sessions') {
    return toNode(state, stepped(state.tree.cursor, step, layout.tree?.height ?? 1, treeLength(state) - 1));
  }
  return toShown(state, stepped(state.rows.cursor, step, fits, rowCount(state) - 1));
}

function stepped(from: number, step: CursorMove, height: number, last: number): number {
  if ('to' in step) return step.to === 'top' ? 0 : last;
  const by = 'lines' in step ? step.lines : Math.trunc(step.pages * Math.max(1, height - 1));
  return Math.max(0, Math.min(last, from + by));
}

/** Selects a row by its position among the rows that are shown. */
export function toShown(state: State, cursor: number): State {
  const sticky = state.following && cursor >= rowCount(state) - 1;
  return { ...state, rows: { ...state.rows, cursor }, detailTop: 0, sticky };
}

/** Selects a node of the tree and shows its rows. The first row with a fault is selected. */
export function toNode(state: State, cursor: number): State {
  if (cursor === state.tree.cursor) return state;
  const kept = selectedRow(state);
  const moved = { ...state, tree: { ...state.tree, cursor } };
  return onRow(moved, kept);
}

/** Puts the cursor on the row where the scope has it, otherwise on the first fault. */
export function onRow(state: State, row: Row | null): State {
  const list = scopeList(state);
  const kept = row === null ? -1 : list.positionOf(row);
  const position = kept >= 0 ? kept : (list.faults[0] ?? 0);
  return { ...state, rows: { cursor: shownAt(state, position), top: 0 }, detailTop: 0 };
}

/** Opens or closes the session under the tree's cursor. On a dialog it goes to the dialog's rows. */
export function toggleNode(state: State): State {
  const node = treeNode(state, state.tree.cursor);
  if (node?.kind !== 'session' || node.session.dialogs.length === 0) return toPane(state, 'rows');
  return node.index === state.tree.open ? closeNode(state) : openNode(state);
}

export function openNode(state: State): State {
  const node = treeNode(state, state.tree.cursor);
  if (node?.kind !== 'session' || node.index === state.tree.open || node.session.dialogs.length === 0)
    return state;
  const opened = { ...state, tree: { ...state.tree, open: node.index } };
  return { ...opened, tree: { ...opened.tree, cursor: sessionPosition(opened, node.index) } };
}

/** Closes the open session and selects its node, also where the cursor is on one of its dialogs. */
export function closeNode(state: State): State {
  const node = treeNode(state, state.tree.cursor);
  if (node === null || node.kind === 'all' || state.tree.open < 0) return state;
  const closed = { ...state, tree: { ...state.tree, open: -1 } };
  return toNode(closed, sessionPosition(closed, node.index));
}

/** Puts the focus on a pane. */
export function toPane(state: State, focus: Pane): State {
  return { ...state, focus };
}

/** Panes in the order of Tab. */
export function panesOf(state: State): readonly Pane[] {
  return state.view === 'calls' ? ['sessions', 'rows', 'detail'] : ['rows', 'detail'];
}

export function cyclePane(state: State, by: 1 | -1): State {
  if (state.view === 'help' || state.view === 'compare') return state;
  const panes = panesOf(state);
  const next = panes[(panes.indexOf(state.focus) + by + panes.length) % panes.length];
  return next === undefined ? state : toPane(state, next);
}

/** Goes to the next or previous row that the filter matches. After the last it begins again at the first. */
export function toMatch(state: State, by: 1 | -1): State {
  const { filter } = state;
  if (filter.filter === null) return { ...state, notice: { text: 'No filter; / sets one.', isError: false } };
  const target = neighbour(filter.scope.matches, scopePositionOf(state, state.rows.cursor), by);
  if (target === null) {
    const text =
      filter.scope.unknown === 0
        ? 'Nothing matches the filter.'
        : `No match is known; ${count(filter.scope.unknown, 'call')} may match: not all payloads were searched.`;
    return { ...state, notice: { text, isError: false } };
  }
  return toShown(state, shownAt(state, target));
}

/** The next of ascending positions after (or before) one. After the last comes the first. */
export function neighbour(positions: readonly number[], from: number, by: 1 | -1): number | null {
  if (by > 0) return positions[firstAtLeast(positions, from + 1)] ?? positions[0] ?? null;
  return positions[firstAtLeast(positions, from) - 1] ?? positions.at(-1) ?? null;
}
