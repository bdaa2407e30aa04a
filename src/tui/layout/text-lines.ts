import { padEnd, wrap } from '../../report/layout/index.ts';
import { EMPTY_LINE, type Line, type Look, line, span } from './line.ts';

const LABEL_WIDTH = 13;
/** With fewer columns a text is below its label, not beside it. */
const BESIDE_FROM = 50;

/** A text (safe and without line breaks) as indented lines. */
export function wrapped(text: string, columns: number, indent = 0, look: Look = 'plain'): readonly Line[] {
  return wrap(text, Math.max(10, columns - indent)).map((each) => line(' '.repeat(indent), span(look, each)));
}

/** A label with a text beside it in a column of its own. */
export function labelledLines(
  label: string,
  text: string,
  columns: number,
  look: Look = 'plain',
): readonly Line[] {
  if (columns < BESIDE_FROM) return [line(span('dim', label)), ...wrapped(text, columns, 2, look)];
  const rows = wrap(text, Math.max(10, columns - LABEL_WIDTH - 2));
  return rows.map((row, index) =>
    line('  ', span('dim', padEnd(index === 0 ? label : '', LABEL_WIDTH)), span(look, row)),
  );
}

/** A label with steps beside it, one a line. Lines that begin with a space are commands, each on a line of its own. */
export function labelledStepLines(
  label: string,
  steps: string,
  columns: number,
  safe: (text: string) => string,
): readonly Line[] {
  const lines: Line[] = [];
  let said = label;
  for (const step of steps.split('\n')) {
    if (step.trim() === '') continue;
    if (/^\s/.test(step)) {
      const indent = columns < BESIDE_FROM ? 4 : LABEL_WIDTH + 4;
      lines.push(...wrapped(safe(step.trim()), columns, indent, 'command'));
    } else lines.push(...labelledLines(said, safe(step), columns));
    said = '';
  }
  return lines;
}

/** A heading with an empty line before it, unless it is the first. */
export function heading(text: string, isFirst = false): readonly Line[] {
  const head = line(span('bold', text));
  return isFirst ? [head] : [EMPTY_LINE, head];
}
