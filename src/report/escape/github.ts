import { showUnsafe } from './unsafe.ts';

/**
 * Escapes the message of a workflow command (actions/toolkit, `escapeData`). Line breaks stay, escaped as GitHub
 * requires, so that no line of the capture begins a command of its own. Other control characters become visible.
 */
export function escapeCommandData(text: string): string {
  return text
    .split('\n')
    .map((line) => showUnsafe(line).replaceAll('%', '%25'))
    .join('%0A');
}

/**
 * Escapes the value of a property of a workflow command (`escapeProperty`): one line, in which colons and commas are
 * escaped as well.
 */
export function escapeCommandProperty(text: string): string {
  return showUnsafe(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}
