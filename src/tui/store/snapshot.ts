import type { Catalogue } from '../model/catalogue.ts';
import { faultWeight, isUndecided, rowWeight, SOUND, UNDECIDED_WEIGHT } from '../model/faults.ts';
import { type FindingList, findingsOfProblem } from '../model/finding-list.ts';
import { isSameProblem } from '../model/problem-list.ts';
import type { RowList } from '../model/row-list.ts';
import { sifted } from '../state/narrowing.ts';
import {
  rowCount,
  scopeList,
  scopePositionOf,
  selectedFinding,
  selectedProblem,
  selectedRow,
  sessionPosition,
  shownAt,
  treeNode,
} from '../state/selection.ts';
import type { State } from '../state/state.ts';

/** The state with a new snapshot. The selection stays; before the first key, what should be seen first is selected. */
export function withSnapshot(state: State, catalogue: Catalogue): State {
  // A live capture is watched at its end until it is over.
  if (!state.touched && (!state.following || catalogue.done))
    return initialSelection({ ...state, catalogue });
  const row = selectedRow(state);
  const before = scopePositionOf(state, state.rows.cursor);
  const tree = keptTree(state, catalogue);
  const moved = { ...state, catalogue, tree, ...keptFindings(state, catalogue) };
  const list = scopeList(moved);
  const next = sifted(moved);
  if (state.sticky) return { ...next, rows: { ...next.rows, cursor: Math.max(0, rowCount(next) - 1) } };
  const found = row === null ? -1 : list.positionOf(row);
  const cursor = shownAt(next, found >= 0 ? found : Math.min(before, Math.max(0, list.length - 1)));
  // The cursor stays at its place on the screen, and the list moves.
  const top = Math.max(0, next.rows.top + cursor - state.rows.cursor);
  return { ...next, rows: { cursor, top } };
}

/**
 * The state in which the UI begins: it shows the session that was asked for; all calls where a filter was given;
 * otherwise the first session with a fault. The first fault is selected.
 */
export function initialSelection(state: State): State {
  if (state.following && !state.catalogue.done) return toEnd(state);
  const { sessions, all, findings } = state.catalogue;
  const wanted = state.wantedSession === null ? -1 : sessions.indexOfId(state.wantedSession);
  const first = sessions.at(0);
  const isFaulty = first !== undefined && faultWeight(first.faults) < SOUND;
  const faulty = isFaulty && state.filter.filter === null ? 0 : -1;
  const index = wanted >= 0 ? wanted : faulty;
  const closed = { ...state, tree: { cursor: 0, top: 0, open: -1 } };
  const cursor = index < 0 ? 0 : sessionPosition(closed, index);
  const filtered = sifted({ ...closed, tree: { ...closed.tree, cursor } });
  const rows = { cursor: shownAt(filtered, worstPosition(scopeList(filtered))), top: 0 };
  // Without a call the problems are shown, which say why there is none.
  const isEmpty = state.catalogue.done && all.length === 0 && findings.length > 0;
  const view = isEmpty ? 'problems' : filtered.view === 'problems' ? 'calls' : filtered.view;
  return { ...filtered, rows, view, problems: { cursor: 0, top: 0 } };
}

/** The position of the worst row, the first of its kind; 0 where nothing is wrong. */
function worstPosition(list: RowList): number {
  let worst = Math.max(0, list.positionOfOther(isUndecided));
  let weight = UNDECIDED_WEIGHT;
  for (const position of list.faults) {
    const row = list.at(position);
    const own = row === undefined ? SOUND : rowWeight(row);
    if (own >= weight) continue;
    worst = position;
    weight = own;
    if (weight === 0) break;
  }
  return worst;
}

/** Shows the end of all rows. */
function toEnd(state: State): State {
  const rows = { cursor: Math.max(0, state.catalogue.all.length - 1), top: 0 };
  return { ...state, tree: { cursor: 0, top: 0, open: -1 }, rows };
}

/** The tree of the new snapshot with the cursor on the same session or dialog. */
function keptTree(state: State, catalogue: Catalogue): State['tree'] {
  const { tree } = state;
  const node = treeNode(state, tree.cursor);
  const opened = tree.open < 0 ? undefined : state.catalogue.sessions.at(tree.open);
  const open = opened === undefined ? -1 : catalogue.sessions.indexOf(opened);
  if (node === null || node.kind === 'all') return { ...tree, open };
  const index = catalogue.sessions.indexOf(node.session);
  if (index < 0) return { ...tree, open, cursor: 0 };
  const position = sessionPosition({ ...state, catalogue, tree: { ...tree, open } }, index);
  if (node.kind === 'session') return { ...tree, open, cursor: position };
  const dialog =
    catalogue.sessions
      .at(index)
      ?.dialogs.findIndex(({ kind, id }) => kind === node.dialog.kind && id === node.dialog.id) ?? -1;
  return { ...tree, open, cursor: position + 1 + dialog };
}

/** The cursors among problems and findings, on the same ones of the new snapshot. */
function keptFindings(state: State, catalogue: Catalogue): Pick<State, 'problem' | 'problems' | 'findings'> {
  const selected = selectedProblem(state);
  const at =
    selected === null
      ? -1
      : catalogue.problems.findIndex(({ problem }) => isSameProblem(problem, selected.problem));
  const problems = at < 0 ? state.problems : { ...state.problems, cursor: at };
  const opened = state.problem;
  const problem =
    opened === null
      ? null
      : (catalogue.problems.find((each) => isSameProblem(each.problem, opened))?.problem ?? null);
  const list = problem === null ? catalogue.findings : findingsOfProblem(catalogue.analysis, problem);
  return { problems, problem, findings: keptFinding(state, list) };
}

function keptFinding(state: State, list: FindingList): State['findings'] {
  const entry = selectedFinding(state);
  if (entry === null) return state.findings;
  const cursor = list.findIndex((each) =>
    entry.kind === 'rule'
      ? each.kind === 'rule' && each.rule === entry.rule
      : each.kind === 'finding' &&
        each.finding.rule === entry.finding.rule &&
        each.finding.message === entry.finding.message &&
        each.finding.frames[0] === entry.finding.frames[0],
  );
  return cursor < 0 ? state.findings : { ...state.findings, cursor };
}
