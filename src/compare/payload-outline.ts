import { MAX_OUTLINE_DEPTH, MAX_OUTLINE_MEMBERS } from '../base/limits.ts';
import { jsonTypeOf } from '../checks/index.ts';
import type { Dialect, Method, Parameter } from '../dialects/index.ts';
import { escapePointer, isObject, type JsonObject, type JsonValue } from '../hooks/index.ts';

/** What a value is, as far as a comparison goes: numbers with and without a fraction are one, an empty text is none. */
export type ValueKind = 'string' | 'empty' | 'number' | 'boolean' | 'object' | 'array' | 'null';

/** What is compared of one member. */
export interface MemberOutline {
  readonly kinds: readonly ValueKind[];
  /** Values as JSON text, where they are of a known few: truth values, and parameters whose table lists them. */
  readonly values: readonly string[];
}

/**
 * What is compared of a payload: its members with their types, and values of which there are few. Identifiers, times,
 * addresses, texts and secrets are no part of it, so that payloads of thousands of calls have few outlines.
 * Members by JSON Pointer, `*` for every item of an array.
 */
export type PayloadOutline = ReadonlyMap<string, MemberOutline>;

/** One line of an outline: pointer, kind, value; what equal outlines share. */
const SEPARATOR = '\u0001';
const SEPARATORS = new RegExp(`[${SEPARATOR}\n]`);

/** The outline as a text by which equal ones are known, and from which {@link readOutline} makes it. */
export function outlineText(dialect: Dialect, method: Method | null, members: JsonObject): string {
  const lines: string[] = [];
  walkObject(members, '', 0, { rows: comparedRows(method), status: dialect.statusParameter, lines });
  return lines.join('\n');
}

/** A text of {@link outlineText} as an outline. */
export function readOutline(text: string): PayloadOutline {
  const members = new Map<string, { kinds: ValueKind[]; values: string[] }>();
  for (const line of text === '' ? [] : text.split('\n')) {
    const [pointer = '', kind = '', value] = line.split(SEPARATOR);
    let member = members.get(pointer);
    if (member === undefined) {
      member = { kinds: [], values: [] };
      members.set(pointer, member);
    }
    if (!member.kinds.includes(kind as ValueKind)) member.kinds.push(kind as ValueKind);
    if (value !== undefined && !member.values.includes(value)) member.values.push(value);
  }
  return members;
}

interface Walk {
  readonly rows: ReadonlyMap<string, Parameter>;
  /** The status tells steps apart and is compared as such. */
  readonly status: string;
  readonly lines: string[];
}

function walkObject(members: JsonObject, pointer: string, depth: number, walk: Walk): void {
  for (const name of Object.keys(members)) {
    if (walk.lines.length >= MAX_OUTLINE_MEMBERS) return;
    // Separators of the outline's text cannot be part of a name in it.
    const plain = SEPARATORS.test(name) ? name.replaceAll(SEPARATOR, ' ').replaceAll('\n', ' ') : name;
    const place = `${pointer}/${escapePointer(plain)}`;
    walkValue(members[name], place, depth, walk);
  }
}

function walkValue(value: JsonValue, pointer: string, depth: number, walk: Walk): void {
  const kind = kindOf(value);
  const shown = comparedValue(value, kind, pointer, walk);
  const line = pointer + SEPARATOR + kind + (shown === null ? '' : SEPARATOR + shown);
  // Items of an array repeat each other.
  if (!pointer.includes('/*') || !walk.lines.includes(line)) walk.lines.push(line);
  if (depth >= MAX_OUTLINE_DEPTH || typeof value !== 'object' || value === null) return;
  if (isObject(value)) {
    walkObject(value, pointer, depth + 1, walk);
    return;
  }
  for (const item of value as readonly JsonValue[]) {
    if (walk.lines.length >= MAX_OUTLINE_MEMBERS) return;
    walkValue(item, `${pointer}/*`, depth + 1, walk);
  }
}

function comparedValue(value: JsonValue, kind: ValueKind, pointer: string, walk: Walk): string | null {
  if (kind !== 'boolean' && kind !== 'string') return null;
  const row = walk.rows.get(pointer);
  if (row?.secret !== undefined || pointer === `/${walk.status}`) return null;
  if (kind === 'boolean') return String(value);
  if (kind !== 'string' || row?.values === undefined || row.values.extent === 'examples') return null;
  return JSON.stringify(value);
}

function kindOf(value: JsonValue): ValueKind {
  if (value === '') return 'empty';
  const type = jsonTypeOf(value);
  return type === 'integer' ? 'number' : type;
}

const rowsOfMethod = new WeakMap<Method, ReadonlyMap<string, Parameter>>();
const NO_ROWS: ReadonlyMap<string, Parameter> = new Map();

/** The rows of a method by pointer; items of an array have the row of the array. */
export function comparedRows(method: Method | null): ReadonlyMap<string, Parameter> {
  if (method === null) return NO_ROWS;
  let rows = rowsOfMethod.get(method);
  if (rows === undefined) {
    rows = new Map(
      method.parameters.flatMap((row) =>
        pathsOf(row).flatMap(
          (path) =>
            [
              [path, row],
              [`${path}/*`, row],
            ] as const,
        ),
      ),
    );
    rowsOfMethod.set(method, rows);
  }
  return rows;
}

function pathsOf(row: Parameter): readonly string[] {
  const paths = row.paths ?? [row.name, ...(row.aliases ?? [])].map((name) => [name]);
  return paths.map((path) => path.map((step) => `/${step === '*' ? step : escapePointer(step)}`).join(''));
}
