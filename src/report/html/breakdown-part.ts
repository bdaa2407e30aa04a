import { BREAKDOWN_TITLES, type Breakdown, ROW_TITLES, type RowText, rowTexts } from '../breakdown/index.ts';
import { shorten } from '../layout/shorten.ts';
import type { HtmlContext } from './context.ts';
import { html, type Markup } from './markup.ts';
import { leftOut } from './problem-card.ts';

const NUMBERS = Object.keys(ROW_TITLES) as readonly Exclude<keyof RowText, 'value'>[];
const LONGEST_VALUE = 300;

/** A table for each thing that problems are counted by. */
export function* breakdownPart(context: HtmlContext): Iterable<Markup> {
  if (context.breakdowns.length === 0 || context.analysis.findings.length === 0) return;
  yield html`<section id="breakdown" aria-labelledby="breakdown-title">
<h2 id="breakdown-title">Where and when</h2>
`;
  for (const breakdown of context.breakdowns) yield table(breakdown, context);
  yield html`</section>\n`;
}

function table(breakdown: Breakdown, context: HtmlContext): Markup {
  const shown = (text: string): string => shorten(context.shown(text), LONGEST_VALUE);
  const { rows, left } = rowTexts(breakdown, shown, context.everything);
  return html`<table>
<thead><tr><th scope="col">By ${BREAKDOWN_TITLES[breakdown.name]}</th>${NUMBERS.map((name) => html`<th scope="col" class="number">${ROW_TITLES[name]}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (
    row,
  ) => html`<tr><td>${row.value}</td>${NUMBERS.map((name) => html`<td class="number">${row[name]}</td>`)}</tr>
`,
)}</tbody>
</table>
${left === null ? null : leftOut(left, context)}`;
}
