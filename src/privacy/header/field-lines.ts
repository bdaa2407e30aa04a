import { looksMadeUp } from '../secret/secret-heuristics.ts';
import type { HiddenSpan } from '../span.ts';
import { fieldSpans, isSecretField } from './header-field.ts';

/** A header field with the lines it is folded over (RFC 9112 §5.2, RFC 3261 §7.3.1): begin, name, colon, value. */
const LINE =
  /((?:^|[\r\n])[ \t]*)([\w-]{1,64})([ \t]*:(?:[ \t]|\r?\n[ \t])*)((?:[^\r\n]|\r?\n[ \t]|\r(?![\n\w]))+)/g;
/** Where a text lies within a broken JSON string: ends of lines may be escapes, and its last line ends with that string. */
const STRING_END = /"\s*(?:[,}\]]|$)|\\[rn]/;
const KNOWN_FIELD = /^(?:(?:proxy-)?authorization|(?:proxy-)?authentication-info|(?:set-)?cookie)$/i;

/**
 * The secrets of header fields that stand in a text line by line, as in a SIP message. The first line of a text counts
 * only where it `isCaptured`: sentences of ours may begin with a field's name.
 */
export function* fieldLineSpans(text: string, isCaptured: boolean): Iterable<HiddenSpan> {
  if (!text.includes(':')) return;
  for (const match of text.matchAll(LINE)) {
    const [, begin = '', name = '', colon = '', all = ''] = match;
    const isFirst = begin.trim() === '' && !/[\r\n]/.test(begin);
    if (isFirst && !isCaptured) continue;
    const isKnown = KNOWN_FIELD.test(name);
    if (!isKnown && !isSecretField(name)) continue;
    const value = valuePart(all);
    // "Token: expired" is a sentence; several words are a value only where the name can be none.
    if (!isKnown && !name.includes('-') && !mayBeValue(value, isFirst)) continue;
    const start = match.index + begin.length + name.length + colon.length;
    for (const span of fieldSpans(name, value))
      yield { ...span, start: span.start + start, end: span.end + start };
  }
}

function mayBeValue(value: string, isFirst: boolean): boolean {
  const word = value.trim();
  return !/\s/.test(word) && (!isFirst || looksMadeUp(word));
}

/** Quotation marks around a value are none of it; one that closes a string which the field lies in ends it. */
function valuePart(all: string): string {
  // Members of a digest are found one by one.
  if (/^digest\s+\w+\s*=/i.test(all)) return all;
  const from = all.startsWith('"') ? all.indexOf('"', 1) + 1 : 0;
  const end = all.slice(from).search(STRING_END);
  return end < 0 ? all : all.slice(0, from + end);
}
