import { firstAtLeast } from '../../base/first-index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Exchange } from '../../http/index.ts';
import type { FindingEntry } from '../model/finding-list.ts';
import { callOfRow, isSameCall, type Row } from '../model/row.ts';
import type { RowList } from '../model/row-list.ts';
import type { DialogEntry, SessionEntry } from '../model/session-list.ts';
import type { State } from './state.ts';

/** A node of the tree. */
export type TreeNode =
  | { readonly kind: 'all' }
  | { readonly kind: 'session'; readonly index: number; readonly session: SessionEntry }
  | {
      readonly kind: 'dialog';
      readonly index: number;
      readonly session: SessionEntry;
      readonly dialog: DialogEntry;
    };

/** Number of visible nodes of the tree. */
export function treeLength({ catalogue, tree }: State): number {
  const { sessions } = catalogue;
  return 1 + sessions.length + (sessions.at(tree.open)?.dialogs.length ?? 0);
}

/** The node at a position among the visible nodes. */
export function treeNode({ catalogue, tree }: State, position: number): TreeNode | null {
  if (position === 0) return { kind: 'all' };
  const { sessions } = catalogue;
  const dialogs = sessions.at(tree.open)?.dialogs ?? [];
  const behind = position - 1 - tree.open;
  if (tree.open >= 0 && behind > 0 && behind <= dialogs.length) {
    const session = sessions.at(tree.open);
    const dialog = dialogs[behind - 1];
    if (session === undefined || dialog === undefined) return null;
    return { kind: 'dialog', index: tree.open, session, dialog };
  }
  const index = tree.open >= 0 && behind > 0 ? position - 1 - dialogs.length : position - 1;
  const session = sessions.at(index);
  return session === undefined ? null : { kind: 'session', index, session };
}

/** Position of a session's node. */
export function sessionPosition({ catalogue, tree }: State, index: number): number {
  const opened =
    tree.open >= 0 && index > tree.open ? (catalogue.sessions.at(tree.open)?.dialogs.length ?? 0) : 0;
  return 1 + index + opened;
}

/** The rows of the tree's selected node (the scope), without regard to the filter. */
export function scopeList(state: State): RowList {
  const node = treeNode(state, state.tree.cursor);
  if (node === null || node.kind === 'all') return state.catalogue.all;
  return node.kind === 'session' ? node.session.list : node.dialog.list;
}

/** Positions in the scope of the rows that are shown; null stands for all. */
function shownPositions(state: State): readonly number[] | null {
  return state.filter.narrows ? state.filter.matches : null;
}

/** Number of rows that are shown. */
export function rowCount(state: State): number {
  return shownPositions(state)?.length ?? scopeList(state).length;
}

/** The row at a position among the rows that are shown. */
export function rowAt(state: State, position: number): Row | null {
  const positions = shownPositions(state);
  const index = positions === null ? position : positions[position];
  return index === undefined ? null : (scopeList(state).at(index) ?? null);
}

/**
 * The position among the rows that are shown of a row of the scope; where it is not shown, that of the first shown row
 * after it.
 */
export function shownAt(state: State, scopePosition: number): number {
  const positions = shownPositions(state);
  return positions === null ? scopePosition : firstAtLeast(positions, scopePosition);
}

/** The position in the scope of a row that is shown. */
export function scopePositionOf(state: State, shown: number): number {
  const positions = shownPositions(state);
  return positions === null ? shown : (positions[shown] ?? scopeList(state).length);
}

export function selectedRow(state: State): Row | null {
  return rowAt(state, state.rows.cursor);
}

export function selectedFinding(state: State): FindingEntry | null {
  return state.catalogue.findings[state.findings.cursor] ?? null;
}

/** The call whose payload and headers are shown. */
export function selectedCall(state: State): HookCall | null {
  if (state.view === 'findings') {
    const entry = selectedFinding(state);
    return entry?.kind === 'finding' ? entry.finding.call : null;
  }
  const row = selectedRow(state);
  return row === null ? null : callOfRow(row);
}

/**
 * The headers and bodies of a call, kept or read again. `unread`: they were not read again yet. `lost`: they cannot be
 * read again.
 */
export function exchangeOf(state: State, call: HookCall): Exchange | 'unread' | 'lost' {
  const kept = state.catalogue.exchangeOf(call);
  if (kept !== null) return kept;
  const known = state.recovered.find((each) => isSameCall(each.call, call));
  if (known === undefined) return 'unread';
  return known.exchange ?? 'lost';
}

/**
 * The calls that copying and exporting apply to: the marked ones; otherwise all calls of the tree's node, or the
 * selected call.
 */
export function chosenCalls(state: State): readonly HookCall[] {
  if (state.marks.length > 0) return state.marks;
  if (state.focus === 'sessions' && state.view !== 'findings') {
    return [...scopeList(state).calls()];
  }
  const call = selectedCall(state);
  return call === null ? [] : [call];
}

/**
 * The two calls to compare: the last two marked, or the marked one and the selected one; null where there are not two.
 */
export function comparedCalls(state: State): readonly [HookCall, HookCall] | null {
  const [last, before] = [state.marks.at(-1), state.marks.at(-2)];
  if (last !== undefined && before !== undefined) return [before, last];
  const selected = selectedCall(state);
  return last === undefined || selected === null || selected === last ? null : [last, selected];
}

export function isMarked(state: State, call: HookCall): boolean {
  return state.marks.some((mark) => isSameCall(mark, call));
}
