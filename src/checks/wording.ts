import type { JsonType } from '../dialects/index.ts';
import { isObject, type JsonValue } from '../hooks/index.ts';

/** Characters of a name or value of the capture that a message repeats. */
const QUOTED_CHARACTERS = 60;
/** Names that a message lists before it says how many more there are. */
const LISTED_NAMES = 8;

const TYPE_WORDS: Readonly<Record<JsonType, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number with a fraction',
  boolean: 'a boolean',
  object: 'an object',
  array: 'an array',
  null: 'null',
};

/** The type of a parsed value; a number without a fraction is an integer. */
export function jsonTypeOf(value: JsonValue): JsonType {
  if (value === null) return 'null';
  if (isObject(value)) return 'object';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return isInteger(value) ? 'integer' : 'number';
  return typeof value === 'string' ? 'string' : 'boolean';
}

/** True for a number without a fraction. An integer too large for a double is parsed as infinite and counts as one. */
export function isInteger(value: number): boolean {
  return Number.isInteger(value) || Math.abs(value) === Number.POSITIVE_INFINITY;
}

/** 'a string', 'an object', 'null'. */
export function typeWords(type: JsonType): string {
  return TYPE_WORDS[type];
}

/** Text of the capture within a message: clipped, in quotation marks, with control characters escaped. */
export function quoted(text: string): string {
  return JSON.stringify(clipped(text, QUOTED_CHARACTERS));
}

/** At most `length` characters of a text, and `…` after them where there are more. */
export function clipped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

/** Names as a list in words: 'a', 'a and b', 'a, b and c', 'a, b … and 12 more'. */
export function listed(names: readonly string[], word: 'and' | 'or' = 'and'): string {
  const shown = names.slice(0, LISTED_NAMES);
  if (shown.length < names.length) return `${shown.join(', ')} ${word} ${names.length - shown.length} more`;
  const last = shown.pop();
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} ${word} ${last}`;
}

/** A number with its word: '1 byte', '2 bytes'. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** How an answer is called by its status. 0: it came without a status line, so that it is HTTP/0.9, or no HTTP at all. */
export function statusWords(status: number): string {
  return status === 0 ? 'without a status line' : String(status);
}

/** A span of time as people say it: `0.3 ms`, `53 ms`, `3.0 s`. */
export function elapsedText(seconds: number): string {
  const milliseconds = seconds * 1000;
  if (milliseconds >= 999.5) return `${seconds.toFixed(1)} s`;
  return milliseconds >= 9.95 ? `${milliseconds.toFixed(0)} ms` : `${milliseconds.toFixed(1)} ms`;
}
