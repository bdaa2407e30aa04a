import { BREAKDOWN_TITLES, type Breakdown, ROW_TITLES, type RowText, rowTexts } from '../breakdown/index.ts';
import { displayWidth, padEnd, padStart, truncate, truncateStart } from '../layout/width.ts';
import type { TextContext } from './context.ts';

const NUMBERS = Object.keys(ROW_TITLES) as readonly Exclude<keyof RowText, 'value'>[];
const GAP = '  ';

/** A table for each thing that problems are counted by. */
export function* breakdownLines(context: TextContext): Iterable<string> {
  if (context.analysis.findings.length === 0) return;
  for (const breakdown of context.breakdowns) {
    yield '';
    yield* tableLines(breakdown, context);
  }
}

function* tableLines(breakdown: Breakdown, context: TextContext): Iterable<string> {
  const { paint, safe, columns, everything } = context;
  const { rows, left } = rowTexts(breakdown, safe, everything);
  // The name of a node often ends with its address.
  const shortened = breakdown.name === 'call-server' ? truncateStart : truncate;
  const title = `By ${BREAKDOWN_TITLES[breakdown.name]}`;
  const widths = NUMBERS.map((name) =>
    rows.reduce((most, row) => Math.max(most, row[name].length), ROW_TITLES[name].length),
  );
  const numbers = widths.reduce((sum, width) => sum + GAP.length + width, 0);
  const longest = rows.reduce((most, { value }) => Math.max(most, displayWidth(value)), title.length);
  const ofValue = Math.max(title.length, Math.min(longest, columns - numbers));
  const titles = NUMBERS.map((name, index) => GAP + padStart(ROW_TITLES[name], widths[index]));
  yield paint('heading', padEnd(title, ofValue)) + paint('dim', titles.join(''));
  for (const row of rows) {
    const cells = NUMBERS.map((name, index) => GAP + padStart(row[name], widths[index]));
    yield padEnd(shortened(row.value, ofValue), ofValue) + cells.join('');
  }
  if (left !== null) yield paint('dim', `${left} (--all shows all)`);
}
