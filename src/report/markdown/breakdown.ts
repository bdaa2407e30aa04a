import { BREAKDOWN_TITLES, ROW_TITLES, type RowText, rowTexts } from '../breakdown/index.ts';
import type { MarkdownContext } from './context.ts';

const NUMBERS = Object.keys(ROW_TITLES) as readonly Exclude<keyof RowText, 'value'>[];
/** A bar ends a cell even in code (GFM, tables); one that is escaped already stays. */
const BARE_BAR = /(?<!\\)\|/g;

/** A table for each thing that problems are counted by. */
export function* breakdownTables({
  breakdowns,
  prose,
  everything,
  analysis,
}: MarkdownContext): Iterable<string> {
  if (analysis.findings.length === 0) return;
  for (const breakdown of breakdowns) {
    const { rows, left } = rowTexts(breakdown, prose, everything);
    const lines = [
      `| by ${BREAKDOWN_TITLES[breakdown.name]} | ${NUMBERS.map((name) => ROW_TITLES[name]).join(' | ')} |`,
      `|---|${NUMBERS.map(() => '---:').join('|')}|`,
      ...rows.map(
        (row) =>
          `| ${row.value.replace(BARE_BAR, '\\|')} | ${NUMBERS.map((name) => row[name]).join(' | ')} |`,
      ),
    ];
    yield lines.join('\n') + (left === null ? '' : `\n\n${left}`);
  }
}
