import { type Finding, INCONCLUSIVE_CALL, MISSING_CALL } from '../../checks/index.ts';
import type { View } from '../layout/layout.ts';
import { callOfRow } from '../model/row.ts';
import type { RowList } from '../model/row-list.ts';
import { noticed } from './actions.ts';
import { move, onRow } from './moves.ts';
import { widened } from './narrowing.ts';
import { selectedFinding, selectedProblem, sessionPosition } from './selection.ts';
import type { State } from './state.ts';

/** Goes from a problem to the list of its findings; of one with a single finding to the row that it is about. */
export function toOccurrences(state: State): State {
  const problem = selectedProblem(state)?.problem;
  if (problem === undefined) return state;
  const [first, ...others] = problem.findings;
  const only =
    others.length > 0 || first === undefined ? undefined : state.catalogue.analysis.findings[first];
  if (only !== undefined) return toRowOf(state, only, 'problems');
  return {
    ...state,
    view: 'findings',
    problem,
    focus: 'rows',
    findings: { cursor: 0, top: 0 },
    detailTop: 0,
  };
}

/** Goes from the list of findings to the row that the selected one is about. */
export function toFinding(state: State): State {
  const entry = selectedFinding(state);
  if (entry === null) return state;
  return entry.kind === 'rule' ? move(state, { lines: 1 }) : toRowOf(state, entry.finding, 'findings');
}

/** Selects the row that a finding is about, in its session. `from`: the view to which one step back leads. */
function toRowOf(state: State, finding: Finding, from: View): State {
  const { all, sessions } = state.catalogue;
  const row = all.at(positionAbout(all, finding));
  if (row === undefined) return noticed(state, 'This is about the capture, not about one call.');
  const anchor = callOfRow(row);
  const session = anchor === null ? -1 : sessions.indexOfCall(anchor);
  // What the filter hides is shown again: the row may be among it.
  const calls = { ...widened(state), view: 'calls', focus: 'rows', cameFrom: from, tab: 'findings' } as const;
  const cursor = session < 0 ? 0 : sessionPosition(calls, session);
  return onRow({ ...calls, tree: { ...calls.tree, cursor } }, row);
}

/** The position of the row of a finding; -1 where it has none. A missing call has a row of its own. */
function positionAbout(list: RowList, { call, method, stream, rule }: Finding): number {
  if (call === null) {
    return list.positionOfOther((row) => row.kind === 'connection' && row.connection.connection === stream);
  }
  const absence =
    rule === MISSING_CALL || rule === INCONCLUSIVE_CALL
      ? list.positionOfOther(
          (row) => row.kind === 'expected' && row.expected.trigger === call && row.expected.method === method,
        )
      : -1;
  return absence >= 0 ? absence : list.positionOfCall(call);
}
