import { showUnsafe } from './unsafe.ts';

/**
 * Makes text of a capture safe for a terminal: it has no markup but control characters, so all that is needed is
 * that each unsafe character is visible. The result has no line break and no tab; whoever wants lines splits before.
 */
export function escapeTerminal(text: string): string {
  return showUnsafe(text);
}
