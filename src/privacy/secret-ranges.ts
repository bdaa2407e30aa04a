import { type Node, parseTree } from 'jsonc-parser';
import type { Dialect, Method } from '../dialects/index.ts';
import { formPairs, nestsDeeply } from '../hooks/index.ts';
import { fieldSpans } from './header/header-field.ts';
import {
  hiddenNames,
  namesInText,
  type ParameterPaths,
  parameterPaths,
  pathBelow,
  secretNames,
} from './payload/parameter-paths.ts';
import { nameOfPair, pairedName } from './secret/paired-name.ts';
import { isSecretAmong } from './secret/secret-names.ts';
import { looseSecretSpans } from './text/loose-secrets.ts';
import { secretSpans } from './text/secret-text.ts';
import { throughEscapes } from './text/through-escapes.ts';
import { queryValueSpans } from './uri/query-values.ts';
import { targetSpans, targetSpansOfValue } from './uri/target-spans.ts';

/** A part of a text that is secret: from character `start` to before `end`. */
export interface SecretRange {
  readonly start: number;
  readonly end: number;
}

/** The method whose payload a text is: its tables say what is secret in it. */
export interface PayloadKind {
  readonly dialect: Dialect;
  /** null where the message is no hook of the dialect. */
  readonly method: Method | null;
}

/** The secrets in the first line of a message. What the tables of a dialect call secret may stand in the query of its target. */
export function secretRangesOfStartLine(line: string, dialect: Dialect): readonly SecretRange[] {
  return secretRangesOfText(line, namesInText(dialect).secret);
}

/** What looks like a secret in any text, including a broken one: in order and without overlaps. */
export function secretRangesOfText(
  text: string,
  names: ReadonlySet<string> = NO_NAMES,
): readonly SecretRange[] {
  const named = requestTargetSpans(text, names);
  // In a path a value ends with its segment: the next segment may be the name of the hook.
  const begins = new Set(named.map(({ start }) => start));
  const others = [
    ...secretSpans(text, names),
    ...throughEscapes(text, (each) => looseSecretSpans(each, names)),
  ].filter(({ start }) => !begins.has(start));
  return merged([...named, ...others]);
}

/** The secrets in the target of a request line. */
function requestTargetSpans(text: string, names: ReadonlySet<string>): readonly SecretRange[] {
  const [line, method = ''] = REQUEST_LINE.exec(text) ?? [];
  if (line === undefined) return [];
  return [...targetSpans(line.slice(method.length), names)].map(({ start, end }) => ({
    start: start + method.length,
    end: end + method.length,
  }));
}

const REQUEST_LINE = /^([A-Za-z]{1,32}[ \t]+)[^\s]+/;

/** The secrets in the value of an HTTP header field. */
export function secretRangesOfField(name: string, value: string): readonly SecretRange[] {
  return merged([...fieldSpans(name, value), ...secretSpans(value, NO_NAMES), ...targetSpansOfValue(value)]);
}

/**
 * The secrets in a payload. In JSON: what the tables and names call secret, and what looks like a secret within
 * strings. In JSON that is broken or cut off: also what looks like a secret in any text. null where the payload cannot
 * be searched safely, so that all of it may be secret.
 */
export function secretRangesOfPayload(
  text: string,
  { dialect, method }: PayloadKind,
): readonly SecretRange[] | null {
  // RFC 8259 §8.1 lets a parser ignore U+FEFF at the beginning.
  const json = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  if (nestsDeeply(json)) return null;
  const root = parseTree(json);
  const found: SecretRange[] = [];
  const place = placeIn(json, dialect, method);
  if (root !== undefined) gather(root, '', null, place, found);
  if (!isJson(json)) found.push(...secretRangesOfText(text, place.secret));
  return merged(found);
}

/**
 * The secrets in a form: by its names, and within its values. A value with escapes in which there is one is secret as a whole, because
 * its characters do not stand in the text.
 */
export function secretRangesOfForm(text: string, { dialect, method }: PayloadKind): readonly SecretRange[] {
  const found: SecretRange[] = [];
  const place = placeIn(text, dialect, method);
  for (const { name, value, valueStart, end } of formPairs(text, 'utf8')) {
    const whole = { start: valueStart, end };
    if (isSecretMember(name, name, place)) found.push(whole);
    else {
      const within = rangesOfValue(value, name, name, place);
      if (within.length === 0) continue;
      const isPlain = text.slice(valueStart, end) === value;
      if (isPlain) found.push(...within.map((range) => shifted(range, valueStart)));
      else found.push(whole);
    }
  }
  return merged(found);
}

function shifted({ start, end }: SecretRange, by: number): SecretRange {
  return { start: start + by, end: end + by };
}

function placeIn(text: string, dialect: Dialect, method: Method | null): SearchedPayload {
  return {
    text,
    rows: parameterPaths(dialect, method),
    secret: secretNames(dialect),
    queries: hiddenNames(dialect).queries,
    embedded: new Set(dialect.embedded.map((path) => path.reduce(pathBelow, ''))),
  };
}

interface SearchedPayload {
  readonly text: string;
  readonly rows: ParameterPaths;
  /** Names that are secret in any method, in lower case. */
  readonly secret: ReadonlySet<string>;
  /** Names of values that are queries whose values are secret, in lower case. */
  readonly queries: ReadonlySet<string>;
  /** Paths of members whose value is a JSON text that the rows describe. */
  readonly embedded: ReadonlySet<string>;
}

const NO_NAMES: ReadonlySet<string> = new Set();
const NO_ROWS: ParameterPaths = new Map();
/** Of a text that is no value: no row has it. */
const NO_PATH = '\n';
const INNER_JSON = /^\s*[{[][\s\S]*[}\]]\s*$/;

function gather(
  node: Node,
  path: string,
  name: string | null,
  place: SearchedPayload,
  found: SecretRange[],
): void {
  if (name !== null && isSecretMember(name, path, place)) {
    gatherAll(node, place.text, found);
    return;
  }
  if (node.type === 'string') {
    found.push(...rangesOfString(node, path, name, place));
  } else if (node.type === 'array') {
    for (const item of node.children ?? []) gatherItem(item, pathBelow(path, '*'), name, place, found);
  } else if (node.type === 'object') {
    const strings = stringMembers(node);
    for (const { children } of node.children ?? []) {
      const [key, value] = children ?? [];
      if (key === undefined) continue;
      found.push(...rangesOfString(key, NO_PATH, null, place));
      if (value === undefined) continue;
      const step = String(key.value);
      gather(value, pathBelow(path, step), pairedName(strings, step) ?? step, place, found);
    }
  }
}

/** Searches an item of a list, which may be a pair of a name and a value. */
function gatherItem(
  node: Node,
  path: string,
  name: string | null,
  place: SearchedPayload,
  found: SecretRange[],
): void {
  const paired =
    node.type === 'array' ? nameOfPair(node.children?.map(({ value }) => value as unknown)) : null;
  const [, value] = node.children ?? [];
  if (paired === null || value === undefined) gather(node, path, name, place, found);
  else gather(value, pathBelow(path, '*'), paired, place, found);
}

/** The members of an object whose value is a string: one of them may name another member. */
function stringMembers(node: Node): Readonly<Record<string, unknown>> {
  const pairs = (node.children ?? []).map(({ children }) => [
    String(children?.[0]?.value),
    children?.[1]?.value,
  ]);
  return Object.fromEntries(pairs) as Readonly<Record<string, unknown>>;
}

/** True where a value is secret: by the table where a table describes it, otherwise by its name. */
function isSecretMember(name: string, path: string, { rows, secret }: SearchedPayload): boolean {
  const row = rows.get(path);
  return row === undefined ? isSecretAmong(name, secret) : row.secret === 'value';
}

/**
 * Collects every string and number within a secret value, and the names of its members. null and truth values are no
 * secrets.
 */
function gatherAll(node: Node, text: string, found: SecretRange[]): void {
  if (node.type === 'string') found.push(insideOf(node, text));
  else if (node.type === 'number') found.push({ start: node.offset, end: node.offset + node.length });
  for (const child of node.children ?? []) gatherAll(child, text, found);
}

/** The secrets in the value of a string, at their places in the text, where characters may be escaped. */
function rangesOfString(
  node: Node,
  path: string,
  name: string | null,
  place: SearchedPayload,
): readonly SecretRange[] {
  const found = rangesOfValue(String(node.value), path, name, place);
  if (found.length === 0) return found;
  const { start, end } = insideOf(node, place.text);
  const places = placesOfCharacters(place.text, start, end);
  return found.map((range) => ({ start: places[range.start] ?? start, end: places[range.end] ?? end }));
}

/** The secrets in a text that is the value of a member. */
function rangesOfValue(
  value: string,
  path: string,
  name: string | null,
  place: SearchedPayload,
): readonly SecretRange[] {
  return merged([
    ...rangesOfInnerJson(value, path, place),
    ...secretSpans(value, place.secret),
    ...targetSpansOfValue(value),
    ...(holdsQuery(name, path, place) ? queryValueSpans(value) : []),
  ]);
}

/** True where a value is a query, or a URL with one, whose values are secret. */
function holdsQuery(name: string | null, path: string, { rows, queries }: SearchedPayload): boolean {
  const row = rows.get(path);
  if (row !== undefined) return row.secret === 'query';
  return name !== null && queries.has(name.toLowerCase());
}

/** The secrets of JSON that a string holds. */
function rangesOfInnerJson(value: string, path: string, place: SearchedPayload): readonly SecretRange[] {
  if (!INNER_JSON.test(value) || nestsDeeply(value)) return [];
  const root = parseTree(value);
  const found: SecretRange[] = [];
  const isDescribed = place.embedded.has(path);
  const inner = { ...place, text: value, rows: isDescribed ? place.rows : NO_ROWS };
  if (root !== undefined) gather(root, isDescribed ? path : '', null, inner, found);
  return found;
}

/** The range between the quotation marks. A string that is cut off has no closing one. */
function insideOf({ offset, length }: Node, text: string): SecretRange {
  const end = offset + length;
  const closed = length > 1 && text[end - 1] === '"';
  return { start: offset + 1, end: closed ? end - 1 : end };
}

/** Where each character of a JSON string begins in the text, and where the last one ends (RFC 8259 §7). */
function placesOfCharacters(text: string, start: number, end: number): readonly number[] {
  const places: number[] = [];
  let at = start;
  while (at < end) {
    places.push(at);
    if (text[at] === '\\') at += text[at + 1] === 'u' ? 6 : 2;
    else at += 1;
  }
  places.push(end);
  return places;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function merged(ranges: readonly SecretRange[]): readonly SecretRange[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((one, other) => one.start - other.start)) {
    if (end <= start) continue;
    const last = joined.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}
