import { escapeTerminal } from '../escape/terminal.ts';
import type { Paint } from './style.ts';
import { padEnd } from './width.ts';
import { wrap } from './wrap.ts';

/**
 * What is needed to write for a terminal: its width, its colours, and a function that makes text of a capture fit to be
 * shown.
 */
export interface TextPage {
  readonly columns: number;
  readonly paint: Paint;
  /** Masks secrets and escapes. */
  readonly safe: (text: string) => string;
}

/** A page for text that contains nothing of a capture: tables and documentation. */
export function plainPage(columns: number, paint: Paint): TextPage {
  return { columns, paint, safe: escapeTerminal };
}

/** Columns of a label and the space after it. */
export const LABEL_COLUMNS = 13;
/** With fewer columns a text is put below its label instead of beside it. */
const FEWEST_COLUMNS = 20;

/** A text in lines that are all indented by `indent` spaces. */
export function* indented(page: TextPage, text: string, indent: number): Iterable<string> {
  for (const line of wrap(text, Math.max(FEWEST_COLUMNS, page.columns - indent)))
    yield ' '.repeat(indent) + line;
}

/** A label with a text beside it in a column of its own. */
export function* labelled(page: TextPage, label: string, text: string, indent: number): Iterable<string> {
  const beside = indent + LABEL_COLUMNS;
  // Further lines of a list's item are indented by its sign.
  const hanging = text.startsWith('- ') ? 2 : 0;
  let lead = ' '.repeat(indent) + page.paint('dim', padEnd(label, LABEL_COLUMNS)) + text.slice(0, hanging);
  for (const line of wrap(text.slice(hanging), Math.max(FEWEST_COLUMNS, page.columns - beside - hanging))) {
    yield lead + line;
    lead = ' '.repeat(beside + hanging);
  }
}

/** A label with a text beside it that may have several lines. */
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

/** A label with a text beside it that is meant to be copied and so is never broken. */
export function verbatim(page: TextPage, label: string, text: string, indent: number): string {
  return ' '.repeat(indent) + page.paint('dim', padEnd(label, LABEL_COLUMNS)) + page.paint('command', text);
}

/**
 * A label with steps beside it, one a line. Lines that begin with a space are commands: each is on a line of its own
 * and never broken, so that it can be copied.
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
