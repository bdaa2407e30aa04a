import type { HiddenSpan } from '../span.ts';

/**
 * Escapes of JSON strings (RFC 8259 §7), of URIs (RFC 3986 §2.1; several together encode a character of UTF-8), and of
 * HTML for the signs that matter here.
 */
const ESCAPES =
  /%(?:[0-7][0-9a-f]|[c-f][0-9a-f](?:%[89ab][0-9a-f]){1,3})|\\(?:u[0-9a-f]{4}|["\\/bfnrt])|&(?:amp|quot|apos|lt|gt|#39|#34);/gi;
/** JSON within JSON within JSON is the deepest nesting met in practice; one more level may come from a URL. */
const MAX_LEVELS = 4;
const SHORT: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#34;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
};

interface Unescaped {
  readonly text: string;
  /** For each character, and for the end: its position in the text that it was made from. */
  readonly places: readonly number[];
}

/**
 * Searches a text as it is, then without its escapes, then without the escapes that this reveals, and so on. The spans
 * are positions in the text as it is.
 */
export function* throughEscapes(
  text: string,
  find: (text: string) => Iterable<HiddenSpan>,
): Iterable<HiddenSpan> {
  yield* find(text);
  let view: Unescaped | null = null;
  for (let level = 0; level < MAX_LEVELS; level += 1) {
    const below: Unescaped | null = unescaped(view?.text ?? text);
    if (below === null) return;
    const above: readonly number[] | null = view?.places ?? null;
    const places: readonly number[] =
      above === null ? below.places : below.places.map((place) => above[place] ?? text.length);
    view = { text: below.text, places };
    for (const span of find(view.text)) {
      yield { ...span, start: places[span.start] ?? text.length, end: places[span.end] ?? text.length };
    }
  }
}

/** A text without its outermost escapes; null where it has none. */
function unescaped(text: string): Unescaped | null {
  let meant = '';
  const places: number[] = [];
  let at = 0;
  const keep = (end: number): void => {
    meant += text.slice(at, end);
    for (; at < end; at += 1) places.push(at);
  };
  for (const match of text.matchAll(ESCAPES)) {
    const [written] = match;
    keep(match.index);
    const characters = meaningOf(written);
    meant += characters;
    for (let index = 0; index < characters.length; index += 1) places.push(at);
    at += written.length;
  }
  // Bytes that are no UTF-8 stay as they are.
  if (places.length === at) return null;
  keep(text.length);
  places.push(text.length);
  return { text: meant, places };
}

function meaningOf(written: string): string {
  if (written.startsWith('&')) return ENTITIES[written.toLowerCase()] ?? written;
  if (written.startsWith('%')) {
    try {
      return decodeURIComponent(written);
    } catch {
      return written;
    }
  }
  const sign = written.charAt(1);
  if (sign === 'u' || sign === 'U') return String.fromCharCode(Number.parseInt(written.slice(2), 16));
  return SHORT[sign] ?? sign;
}
