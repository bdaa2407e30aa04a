import { firstAtLeast } from '../../base/first-index.ts';
import type { Finding } from '../../checks/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Exchange } from '../../http/index.ts';
import { type FindingEntry, type FindingList, findingsOfProblem } from '../model/finding-list.ts';
import type { ProblemEntry } from '../model/problem-list.ts';
import { callOfRow, isSameCall, type Row } from '../model/row.ts';
import type { RowList } from '../model/row-list.ts';
import type { DialogEntry, SessionEntry } from '../model/session-list.ts';
import type { Scope } from './filter-state.ts';
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

/**
 * The places of the sessions that are shown, in the order in which they are: a filter leaves some out. null: all, in the order of
 * the list.
 */
export function shownPlaces({ shown, catalogue }: State): Int32Array | null {
  return shown.of === catalogue.sessions ? shown.places : null;
}

/** Number of sessions that are shown. */
export function shownSessions(state: State): number {
  return shownPlaces(state)?.length ?? state.catalogue.sessions.length;
}

/** Where the session at a place stands among those that are shown; -1 where it is not shown. */
export function indexOfPlace(state: State, place: number): number {
  const places = shownPlaces(state);
  if (places !== null) return places.indexOf(place);
  return place < state.catalogue.sessions.length ? place : -1;
}

/** The place of a session that is shown; -1 where there are not so many. */
export function placeAt(state: State, index: number): number {
  const places = shownPlaces(state);
  if (places !== null) return places[index] ?? -1;
  return index >= 0 && index < state.catalogue.sessions.length ? index : -1;
}

/** The session whose dialogs are shown, by its index among those that are shown; -1 where there is none. */
function openIndex(state: State): number {
  return state.tree.open < 0 ? -1 : indexOfPlace(state, state.tree.open);
}

/** Number of visible nodes of the tree. */
export function treeLength(state: State): number {
  const { catalogue, tree } = state;
  const dialogs = openIndex(state) < 0 ? 0 : (catalogue.sessions.at(tree.open)?.dialogs.length ?? 0);
  return 1 + shownSessions(state) + dialogs;
}

/** The node at a position among the visible nodes. */
export function treeNode(state: State, position: number): TreeNode | null {
  if (position === 0) return { kind: 'all' };
  const { catalogue, tree } = state;
  const { sessions } = catalogue;
  const open = openIndex(state);
  const behind = position - 1 - open;
  const dialogs = open < 0 ? [] : (sessions.at(tree.open)?.dialogs ?? []);
  if (open >= 0 && behind > 0 && behind <= dialogs.length) {
    const session = sessions.at(tree.open);
    const dialog = dialogs[behind - 1];
    if (session === undefined || dialog === undefined) return null;
    return { kind: 'dialog', index: tree.open, session, dialog };
  }
  const index = placeAt(state, open >= 0 && behind > 0 ? position - 1 - dialogs.length : position - 1);
  const session = sessions.at(index);
  return session === undefined ? null : { kind: 'session', index, session };
}

/** Position of the node of the session at a place; 0, that of all calls, where it is not shown. */
export function sessionPosition(state: State, place: number): number {
  const index = indexOfPlace(state, place);
  if (index < 0) return 0;
  const { catalogue, tree } = state;
  const open = openIndex(state);
  const opened = open >= 0 && index > open ? (catalogue.sessions.at(tree.open)?.dialogs.length ?? 0) : 0;
  return 1 + index + opened;
}

/** The selected node of the tree. */
export function selectedNode(state: State): TreeNode | null {
  return treeNode(state, state.tree.cursor);
}

/** The rows of the tree's selected node (the scope), without regard to the filter. */
export function scopeList(state: State): RowList {
  return scopeOf(state).list;
}

/** The same with the place of the session that they are of. */
export function scopeOf(state: State): Scope {
  const node = selectedNode(state);
  if (node === null || node.kind === 'all') return { list: state.catalogue.all, place: -1 };
  return { list: node.kind === 'session' ? node.session.list : node.dialog.list, place: node.index };
}

/** Positions in the scope of the rows that are shown; null stands for all. */
function shownPositions(state: State): readonly number[] | null {
  return state.filter.narrows ? state.filter.scope.matches : null;
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

/** The findings that the findings view lists: those of the problem that was opened, otherwise all by rule. */
export function listedFindings({ catalogue, problem }: State): FindingList {
  return problem === null ? catalogue.findings : findingsOfProblem(catalogue.analysis, problem);
}

export function selectedFinding(state: State): FindingEntry | null {
  return listedFindings(state)[state.findings.cursor] ?? null;
}

export function selectedProblem(state: State): ProblemEntry | null {
  return state.catalogue.problems[state.problems.cursor] ?? null;
}

/** What the detail is about in the views that list no rows: a finding, or the first finding of a problem; null elsewhere. */
export function findingInView(state: State): Finding | null {
  if (state.view === 'problems') {
    const [first] = selectedProblem(state)?.problem.findings ?? [];
    return first === undefined ? null : (state.catalogue.analysis.findings[first] ?? null);
  }
  if (state.view !== 'findings') return null;
  const entry = selectedFinding(state);
  return entry?.kind === 'finding' ? entry.finding : null;
}

/** True where the view lists findings or problems, not rows. */
export function listsFindings({ view }: Pick<State, 'view'>): boolean {
  return view === 'findings' || view === 'problems';
}

/** The call whose payload and headers are shown. */
export function selectedCall(state: State): HookCall | null {
  if (listsFindings(state)) return findingInView(state)?.call ?? null;
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
 * The calls that copying and exporting apply to: the marked ones; otherwise all calls of the tree's node, those of a problem, or the
 * selected call.
 */
export function chosenCalls(state: State): readonly HookCall[] {
  if (state.marks.length > 0) return state.marks;
  if (state.view === 'problems') return callsOfProblem(state);
  if (state.focus === 'sessions' && state.view !== 'findings') {
    return [...scopeList(state).calls()];
  }
  const call = selectedCall(state);
  return call === null ? [] : [call];
}

/** The calls that the findings of the selected problem point at, each once. */
function callsOfProblem(state: State): readonly HookCall[] {
  const { findings } = state.catalogue.analysis;
  const indexes = selectedProblem(state)?.problem.findings ?? [];
  return [...new Set(indexes.flatMap((index) => findings[index]?.call ?? []))];
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
