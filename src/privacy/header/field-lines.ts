import { looksGenerated } from '../secret/secret-heuristics.ts';
import type { HiddenSpan } from '../span.ts';
import { fieldSpans, isSecretField } from './header-field.ts';

/** A header field with its folded lines (RFC 9112 §5.2, RFC 3261 §7.3.1). Groups: beginning, name, colon, value. */
const LINE =
  /((?:^|[\r\n])[ \t]*)([\w\u0080-\uffff-]{1,64})([ \t]*:(?:[ \t]|\r?\n[ \t])*)((?:[^\r\n]|\r?\n[ \t]|\r(?![\n\w]))+)/g;
/**
 * The text may lie within a broken JSON string: then ends of lines may be written as escapes, and the last line ends
 * with the string.
 */
const STRING_END = /"\s*(?:[,}\]]|$)|\\[rn]/;
const KNOWN_FIELD = /^(?:(?:proxy-)?authorization|(?:proxy-)?authentication-info|(?:set-)?cookie)$/i;

/**
 * The secrets of header fields that a text has line by line, as a SIP message has. The first line counts only where the
 * text `isCaptured`: a message of hookscope may begin with the name of a field.
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
    // "Token: expired" is a sentence. Several words count as a value only where the name cannot be a word of a
    // sentence.
    if (!isKnown && !name.includes('-') && !mayBeValue(value, isFirst)) continue;
    const start = match.index + begin.length + name.length + colon.length;
    for (const span of fieldSpans(name, value))
      yield { ...span, start: span.start + start, end: span.end + start };
  }
}

function mayBeValue(value: string, isFirst: boolean): boolean {
  const word = value.trim();
  return !/\s/.test(word) && (!isFirst || looksGenerated(word));
}

/** Leaves out quotation marks around a value. A mark that closes the string in which the field lies ends the value. */
function valuePart(all: string): string {
  // The members of a digest are found one by one.
  if (/^digest\s+\w+\s*=/i.test(all)) return all;
  const from = all.startsWith('"') ? all.indexOf('"', 1) + 1 : 0;
  const end = all.slice(from).search(STRING_END);
  return end < 0 ? all : all.slice(0, from + end);
}
