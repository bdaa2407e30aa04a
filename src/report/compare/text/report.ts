import type { Comparison } from '../../../compare/index.ts';
import { indented } from '../../layout/page.ts';
import type { TextLook } from '../../layout/style.ts';
import { wrap } from '../../layout/wrap.ts';
import { detailParts, remarksOf } from '../details.ts';
import type { ComparisonOptions } from '../format.ts';
import { type ComparisonVerdict, comparisonVerdict } from '../overview.ts';
import { comparedCaptureLines } from './capture-lines.ts';
import { type CompareContext, compareContext, headed, shortened, weighedLines } from './context.ts';
import { departureLines } from './departure-lines.ts';
import { scenarioLines } from './scenario-lines.ts';
import { stepTables } from './step-table.ts';

const MOST_OF_PART = 12;

const LOOKS: Readonly<Record<ComparisonVerdict['mark'], TextLook>> = {
  '✗': 'fatal',
  '?': 'warning',
  '!': 'warning',
  '✓': 'sound',
  '–': 'warning',
};

/** Writes the comparison for a person at a terminal: where BAD first departs and why, then everything else. */
export function* renderComparisonText(comparison: Comparison, options: ComparisonOptions): Iterable<string> {
  const context = compareContext(options);
  for (const line of verdictLines(comparison, context)) yield `${line}\n`;
  if (options.verdictOnly) return;
  for (const lines of [
    comparedCaptureLines(comparison, context),
    departureLines(comparison, context),
    scenarioLines(comparison, context),
    stepTables(comparison, context),
    details(comparison, context),
  ]) {
    for (const line of lines) yield `${line}\n`;
  }
}

function* verdictLines(comparison: Comparison, { safe, paint, columns }: CompareContext): Iterable<string> {
  const { mark, text } = comparisonVerdict(comparison);
  let lead = `${mark} `;
  for (const line of wrap(safe(text), columns - 2)) {
    yield paint(LOOKS[mark], lead + line);
    lead = '  ';
  }
}

function* details(comparison: Comparison, context: CompareContext): Iterable<string> {
  for (const { title, items } of detailParts(comparison, context.everything)) {
    if (items.length === 0) continue;
    yield* headed(context, title);
    yield* shortened(items, MOST_OF_PART, context, ({ weight, text }) => weighedLines(context, weight, text));
  }
  const remarks = remarksOf(comparison);
  if (remarks.length > 0) yield* headed(context, 'Not compared');
  for (const remark of remarks) yield* indented(context, context.safe(remark), 2);
}
