import type { Parameter } from '../dialects/index.ts';
import { isObject, type JsonObject, type JsonValue, member } from './payload.ts';

/** Where a parameter stands in a payload. */
export interface ParameterPlace {
  readonly value: JsonValue;
  /** JSON Pointer (RFC 6901) of the value. */
  readonly pointer: string;
}

/** All places where a parameter of a table row stands in a payload: by its paths, or by its name and aliases. */
export function placesOf(members: JsonObject, row: Parameter): readonly ParameterPlace[] {
  if (row.paths !== undefined) return row.paths.flatMap((path) => follow(members, path, ''));
  for (const name of [row.name, ...(row.aliases ?? [])]) {
    const value = member(members, name);
    if (value !== undefined) return [{ value, pointer: `/${escapePointer(name)}` }];
  }
  return [];
}

/** The names of a payload's own members in which the values of a row stand: its spellings, or where its paths begin. */
export function memberNames(row: Parameter): readonly string[] {
  if (row.paths !== undefined) return row.paths.flatMap((path) => path.slice(0, 1));
  return [row.name, ...(row.aliases ?? [])];
}

/** The value at the first of those places, found without making them; undefined where it stands at none. */
export function valueOfRow(members: JsonObject, row: Parameter): JsonValue | undefined {
  if (row.paths !== undefined) return placesOf(members, row)[0]?.value;
  const value = member(members, row.name);
  if (value !== undefined || row.aliases === undefined) return value;
  for (const alias of row.aliases) {
    const other = member(members, alias);
    if (other !== undefined) return other;
  }
  return undefined;
}

/** The text by which a parameter tells dialogs or sessions apart; null where it is absent, or of a type that its row does not have. */
export function keyText(members: JsonObject, row: Parameter): string | null {
  const value = valueOfRow(members, row);
  if (typeof value === 'number' && !row.types.some((type) => type === 'number' || type === 'integer'))
    return null;
  return asKey(value);
}

/** A value as a key: non-empty strings and numbers, all else is none. */
export function asKey(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}

/** A JSON Pointer (RFC 6901 §3) to the end of a path of member names from the root. */
export function pointerOf(path: readonly string[]): string {
  return path.map((name) => `/${escapePointer(name)}`).join('');
}

/** Escapes a member name for a JSON Pointer (RFC 6901 §3). */
export function escapePointer(name: string): string {
  return /[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

function follow(value: JsonValue, path: readonly string[], pointer: string): readonly ParameterPlace[] {
  const [step, ...rest] = path;
  if (step === undefined) return [{ value, pointer }];
  if (step === '*') {
    if (!Array.isArray(value)) return [];
    return (value as readonly JsonValue[]).flatMap((item, index) =>
      follow(item, rest, `${pointer}/${index}`),
    );
  }
  if (!isObject(value)) return [];
  const next = member(value, step);
  return next === undefined ? [] : follow(next, rest, `${pointer}/${escapePointer(step)}`);
}
