import { escapeTerminal } from '../escape/terminal.ts';
import type { Paint } from './style.ts';
import { padEnd } from './width.ts';
import { wrap } from './wrap.ts';

/** What writing for a terminal needs: its width, its colours, and what makes text of a capture fit to be shown. */
export interface TextPage {
  readonly columns: number;
  readonly paint: Paint;
  /** Masks secrets and escapes. */
  readonly safe: (text: string) => string;
}

/** A page for text that holds nothing of a capture: tables, documentation. */
export function plainPage(columns: number, paint: Paint): TextPage {
  return { columns, paint, safe: escapeTerminal };
}

const LABEL_COLUMNS = 13;
/** Below this, text beside a label is set under it. */
const FEWEST_COLUMNS = 20;

/** A text in lines that all begin with so many spaces. */
export function* indented(page: TextPage, text: string, indent: number): Iterable<string> {
  for (const line of wrap(text, Math.max(FEWEST_COLUMNS, page.columns - indent)))
    yield ' '.repeat(indent) + line;
}

/** A label, and beside it a text in a column of its own. */
export function* labelled(page: TextPage, label: string, text: string, indent: number): Iterable<string> {
  const beside = indent + LABEL_COLUMNS;
  // Items of a list hang by their sign.
  const hanging = text.startsWith('- ') ? 2 : 0;
  let lead = ' '.repeat(indent) + page.paint('dim', padEnd(label, LABEL_COLUMNS)) + text.slice(0, hanging);
  for (const line of wrap(text.slice(hanging), Math.max(FEWEST_COLUMNS, page.columns - beside - hanging))) {
    yield lead + line;
    lead = ' '.repeat(beside + hanging);
  }
}

/** A label and, beside it, a text that may have several lines of its own. */
export function* labelledParagraphs(
  page: TextPage,
  label: string,
  text: string,
  indent: number,
): Iterable<string> {
  let said = label;
  for (const paragraph of text.split('\n')) {
    yield* labelled(page, said, page.safe(paragraph), indent);
    said = '';
  }
}

/** A label, and beside it a text that is to be copied and so is never broken. */
export function verbatim(page: TextPage, label: string, text: string, indent: number): string {
  return ' '.repeat(indent) + page.paint('dim', padEnd(label, LABEL_COLUMNS)) + page.paint('command', text);
}

/**
 * A label and, beside it, steps, one a line; lines that begin with a space are commands: they stand on lines of their
 * own, never broken, so that they can be copied.
 */
export function* labelledSteps(
  page: TextPage,
  label: string,
  steps: string,
  indent: number,
): Iterable<string> {
  const beside = ' '.repeat(indent + LABEL_COLUMNS);
  let said = label;
  for (const step of steps.split('\n')) {
    if (step.trim() === '') continue;
    if (/^\s/.test(step)) yield `${beside}  ${page.paint('command', page.safe(step.trim()))}`;
    else yield* labelled(page, said, page.safe(step), indent);
    said = '';
  }
}
