import type { Weight } from '../../../compare/index.ts';
import { escapeTerminal } from '../../escape/terminal.ts';
import { indented, type TextPage } from '../../layout/page.ts';
import { painter, type TextLook } from '../../layout/style.ts';
import { wrap } from '../../layout/wrap.ts';
import type { ComparisonOptions } from '../format.ts';
import { WEIGHT_MARKS } from '../words.ts';

/** What all parts of the text share. */
export interface CompareContext extends TextPage {
  readonly everything: boolean;
}

/** The least width in columns: the columns of the table need as much. */
const NARROWEST = 60;

export function compareContext({ masker, columns, color, everything }: ComparisonOptions): CompareContext {
  return {
    columns: Math.max(NARROWEST, columns),
    paint: painter(color),
    safe: (text) => escapeTerminal(masker.text(text)),
    everything,
  };
}

export const LOOK_OF_WEIGHT = {
  fault: 'error',
  inconclusive: 'warning',
  difference: 'warning',
} as const satisfies Readonly<Record<Weight, TextLook>>;

/** A heading after an empty line. */
export function* headed(context: CompareContext, title: string): Iterable<string> {
  yield '';
  yield context.paint('heading', title);
}

/** A text with the mark of its weight. Further lines are indented. */
export function* weighedLines(
  context: CompareContext,
  weight: Weight | null,
  text: string,
): Iterable<string> {
  const { paint, columns, safe } = context;
  const [head = '', ...rest] = wrap(safe(text), columns - 2);
  yield weight === null ? `  ${head}` : `${paint(LOOK_OF_WEIGHT[weight], WEIGHT_MARKS[weight])} ${head}`;
  for (const line of rest) yield `  ${line}`;
}

/** The first items of a list, and how many more there are. */
export function* shortened<T>(
  items: readonly T[],
  most: number,
  context: CompareContext,
  lines: (item: T) => Iterable<string>,
): Iterable<string> {
  const shown = context.everything ? items : items.slice(0, most);
  for (const item of shown) yield* lines(item);
  if (shown.length < items.length) {
    yield* indented(context, `… and ${items.length - shown.length} more (--all shows all)`, 2);
  }
}
