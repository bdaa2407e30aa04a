/** Bytes of a body that are looked at: what a page says stands near its beginning. */
export const LOOKED_AT = 16_384;
/** What stands between the pieces of a page. */
export const PIECE_BREAK = ' / ';
/** Elements whose content nobody reads. */
const UNREAD_ELEMENTS: ReadonlySet<string> = new Set(['style', 'script', 'noscript', 'svg', 'template']);
const NAMED_ENTITIES: Readonly<Partial<Record<string, string>>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  rsquo: '’',
  copy: '©',
};
/** Elements within a line of text; every other one ends a piece of it. */
const INLINE_ELEMENTS: ReadonlySet<string> = new Set([
  'a',
  'abbr',
  'b',
  'code',
  'em',
  'font',
  'i',
  'kbd',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'tt',
  'u',
  'var',
]);

/** True for a text that is a page of HTML, or XML: it begins with a tag. */
export function isMarkup(text: string): boolean {
  return /^[\s\uFEFF]*<[!?a-z]/i.test(text.slice(0, 256));
}

/**
 * What a page of HTML says to its reader: title, headings and text, in order, with ` / ` between its pieces; each piece
 * once. A text that is no page is given with its white space made single.
 */
export function readableText(text: string): string {
  const looked = text.slice(0, LOOKED_AT);
  if (!isMarkup(looked)) return singleSpaced(looked);
  const pieces = new Set<string>();
  for (const piece of piecesOf(looked)) pieces.add(piece);
  return [...pieces].join(PIECE_BREAK);
}

/** One pass: each search for the end of a tag begins where the last one ended. */
function* piecesOf(page: string): Iterable<string> {
  const lower = page.toLowerCase();
  let piece = '';
  let at = 0;
  while (at < page.length) {
    const open = page.indexOf('<', at);
    const end = open < 0 ? page.length : open;
    piece += page.slice(at, end);
    if (open < 0) break;
    if (lower.startsWith('<!--', open)) {
      at = behind(lower, '-->', open);
      continue;
    }
    const name = /^<\/?([a-z][a-z0-9]*)/.exec(lower.slice(open, open + 20))?.[1] ?? '';
    if (!INLINE_ELEMENTS.has(name)) {
      const said = singleSpaced(withoutEntities(piece));
      if (said !== '') yield said;
      piece = '';
    }
    const isUnread = UNREAD_ELEMENTS.has(name) && lower[open + 1] !== '/';
    at = behind(lower, '>', isUnread ? Math.max(open, lower.indexOf(`</${name}`, open)) : open);
  }
  const said = singleSpaced(withoutEntities(piece));
  if (said !== '') yield said;
}

/** The place behind the next occurrence of a text; the end where there is none. */
function behind(page: string, text: string, from: number): number {
  const found = page.indexOf(text, from);
  return found < 0 ? page.length : found + text.length;
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,8}));/gi, (entity, decimal, hex, name) => {
    if (typeof name === 'string') return NAMED_ENTITIES[name.toLowerCase()] ?? entity;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });
}

function singleSpaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
