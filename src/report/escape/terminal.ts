import { showUnsafe } from './unsafe.ts';

/**
 * Makes text of a capture safe for a terminal. A terminal knows no markup but control characters, so it is enough to
 * make each unsafe character visible. The result has no line break and no tab: a caller that wants lines splits the
 * text before.
 */
export function escapeTerminal(text: string): string {
  return showUnsafe(text);
}
