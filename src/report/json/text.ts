/** A number as JSON. NaN and infinity, which JSON does not have, become null, as with `JSON.stringify`. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null';
}

/** The first and last frame as JSON. */
export function frameRange([first, last]: readonly [number, number]): string {
  return `[${first},${last}]`;
}
