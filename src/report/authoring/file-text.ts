import { stringifyJson } from '../escape/json.ts';

/** Columns of a line that holds a whole list or object. */
const WIDEST = 120;
const INDENT = 2;

/** A dialect file as people write it: what fits in a line stands in one. */
export function fileText(value: object): string {
  return `${textOf(value, 0, 0)}\n`;
}

/** `column`: where the value begins; `depth`: how deep it stands. */
function textOf(value: unknown, column: number, depth: number): string {
  if (typeof value !== 'object' || value === null) return stringifyJson(value);
  const line = lineOf(value);
  if (depth > 0 && isFlat(value) && column + line.length <= WIDEST) return line;
  const pad = ' '.repeat((depth + 1) * INDENT);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const rows = Array.isArray(value)
    ? value.map((each) => pad + textOf(each, pad.length, depth + 1))
    : Object.entries(value).map(([name, each]) => {
        const lead = `${pad}${stringifyJson(name)}: `;
        return lead + textOf(each, lead.length, depth + 1);
      });
  return rows.length === 0
    ? `${open}${close}`
    : `${open}\n${rows.join(',\n')}\n${' '.repeat(depth * INDENT)}${close}`;
}

/** Whether it holds scalars, lists of lists of them, or is a list of such objects. */
function isFlat(value: object): boolean {
  return Object.values(value).every(
    (each) =>
      typeof each !== 'object' ||
      each === null ||
      ((Array.isArray(each) || Array.isArray(value)) && isFlat(each)),
  );
}

function lineOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(lineOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return stringifyJson(value);
  const members = Object.entries(value).map(([name, each]) => `${stringifyJson(name)}: ${lineOf(each)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
