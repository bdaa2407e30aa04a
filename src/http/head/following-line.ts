const FIELD_LINE = /^(?:\r?\n|[!#$%&'*+\-.^_`|~0-9A-Za-z]+:)/;
const FIELD_LINE_BEGINNING = /^(?:\r?|[!#$%&'*+\-.^_`|~0-9A-Za-z]+)$/;
/** Bytes looked at: longer than any field name. */
const LOOKED_AT_BYTES = 256;

/**
 * What begins at `start`, right behind a line that may be a start line. `field`: a field line or the empty line.
 * `more`: it may become one when more bytes come. `other`: neither.
 */
export function followingLine(bytes: Buffer, start: number, end: number): 'field' | 'other' | 'more' {
  const text = bytes.toString('latin1', start, Math.min(end, start + LOOKED_AT_BYTES));
  if (FIELD_LINE.test(text)) return 'field';
  return text.length < LOOKED_AT_BYTES && FIELD_LINE_BEGINNING.test(text) ? 'more' : 'other';
}
