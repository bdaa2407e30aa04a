import { showUnsafe } from './unsafe.ts';

const MARKUP = /[&<>"']/g;
const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/**
 * Text for an XML document, as content or within an attribute's quotation marks. Control characters, most of which
 * XML 1.0 §2.2 forbids even as references, become visible. The result has no line break and no tab; whoever wants
 * lines splits before.
 */
export function escapeXml(text: string): string {
  return showUnsafe(text).replace(MARKUP, (character) => REFERENCES.get(character) ?? character);
}
