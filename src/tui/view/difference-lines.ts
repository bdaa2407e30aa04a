import type { JsonDifference, JsonValue } from '../../hooks/index.ts';
import { displayWidth, truncate } from '../../report/layout/index.ts';
import { type Line, line, span } from '../layout/line.ts';
import { jsonText } from './json-lines.ts';

/** A difference on two lines: `-` for the one value, `+` for the other, so that it can be read without colours. */
export function differenceLines(
  { pointer, one, other }: JsonDifference,
  columns: number,
  safe: (text: string) => string,
): readonly Line[] {
  const name = safe(pointer === '' ? '(all of it)' : pointer);
  const lines: Line[] = [line(span('name', `  ${truncate(name, columns - 2)}`))];
  if (one !== undefined) lines.push(line(span('error', valueText('-', one, columns))));
  if (other !== undefined) lines.push(line(span('good', valueText('+', other, columns))));
  return lines;
}

function valueText(sign: string, value: JsonValue, columns: number): string {
  const text = `    ${sign} ${jsonText(value)}`;
  return displayWidth(text) <= columns ? text : truncate(text, columns);
}
