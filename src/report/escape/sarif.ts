import { showUnsafe } from './unsafe.ts';

/** What begins a link: `[text](target)`. */
const LINK_SIGNS = /[\\[\]]/g;
/** What stands for an argument of the message. */
const PLACEHOLDER = /\{(\d+)\}/g;

/**
 * Text for a SARIF message, in which nothing is a link or a placeholder (SARIF 2.1.0 §3.11.5, §3.11.6) and control
 * characters are visible. The result is one line; whoever wants lines splits before. It still has to become JSON.
 */
export function escapeSarif(text: string): string {
  return showUnsafe(text).replace(LINK_SIGNS, '\\$&').replace(PLACEHOLDER, '{{$1}}');
}
