import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { MAX_JSON_BYTES, MAX_JSON_DEPTH } from '../base/limits.ts';
import type { BodyForm } from '../dialects/index.ts';
import { decodeText, type TextOddity } from './text-encoding.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

/** A place in a JSON text that is not JSON. */
export interface JsonBreak {
  /** Characters from the start of the body. */
  readonly offset: number;
  /** What a parser expected or met there, in words. */
  readonly reason: string;
  /** The text around the place, at most 60 characters; not safe to print as it is. */
  readonly excerpt: string;
}

/** A text that a member of a payload holds and that should be JSON. */
export interface EmbeddedText {
  /** JSON Pointer (RFC 6901) of the member. */
  readonly pointer: string;
  /** As the member holds it. */
  readonly text: string;
  /** Why its value does not stand in the place of the text; null where it does. */
  readonly fault: { readonly kind: 'broken'; readonly at: JsonBreak } | { readonly kind: 'too-deep' } | null;
}

/** The text of a body, or of a query. */
interface PayloadText {
  /** Without a byte order mark. */
  readonly text: string;
  /** What is unusual about it; absent where it is UTF-8 without a byte order mark. */
  readonly oddity?: TextOddity;
  /** How it is written where it is no JSON: its values are strings then. */
  readonly form?: Exclude<BodyForm, 'json'>;
  /** It is a form with more than MAX_FORM_MEMBERS members, of which only the first ones were read. */
  readonly isOverBound?: true;
  /** The texts within it that the dialect says are JSON; absent: there are none. */
  readonly embedded?: readonly EmbeddedText[];
}

/**
 * What a body turned out to be. `partial`: the capture lacks part of the body; `members` are those top-level
 * members that were whole before the first absent byte.
 */
export type Payload =
  | (PayloadText & { readonly kind: 'object'; readonly members: JsonObject })
  | (PayloadText & { readonly kind: 'partial'; readonly members: JsonObject })
  | (PayloadText & { readonly kind: 'other'; readonly value: JsonValue })
  | (PayloadText & { readonly kind: 'broken'; readonly at: JsonBreak; readonly members: JsonObject })
  | (PayloadText & { readonly kind: 'too-deep'; readonly members: JsonObject })
  | { readonly kind: 'encoded' }
  | { readonly kind: 'empty' };

/** A payload of which there is a text. */
export type TextPayload = Exclude<Payload, { readonly kind: 'encoded' | 'empty' }>;

/** Of what is no object. */
export const NO_MEMBERS: JsonObject = Object.freeze(Object.create(null) as JsonObject);
/** Tokens of jsonc-parser; it declares them as a `const enum`, which isolated modules cannot use. */
const END_OF_TEXT = 17;
/** The closing token to each opening one: braces, brackets. */
const CLOSING: Readonly<Partial<Record<number, number>>> = { 1: 2, 3: 4 };
const EXCERPT_BEFORE = 20;
const EXCERPT_LENGTH = 60;

/**
 * Reads a body as JSON (RFC 8259). `wholeLength` is the number of leading bytes before the first one that the
 * capture lacks: the body's length where none is absent.
 */
export function readPayload(
  bytes: Buffer,
  wholeLength: number,
  complete: boolean,
  decoded: boolean,
): Payload {
  if (!decoded) return { kind: 'encoded' };
  if (bytes.length === 0 && complete) return { kind: 'empty' };
  const length = Math.min(wholeLength, bytes.length, MAX_JSON_BYTES);
  const { text, oddity } = decodeText(bytes, length, complete && length === bytes.length);
  const payload = readText(text, complete && bytes.length <= MAX_JSON_BYTES);
  return oddity === null || payload.kind === 'empty' || payload.kind === 'encoded'
    ? payload
    : { ...payload, oddity };
}

function readText(text: string, complete: boolean): Payload {
  if (!complete) return { kind: 'partial', members: leadingMembers(text), text };
  if (text.trim() === '') return { kind: 'empty' };
  const read = readJson(text);
  switch (read.kind) {
    case 'value':
      return isObject(read.value)
        ? { kind: 'object', members: read.value, text }
        : { kind: 'other', value: read.value, text };
    case 'too-deep':
      return { kind: 'too-deep', members: NO_MEMBERS, text };
    case 'broken':
      return { kind: 'broken', at: read.at, members: leadingMembers(text), text };
  }
}

/** The members a payload has, as far as they are known; empty for what is no object. */
export function membersOf(payload: Payload): JsonObject {
  return 'members' in payload ? payload.members : NO_MEMBERS;
}

/** True for a JSON object (not an array, not null). */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON texts that a payload was read from: its own, and those that members hold, each with the pointer of its root. */
export function jsonTextsOf({ text, form, embedded }: TextPayload): readonly JsonText[] {
  const inner = embedded ?? NO_TEXTS;
  const sound = inner.filter(({ fault }) => fault === null);
  return form === undefined ? [{ pointer: '', text }, ...sound] : sound;
}

/** A text that is JSON. */
export type JsonText = Pick<EmbeddedText, 'pointer' | 'text'>;

const NO_TEXTS: readonly EmbeddedText[] = [];

/** An own member, so that `__proto__` and its like are nothing but names. */
export function member(members: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** The value at the end of a path of member names from the root; undefined where the path leads nowhere. */
export function valueAt(members: JsonObject, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = members;
  for (const name of path) value = isObject(value) ? member(value, name) : undefined;
  return value;
}

/** A text as JSON: its value, or why it has none. */
export type ReadJson =
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'broken'; readonly at: JsonBreak };

/** Reads a text that is all there as JSON (RFC 8259). */
export function readJson(text: string): ReadJson {
  if (isDeep(text)) return { kind: 'too-deep' };
  try {
    return { kind: 'value', value: JSON.parse(text) as JsonValue };
  } catch {
    return nestsDeeply(text) ? { kind: 'too-deep' } : { kind: 'broken', at: findBreak(text) };
  }
}

/** Nesting is checked before any recursive code meets the text: one pass over its characters. */
function isDeep(text: string): boolean {
  // Too few brackets to nest that deep: the ordinary case costs next to nothing.
  if (occurrences(text, '{') + occurrences(text, '[') <= MAX_JSON_DEPTH) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > MAX_JSON_DEPTH) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}

/** How often a character stands in a text; counting ends above {@link MAX_JSON_DEPTH}. */
function occurrences(text: string, character: string): number {
  let count = 0;
  let at = text.indexOf(character);
  while (at >= 0 && count <= MAX_JSON_DEPTH) {
    count += 1;
    at = text.indexOf(character, at + 1);
  }
  return count;
}

/**
 * The same for a text that is not sound JSON, with the tokens as the recursive parser below will see them: it ends
 * strings at the end of a line and passes over comments, so that brackets show up where {@link isDeep} sees a string.
 */
export function nestsDeeply(text: string): boolean {
  return tooDeepAt(text) !== null;
}

/** Where the bracket stands that opens one level too many; null where none does. */
export function tooDeepAt(text: string): number | null {
  const scanner = createScanner(text);
  const open: number[] = [];
  for (let token: number = scanner.scan(); token !== END_OF_TEXT; token = scanner.scan()) {
    const closing = CLOSING[token];
    if (closing !== undefined) {
      if (open.push(closing) > MAX_JSON_DEPTH) return scanner.getTokenOffset();
    } else if (open.at(-1) === token) open.pop();
  }
  return null;
}

function findBreak(text: string): JsonBreak {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  const offset = first?.offset ?? text.length;
  const reason = first === undefined ? 'not JSON' : spelledOut(printParseErrorCode(first.error));
  const start = Math.max(0, offset - EXCERPT_BEFORE);
  return { offset, reason, excerpt: text.slice(start, start + EXCERPT_LENGTH) };
}

/** 'ValueExpected' becomes 'value expected'. */
function spelledOut(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** Top-level members of a JSON text that breaks off: those whose value was whole. */
function leadingMembers(text: string): JsonObject {
  if (nestsDeeply(text)) return NO_MEMBERS;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (root?.type !== 'object') return NO_MEMBERS;
  const breaksAt = errors.reduce((lowest, error) => Math.min(lowest, error.offset), text.length);
  const members = Object.create(null) as Record<string, JsonValue>;
  for (const property of root.children ?? []) {
    const [name, value] = property.children ?? [];
    if (name === undefined || value === undefined) continue;
    const end = value.offset + value.length;
    // What stands at the very end may have gone on: a number had more digits, an array was not closed.
    if (end > breaksAt || end === text.length) break;
    members[String(name.value)] = jsonValueOf(value);
  }
  return members;
}

function jsonValueOf(node: Node): JsonValue {
  if (node.type === 'array') return (node.children ?? []).map(jsonValueOf);
  if (node.type !== 'object') return node.value as JsonValue;
  const members = Object.create(null) as Record<string, JsonValue>;
  for (const property of node.children ?? []) {
    const [name, value] = property.children ?? [];
    if (name !== undefined && value !== undefined) members[String(name.value)] = jsonValueOf(value);
  }
  return members;
}
