import { percentDecoded } from '../escapes.ts';
import { looksGenerated } from '../secret/secret-heuristics.ts';
import { type HiddenSpan, isMark } from '../span.ts';

/** A part of a query: a name, perhaps with a value. */
const PIECE = /[^&?#\s]+/g;
/** A text that is a query without its mark. */
const BARE_QUERY = /^[^\s/?#]*=/;

/**
 * The values of a query, or of the query of a URL; their names stay. A part without a name is one where it looks like a token. In a
 * text of another form there are none.
 */
export function* queryValueSpans(text: string): Iterable<HiddenSpan> {
  const mark = text.indexOf('?');
  const start = mark >= 0 ? mark + 1 : BARE_QUERY.test(text) ? 0 : text.length;
  for (const match of text.slice(start).matchAll(PIECE)) {
    const [piece] = match;
    const sign = piece.indexOf('=');
    const value = piece.slice(sign + 1);
    if (value === '' || isMark(value) || (sign < 0 && !looksGenerated(value))) continue;
    const end = start + match.index + piece.length;
    yield { start: end - value.length, end, kind: 'secret', value: percentDecoded(value) };
  }
}
