import { withoutEscapes } from '../escapes.ts';
import type { HiddenSpan } from '../span.ts';
import { enclosureEnd } from './enclosure.ts';

/** A member whose value is an object or a list. */
const MEMBER = /"([^"\\\r\n]{1,64})"\s*:\s*(?=[[{])/g;
/** An XML element, up to its content. */
const ELEMENT = /<([\w:.\u0080-\uffff-]{1,64})(?:\s[^<>]{0,256})?>(?:\s*<!\[CDATA\[)?/g;
const NOTHING_IN_IT = /^[[{]?\s*[\]}]?$/;

/** Secrets that enclose other values: objects and lists in broken JSON, and XML elements. Each is hidden as a whole. */
export function* enclosedSpans(text: string, isSecret: (name: string) => boolean): Iterable<HiddenSpan> {
  let covered = 0;
  if (/[[{]/.test(text)) {
    for (const match of text.matchAll(MEMBER)) {
      if (match.index < covered || !isSecret(match[1] ?? '')) continue;
      const start = match.index + match[0].length;
      covered = enclosureEnd(text, start);
      yield* filled(text, start, covered);
    }
  }
  if (!text.includes('<')) return;
  covered = 0;
  for (const match of text.matchAll(ELEMENT)) {
    const [opening, name = ''] = match;
    if (match.index < covered || opening.endsWith('/>') || !isSecret(name)) continue;
    const start = match.index + opening.length;
    const end = text.indexOf(opening.endsWith('[') ? ']]>' : `</${name}`, start);
    // One that is not closed may be cut off.
    covered = end < 0 ? text.length : end;
    yield* filled(text, start, covered);
  }
}

function* filled(text: string, start: number, end: number): Iterable<HiddenSpan> {
  const written = text.slice(start, end);
  if (NOTHING_IN_IT.test(written)) return;
  yield { start, end, kind: 'secret', value: withoutEscapes(written) };
}
