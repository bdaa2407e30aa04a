import { percentDecoded } from '../escapes.ts';
import { looksGenerated } from '../secret/secret-heuristics.ts';
import { isSecretAmong, isSecretName } from '../secret/secret-names.ts';
import type { HiddenSpan } from '../span.ts';

/**
 * A segment of a path, or a parameter of one. Only spaces of ASCII end it: a target is read byte by byte, and 0xA0 may be
 * the end of a letter in UTF-8.
 */
const PATH_PIECE = /[^/;?&#\t-\r ]+/g;
/** A parameter of a query. A fragment may have parameters too. */
const QUERY_PIECE = /[^?&#\t-\r ]+/g;
/** A name, the sign after it, and a value. The name and the sign may be percent-encoded. */
const NAMED = /^((?:[^=:%]|%(?!3[ad])){1,192}(?:=|:|%3D|%3A))([\s\S]+)$/i;

const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * The secrets of a request target (RFC 9112 §3.2) or URL that follow their names, up to the next delimiter. `names` are additional
 * secret names, in lower case.
 */
export function* targetSpans(target: string, names: ReadonlySet<string> = NO_NAMES): Iterable<HiddenSpan> {
  const mark = target.search(/[?#]/);
  const pathEnd = mark < 0 ? target.length : mark;
  let before = '';
  for (const match of target.slice(0, pathEnd).matchAll(PATH_PIECE)) {
    const [piece] = match;
    const named = namedSpan(piece, match.index, names);
    if (named !== null) yield named;
    // A secret after the segment that names it, as in `/reset/token/4f9a1c`.
    else if (isSecretName(before) && looksGenerated(percentDecoded(piece))) yield span(match.index, piece);
    before = percentDecoded(piece);
  }
  for (const match of target.slice(pathEnd).matchAll(QUERY_PIECE)) {
    const named = namedSpan(match[0], pathEnd + match.index, names);
    if (named !== null) yield named;
  }
}

/** A path or a URL, as the fields `Referer` and `X-Original-URL` have. */
const URL_FORM = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/|\/)/i;

/** The same for a value that is a path or a URL. */
export function* targetSpansOfValue(value: string): Iterable<HiddenSpan> {
  if (URL_FORM.test(value)) yield* targetSpans(value);
}

function namedSpan(piece: string, start: number, names: ReadonlySet<string>): HiddenSpan | null {
  const [, kept = '', value = ''] = NAMED.exec(piece) ?? [];
  if (value === '') return null;
  const name = percentDecoded(kept.replace(/(?:[=:]|%3D|%3A)$/i, ''));
  return isSecretAmong(name, names) ? span(start + kept.length, value) : null;
}

function span(start: number, value: string): HiddenSpan {
  return { start, end: start + value.length, kind: 'secret', value: percentDecoded(value) };
}
