import { isObject, type JsonObject, type JsonValue } from '../../hooks/index.ts';

/** Members in which programs say why they refuse; names in lower case, without `_` and `-`. */
const MESSAGE_NAMES: ReadonlySet<string> = new Set([
  'error',
  'errors',
  'errormessage',
  'errordescription',
  'errorcode',
  'message',
  'msg',
  'detail',
  'details',
  'title',
  'reason',
  'description',
  'code',
  'exception',
  'info',
]);
/** Objects and lists within each other that are gone into, and texts that are taken. */
const DEPTH = 3;
const TAKEN = 6;

/** A member that says something to the reader. */
export interface JsonMessage {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** Why a JSON answer refuses, in its own words: `error: no such user`. At most a few, in order. */
export function messagesIn(members: JsonObject): readonly string[] {
  return jsonMessages(members).map(({ name, value }) => `${name}: ${value}`);
}

/** The same as names and values. */
export function jsonMessages(members: JsonObject): readonly JsonMessage[] {
  const found: JsonMessage[] = [];
  gather(members, DEPTH, found);
  return found;
}

function gather(members: JsonObject, depth: number, found: JsonMessage[]): void {
  for (const [name, value] of Object.entries(members)) {
    if (found.length >= TAKEN) return;
    if (MESSAGE_NAMES.has(name.toLowerCase().replace(/[_-]/g, ''))) take(name, value, depth, found);
  }
}

function take(name: string, value: JsonValue, depth: number, found: JsonMessage[]): void {
  if (value === null || found.length >= TAKEN) return;
  if (typeof value !== 'object') found.push({ name, value });
  else if (depth === 0) return;
  else if (isObject(value)) gather(value, depth - 1, found);
  else for (const item of value.slice(0, TAKEN)) take(name, item, depth - 1, found);
}
