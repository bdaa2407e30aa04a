/** Places and choices as messages about a dialect file write them. */

/** A JSON Pointer to a member below the given names, which are escaped (RFC 6901 §3). */
export function pointerTo(...names: readonly (string | number)[]): string {
  return names.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The words that a message offers as right. */
export function oneOf(words: readonly string[]): string {
  return words.length === 0
    ? 'none: there are none'
    : `one of ${words.map((word) => `"${word}"`).join(', ')}`;
}
