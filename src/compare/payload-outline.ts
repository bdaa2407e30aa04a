import { MAX_OUTLINE_DEPTH, MAX_OUTLINE_MEMBERS } from '../base/limits.ts';
import { jsonTypeOf } from '../checks/index.ts';
import { type Dialect, type Method, type Parameter, statusParameter } from '../dialects/index.ts';
import { escapePointer, isObject, type JsonObject, type JsonValue } from '../hooks/index.ts';

/**
 * The kind of a value as it is compared: numbers with and without a fraction are the same, and an empty text is a kind
 * of its own.
 */
export type ValueKind = 'string' | 'empty' | 'number' | 'boolean' | 'object' | 'array' | 'null';

/** The compared parts of one member. */
export interface MemberOutline {
  readonly kinds: readonly ValueKind[];
  /**
   * Values as JSON text, where only a few are possible: truth values, and parameters whose table lists their values.
   */
  readonly values: readonly string[];
}

/**
 * The compared parts of a payload: its members with their kinds, and values where only a few are possible. Identifiers,
 * times, addresses, texts and secrets are left out, so that the payloads of thousands of calls have few outlines.
 * Members are named by JSON Pointer, with `*` for every item of an array.
 */
export type PayloadOutline = ReadonlyMap<string, MemberOutline>;

/** Separates pointer, kind and value in a line of an outline's text. */
const SEPARATOR = '\u0001';
const SEPARATORS = new RegExp(`[${SEPARATOR}\n]`);

/**
 * The outline of a payload as text. Equal outlines have equal texts, and {@link readOutline} makes the outline from it.
 */
export function outlineText(dialect: Dialect, method: Method | null, members: JsonObject): string {
  const lines: string[] = [];
  walkObject(members, '', 0, { rows: comparedRows(method), status: statusParameter(dialect, method), lines });
  return lines.join('\n');
}

/** The outline that a text of {@link outlineText} stands for. */
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
  /** Name of the status parameter: steps are told apart by the status, so it is not compared again. */
  readonly status: string;
  readonly lines: string[];
}

function walkObject(members: JsonObject, pointer: string, depth: number, walk: Walk): void {
  for (const name of Object.keys(members)) {
    if (walk.lines.length >= MAX_OUTLINE_MEMBERS) return;
    // The separators of the text must not occur in a name.
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

/** The parameters of a method by pointer. Items of an array have the parameter of the array. */
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
