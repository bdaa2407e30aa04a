import type { DialogKey } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { stringifyText } from '../escape/json.ts';

// Of calls, expectations and sessions there may be millions. Their records are written as text, member by member: an
// object made for `JSON.stringify` takes half as long again. Every text goes through `stringifyText`.

/** A number as JSON. NaN and infinity, which JSON does not have, become null, as with `JSON.stringify`. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null';
}

/** The first and last frame as JSON. */
export function frameRange([first, last]: readonly [number, number]): string {
  return `[${first},${last}]`;
}

/** The members of a dialog as JSON text, without braces. */
export function dialogText({ kind, id }: DialogKey, masker: Masker): string {
  return `"kind":${stringifyText(kind)},"id":${stringifyText(masker.text(id))}`;
}
