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
 * Escapes text for an XML document, as content or within an attribute's quotation marks. Control characters become
 * visible: XML 1.0 §2.2 forbids most of them even as references. The result has no line break and no tab: a caller that
 * wants lines splits the text before.
 */
export function escapeXml(text: string): string {
  return showUnsafe(text).replace(MARKUP, (character) => REFERENCES.get(character) ?? character);
}
