import { showUnsafe } from './unsafe.ts';

/**
 * The message of a workflow command. Line breaks stay, as GitHub wants them: escaped, so that no line of the capture
 * begins a command of its own; other control characters are visible (actions/toolkit, `escapeData`).
 */
export function escapeCommandData(text: string): string {
  return text
    .split('\n')
    .map((line) => showUnsafe(line).replaceAll('%', '%25'))
    .join('%0A');
}

/** The value of a property of a workflow command: one line, in which colon and comma are escaped too (`escapeProperty`). */
export function escapeCommandProperty(text: string): string {
  return showUnsafe(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}
