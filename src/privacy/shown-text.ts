/** The text of a body in the form in which it was sent, with marks in the place of what is hidden. */
import {
  formEncoded,
  formPairs,
  type HookCall,
  isObject,
  type JsonObject,
  type JsonValue,
  member,
  type TextPayload,
} from '../hooks/index.ts';
import type { Masker } from './masker.ts';

/** Whose payload it is. */
type Kind = Pick<HookCall, 'dialect' | 'methodSpec'>;

/** The text of a payload as it may be shown or sent; the very text where nothing in it is hidden. */
export function shownText(payload: TextPayload, kind: Kind, masker: Masker): string {
  if (payload.form !== undefined) return shownForm(payload, kind, masker);
  const text = masker.captured(payload.text, kind.dialect);
  if (payload.kind !== 'object' && payload.kind !== 'other') return text;
  const value: JsonValue = payload.kind === 'object' ? payload.members : payload.value;
  const masked = written(masker.payload(kind.dialect, kind.methodSpec, value), payload);
  // Of two members with one name only the second is in the value.
  if (text === payload.text && masked === written(value, payload)) return text;
  // With marks in its text the payload keeps its form, where that gives the same JSON.
  return isJsonOf(text, masked) ? text : masked;
}

/** A value as JSON; the values of JSON texts within it are texts again. */
function written(value: JsonValue, { embedded = [] }: TextPayload): string {
  let whole = value;
  // What stands within another text is written before that.
  for (const { pointer, fault } of [...embedded].reverse()) {
    if (fault !== null || !isObject(whole)) continue;
    const names = pointer.slice(1).split('/').map(unescaped);
    whole = withText(whole, names);
  }
  return JSON.stringify(whole);
}

function withText(members: JsonObject, [name, ...rest]: readonly string[]): JsonObject {
  if (name === undefined) return members;
  const value = member(members, name);
  // A mark may stand for all of it.
  if (value === undefined || typeof value === 'string') return members;
  const inner = rest.length > 0 && isObject(value) ? withText(value, rest) : JSON.stringify(value);
  return { ...members, [name]: inner };
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function isJsonOf(text: string, masked: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === masked;
  } catch {
    return false;
  }
}

/** A form or query, pair by pair: what is not hidden stays as it was written. */
function shownForm({ text, form }: TextPayload, { dialect, methodSpec }: Kind, masker: Masker): string {
  let shown = '';
  let at = 0;
  for (const { name, value, start, valueStart, end } of formPairs(
    text,
    form === 'query' ? 'latin1' : 'utf8',
  )) {
    const masked = masker.payload(dialect, methodSpec, { [name]: value });
    const [[shownName = name, shownValue = value] = []] = Object.entries(masked as JsonObject);
    shown += text.slice(at, start);
    shown += shownName === name ? text.slice(start, valueStart) : `${formEncoded(shownName)}=`;
    shown += shownValue === value ? text.slice(valueStart, end) : formEncoded(textOf(shownValue));
    at = end;
  }
  return shown + text.slice(at);
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
