import { showUnsafe } from './unsafe.ts';

/** Punctuation that may be markup within a line, in CommonMark §6, GFM, and the mathematics of GitHub and GitLab. */
const MARKUP = /[\\`*_[\]<>|~&$]/g;
/** What opens a heading, a list, a quotation or a rule where it begins a line. */
const LINE_OPENER = /^(?:[#+\-=>]|\d{1,9}(?=[.)](?: |$)))/;
/**
 * What GitHub and GitLab make links of wherever it stands, whether escaped or not: people, issues, merge requests and
 * their like, bare addresses. Such words become code, in which nothing is looked for.
 */
const REFERENCE = /[@#!~$%&^][\w{"]|:\/\/|\bwww\.|\bGH-\d/i;

/**
 * Text for a line of Markdown, in which nothing is markup or HTML, nobody is mentioned and nothing becomes a link;
 * control characters are visible. The result is one line; whoever wants lines splits before.
 */
export function escapeMarkdown(text: string): string {
  const escaped = showUnsafe(text)
    .split(' ')
    .map((word) => (REFERENCE.test(word) ? codeSpan(word) : word.replace(MARKUP, '\\$&')))
    .join(' ')
    .trim();
  return escaped.replace(LINE_OPENER, (opener) => (/\d/.test(opener) ? `${opener}\\` : `\\${opener}`));
}

/** Text as code within a line (CommonMark §6.1): whatever it holds is shown as it is. Empty for empty text. */
export function codeSpan(text: string): string {
  const shown = showUnsafe(text);
  if (shown === '') return '';
  const fence = '`'.repeat(longestRun(shown) + 1);
  // One space on either side is taken away again.
  const needsSpace = /^[` ]|[` ]$/.test(shown) && shown.trim() !== '';
  return needsSpace ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/** Lines of text as a block of code (CommonMark §4.5), with its fences. `language` is a word of ours. */
export function codeBlock(text: string, language: string): string {
  const lines = text.split('\n').map(showUnsafe).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(lines) + 1));
  return `${fence}${language}\n${lines}\n${fence}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}
