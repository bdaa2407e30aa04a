import { MAX_SHOWN_JSON_LINES, MAX_SHOWN_VALUE_CHARACTERS } from '../../base/limits.ts';
import type { JsonValue } from '../../hooks/index.ts';
import { isObject } from '../../hooks/index.ts';
import { displayWidth, escapeTerminal, grouped, truncate } from '../../report/layout/index.ts';
import { type Line, type Look, span, type TextSpan } from '../layout/line.ts';

/**
 * A JSON value as indented lines of at most `columns` columns, coloured by kind of token. Long strings continue on the
 * next line; what exceeds MAX_SHOWN_VALUE_CHARACTERS is counted, not shown.
 */
export function jsonLines(value: JsonValue, columns: number): readonly Line[] {
  const lines: Line[] = [];
  put(lines, [], value, '', '', Math.max(20, columns));
  if (lines.length >= MAX_SHOWN_JSON_LINES)
    lines.push({ spans: [span('dim', '… more lines: the tab Raw has all')] });
  return lines;
}

function put(
  lines: Line[],
  lead: readonly TextSpan[],
  value: JsonValue,
  indent: string,
  tail: string,
  columns: number,
): void {
  if (lines.length >= MAX_SHOWN_JSON_LINES) return;
  if (Array.isArray(value) || isObject(value)) {
    const list = Array.isArray(value);
    const members = list
      ? (value as readonly JsonValue[]).map((item) => [null, item] as const)
      : Object.entries(value as Readonly<Record<string, JsonValue>>);
    const [open, close] = list ? ['[', ']'] : ['{', '}'];
    if (members.length === 0) {
      lines.push({ spans: [...lead, span('plain', `${open}${close}${tail}`)] });
      return;
    }
    lines.push({ spans: [...lead, span('plain', open)] });
    const inner = `${indent}  `;
    members.forEach(([name, member], index) => {
      const key = name === null ? [] : [span('name', quotedJson(name)), span('plain', ': ')];
      const comma = index < members.length - 1 ? ',' : '';
      put(lines, [span('plain', inner), ...key], member, inner, comma, columns);
    });
    lines.push({ spans: [span('plain', `${indent}${close}${tail}`)] });
    return;
  }
  putScalar(lines, lead, value as string | number | boolean | null, indent, tail, columns);
}

function putScalar(
  lines: Line[],
  lead: readonly TextSpan[],
  value: string | number | boolean | null,
  indent: string,
  tail: string,
  columns: number,
): void {
  const look: Look = typeof value === 'string' ? 'text' : 'number';
  let rest = typeof value === 'string' ? quotedJson(value) : String(value);
  let spans = [...lead];
  let used = spans.reduce((sum, { text }) => sum + displayWidth(text), 0);
  const wrapped = `${indent}    `;
  for (;;) {
    const room = Math.max(8, columns - used);
    if (displayWidth(rest) <= room) break;
    const head = truncate(rest, room + 1).slice(0, -1);
    lines.push({ spans: [...spans, span(look, head)] });
    rest = rest.slice(head.length);
    spans = [span('plain', wrapped)];
    used = wrapped.length;
  }
  lines.push({ spans: [...spans, span(look, rest), span('plain', tail)] });
}

/** A string as JSON, safe on a terminal. */
export function quotedJson(text: string): string {
  const over = text.length - MAX_SHOWN_VALUE_CHARACTERS;
  const kept = over > 0 ? text.slice(0, MAX_SHOWN_VALUE_CHARACTERS) : text;
  const written = escapeTerminal(JSON.stringify(kept));
  return over > 0 ? `${written} … ${grouped(over)} more characters` : written;
}

/** A value on one line, however long. */
export function jsonText(value: JsonValue): string {
  return typeof value === 'string'
    ? quotedJson(value)
    : escapeTerminal(JSON.stringify(value).slice(0, MAX_SHOWN_VALUE_CHARACTERS));
}
