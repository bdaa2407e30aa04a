import { showUnsafe } from './unsafe.ts';

/**
 * Punctuation that may be markup within a line: in CommonMark §6, in GFM, and in the mathematics of GitHub and GitLab.
 */
const MARKUP = /[\\`*_[\]<>|~&$]/g;
/** What begins a heading, list, quotation or rule at the beginning of a line. */
const LINE_OPENER = /^(?:[#+\-=>]|\d{1,9}(?=[.)](?: |$)))/;
/**
 * What GitHub and GitLab turn into a link, even where it is escaped: people, issues, merge requests and the like, and
 * bare addresses. Such words are written as code, in which nothing becomes a link.
 */
const REFERENCE = /[@#!~$%&^][\w{"]|:\/\/|\bwww\.|\bGH-\d/i;

/**
 * Escapes text for a line of Markdown: nothing in it is markup or HTML, mentions a person or becomes a link. Control
 * characters become visible. The result is one line: a caller that wants lines splits the text before.
 */
export function escapeMarkdown(text: string): string {
  const escaped = showUnsafe(text)
    .split(' ')
    .map((word) => (REFERENCE.test(word) ? codeSpan(word) : word.replace(MARKUP, '\\$&')))
    .join(' ')
    .trim();
  return escaped.replace(LINE_OPENER, (opener) => (/\d/.test(opener) ? `${opener}\\` : `\\${opener}`));
}

/** Writes text as code within a line (CommonMark §6.1), where it is shown as it is. Empty text gives an empty text. */
export function codeSpan(text: string): string {
  const shown = showUnsafe(text);
  if (shown === '') return '';
  const fence = '`'.repeat(longestRun(shown) + 1);
  // Readers remove one space on each side.
  const needsSpace = /^[` ]|[` ]$/.test(shown) && shown.trim() !== '';
  return needsSpace ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/**
 * Writes lines of text as a block of code (CommonMark §4.5) with its fences. `language` is never text of the capture.
 */
export function codeBlock(text: string, language: string): string {
  const lines = text.split('\n').map(showUnsafe).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(lines) + 1));
  return `${fence}${language}\n${lines}\n${fence}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}
