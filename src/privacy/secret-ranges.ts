import { type Node, parseTree } from 'jsonc-parser';
import type { Dialect, Method } from '../dialects/index.ts';
import { nestsDeeply } from '../hooks/index.ts';
import { fieldSpans } from './header/header-field.ts';
import { below, type ParameterPaths, parameterPaths, secretNames } from './payload/parameter-paths.ts';
import { nameOfPair, pairedName } from './secret/paired-name.ts';
import { isSecretName } from './secret/secret-names.ts';
import { looseSecretSpans } from './text/loose-secrets.ts';
import { secretSpans } from './text/secret-text.ts';
import { throughEscapes } from './text/through-escapes.ts';
import { targetSpans, targetSpansOfValue } from './uri/target-spans.ts';

/** Part of a text that is secret: from character `start` to before `end`. */
export interface SecretRange {
  readonly start: number;
  readonly end: number;
}

/** Whose payload a text is: its tables say what is secret in it. */
export interface PayloadKind {
  readonly dialect: Dialect;
  /** Null for what is no hook of the dialect. */
  readonly method: Method | null;
}

/** What looks like a secret in any text, be it broken; in order, not overlapping. */
export function secretRangesOfText(
  text: string,
  names: ReadonlySet<string> = NO_NAMES,
): readonly SecretRange[] {
  const named = requestTargetSpans(text);
  // In a path a value ends with its segment: what follows may be the hook's name.
  const begins = new Set(named.map(({ start }) => start));
  const others = [
    ...secretSpans(text, names),
    ...throughEscapes(text, (each) => looseSecretSpans(each, names)),
  ].filter(({ start }) => !begins.has(start));
  return merged([...named, ...others]);
}

/** The secrets of a request line's target. */
function requestTargetSpans(text: string): readonly SecretRange[] {
  const [line, method = ''] = REQUEST_LINE.exec(text) ?? [];
  if (line === undefined) return [];
  return [...targetSpans(line.slice(method.length))].map(({ start, end }) => ({
    start: start + method.length,
    end: end + method.length,
  }));
}

const REQUEST_LINE = /^([A-Za-z]{1,32}[ \t]+)[^\s]+/;

/** What is secret in the value of an HTTP header field. */
export function secretRangesOfField(name: string, value: string): readonly SecretRange[] {
  return merged([...fieldSpans(name, value), ...secretSpans(value, NO_NAMES), ...targetSpansOfValue(value)]);
}

/**
 * What is secret in a payload: of JSON what the tables and names say, and what looks like a secret within its strings; of
 * JSON that is broken or breaks off what looks like one in any text, too. Null for what cannot be looked through safely:
 * it may be secret as a whole.
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
  const place = { text: json, rows: parameterPaths(dialect, method), secret: secretNames(dialect) };
  if (root !== undefined) gather(root, '', null, place, found);
  if (!isJson(json)) found.push(...secretRangesOfText(text, place.secret));
  return merged(found);
}

interface SearchedPayload {
  readonly text: string;
  readonly rows: ParameterPaths;
  /** Names that are secret in any method, in lower case. */
  readonly secret: ReadonlySet<string>;
}

const NO_NAMES: ReadonlySet<string> = new Set();
const NO_ROWS: ParameterPaths = new Map();
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
    found.push(...rangesOfString(node, place));
  } else if (node.type === 'array') {
    for (const item of node.children ?? []) gatherItem(item, below(path, '*'), name, place, found);
  } else if (node.type === 'object') {
    const strings = stringMembers(node);
    for (const { children } of node.children ?? []) {
      const [key, value] = children ?? [];
      if (key === undefined) continue;
      found.push(...rangesOfString(key, place));
      if (value === undefined) continue;
      const step = String(key.value);
      gather(value, below(path, step), pairedName(strings, step) ?? step, place, found);
    }
  }
}

/** An item of a list, which may be a pair of a name and a value. */
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
  else gather(value, below(path, '*'), paired, place, found);
}

/** Members that may name another. */
function stringMembers(node: Node): Readonly<Record<string, unknown>> {
  const pairs = (node.children ?? []).map(({ children }) => [
    String(children?.[0]?.value),
    children?.[1]?.value,
  ]);
  return Object.fromEntries(pairs) as Readonly<Record<string, unknown>>;
}

/** What a table describes is secret where the table says so; anything else by its name. */
function isSecretMember(name: string, path: string, { rows, secret }: SearchedPayload): boolean {
  const row = rows.get(path);
  return row === undefined ? secret.has(name.toLowerCase()) || isSecretName(name) : row.secret === 'value';
}

/** Every string and number within a secret value, names of members too; absence and truth values are no secrets. */
function gatherAll(node: Node, text: string, found: SecretRange[]): void {
  if (node.type === 'string') found.push(insideOf(node, text));
  else if (node.type === 'number') found.push({ start: node.offset, end: node.offset + node.length });
  for (const child of node.children ?? []) gatherAll(child, text, found);
}

/** What is secret in the value of a string, at its places in the text, where characters may be escaped. */
function rangesOfString(node: Node, place: SearchedPayload): readonly SecretRange[] {
  const value = String(node.value);
  const found = merged([
    ...rangesOfInnerJson(value, place),
    ...secretSpans(value, place.secret),
    ...targetSpansOfValue(value),
  ]);
  if (found.length === 0) return found;
  const { start, end } = insideOf(node, place.text);
  const places = placesOfCharacters(place.text, start, end);
  return found.map((range) => ({ start: places[range.start] ?? start, end: places[range.end] ?? end }));
}

/** JSON that lies within a string is looked through as JSON. */
function rangesOfInnerJson(value: string, place: SearchedPayload): readonly SecretRange[] {
  if (!INNER_JSON.test(value) || nestsDeeply(value)) return [];
  const root = parseTree(value);
  const found: SecretRange[] = [];
  if (root !== undefined) gather(root, '', null, { ...place, text: value, rows: NO_ROWS }, found);
  return found;
}

/** Between the quotation marks; a string that breaks off has no second one. */
function insideOf({ offset, length }: Node, text: string): SecretRange {
  const end = offset + length;
  const closed = length > 1 && text[end - 1] === '"';
  return { start: offset + 1, end: closed ? end - 1 : end };
}

/** Where each character of a JSON string begins in its text, and where the last one ends (RFC 8259 §7). */
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
