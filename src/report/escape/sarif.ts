import { showUnsafe } from './unsafe.ts';

/** Signs of a link: `[text](target)`. */
const LINK_SIGNS = /[\\[\]]/g;
/** A placeholder for an argument of the message. */
const PLACEHOLDER = /\{(\d+)\}/g;

/**
 * Escapes text for a SARIF message, so that nothing in it is a link or a placeholder (SARIF 2.1.0 §3.11.5, §3.11.6).
 * Control characters become visible. The result is one line: a caller that wants lines splits the text before. It still
 * has to be written as JSON.
 */
export function escapeSarif(text: string): string {
  return showUnsafe(text).replace(LINK_SIGNS, '\\$&').replace(PLACEHOLDER, '{{$1}}');
}
