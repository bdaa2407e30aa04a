import { showUnsafe } from './unsafe.ts';

const MARKUP = /[&<>"'`]/g;
const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
]);

/**
 * Escapes text for an HTML page or an SVG drawing in it, as content or within an attribute's quotation marks; never for
 * a script, a style sheet or an address. Control characters become visible. The result is one line: a caller that wants
 * lines splits the text before.
 */
export function escapeHtml(text: string): string {
  return showUnsafe(text).replace(MARKUP, (character) => REFERENCES.get(character) ?? character);
}
