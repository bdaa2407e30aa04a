import { count } from '../../report/layout/index.ts';
import { EMPTY_LINE, type Line, line } from '../layout/line.ts';
import { joined, type LineList, lineListOf, plainText } from '../layout/line-list.ts';
import { isFault, type Row } from '../model/row.ts';
import { listsFindings, scopeList, selectedRow } from '../state/selection.ts';
import type { State } from '../state/state.ts';
import { comparisonOf } from './comparison.ts';
import { findingsOfRow } from './detail/findings.ts';
import { detailOf } from './detail/index.ts';
import { headerLines } from './header.ts';
import { plainRowLines } from './timeline.ts';
import { viewerOf } from './viewer.ts';

/** Width of a report in columns. */
export const REPORT_COLUMNS = 100;
/** The most rows of a report: a clipboard is meant for people to read. */
const MOST_ROWS = 500;

/**
 * The selection as text for a ticket: the capture, then the marked calls, or those of the tree's session, with what is
 * wrong with them; otherwise the selected row with the tab that is shown.
 */
export function selectionReport(state: State): string {
  return `${plainText(joined(lineListOf(headerLines(state, REPORT_COLUMNS)), lineListOf([EMPTY_LINE]), bodyOf(state)))}\n`;
}

function bodyOf(state: State): LineList {
  if (state.view === 'compare') return comparisonOf(state, REPORT_COLUMNS);
  if (listsFindings(state)) return detailOf(state, REPORT_COLUMNS);
  const rows = chosenRows(state);
  if (rows !== null) return lineListOf(rowsWithFaults(state, rows));
  const row = selectedRow(state);
  const lead = row === null ? [] : [...plainRowLines(state, [row], REPORT_COLUMNS), EMPTY_LINE];
  return joined(lineListOf(lead), detailOf(state, REPORT_COLUMNS));
}

/** Several rows: the marked ones, or all rows of the tree's node; null where only the row under the cursor is meant. */
function chosenRows(state: State): readonly Row[] | null {
  const { marks, focus, catalogue } = state;
  if (marks.length > 0) {
    const positions = marks
      .map((mark) => catalogue.all.positionOfCall(mark))
      .sort((one, other) => one - other);
    return positions.flatMap((position) => catalogue.all.at(position) ?? []);
  }
  return focus === 'sessions' ? [...scopeList(state)] : null;
}

function rowsWithFaults(state: State, rows: readonly Row[]): readonly Line[] {
  const shown = rows.slice(0, MOST_ROWS);
  const more = rows.length - shown.length;
  const input = { catalogue: state.catalogue, viewer: viewerOf(state), columns: REPORT_COLUMNS };
  return [
    ...plainRowLines(state, shown, REPORT_COLUMNS),
    ...(more > 0 ? [line(`    … and ${count(more, 'more row')}`)] : []),
    ...shown.filter(isFault).flatMap((row) => [EMPTY_LINE, ...findingsOfRow(row, input)]),
  ];
}
