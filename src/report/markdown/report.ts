import { MAX_MARKDOWN_CHARACTERS } from '../../base/limits.ts';
import type { Analysis } from '../../engine/index.ts';
import { codeBlock, codeSpan, escapeMarkdown } from '../escape/markdown.ts';
import type { ReportOptions } from '../format.ts';
import { count } from '../layout/quantity.ts';
import { captureName, captureText, hooksText } from '../overview/capture-text.ts';
import { familiesOf } from '../overview/problem-family.ts';
import { MARKS } from '../overview/severity.ts';
import { tlsText } from '../overview/tls-text.ts';
import { verdictOf } from '../overview/verdict.ts';
import { textContext } from '../text/context.ts';
import { timeline } from '../text/timeline.ts';
import { type MarkdownContext, markdownContext } from './context.ts';
import { familyBlock, problemLine, type ToldTexts } from './problem.ts';

/** The most problems and files that the first part lists. */
const MOST_IN_FIRST_PART = 5;
const TIMELINE_COLUMNS = 100;
/** The share of the length that the problems may take. The calls have the rest. */
const SHARE_OF_PROBLEMS = 0.6;
/** Characters reserved for what surrounds the parts: headings, folds, notes about omissions. */
const RESERVED_CHARACTERS = 1000;

/**
 * Writes the analysis for a ticket or a chat: what is wrong in a few lines, and everything else folded (`<details>`,
 * which GitHub and GitLab show). It stays within the length of an issue, unless everything is asked for.
 */
export function* renderMarkdown(analysis: Analysis, options: ReportOptions): Iterable<string> {
  const context = markdownContext(analysis, options);
  const head = `${[...headBlocks(context, options.grouping ?? null)].join('\n\n')}\n`;
  yield head;
  if (options.verdictOnly) return;
  const most = options.everything
    ? Number.POSITIVE_INFINITY
    : (options.characters ?? MAX_MARKDOWN_CHARACTERS);
  const room = Math.max(0, most - head.length - RESERVED_CHARACTERS);
  const problems = problemsFold(context, room * SHARE_OF_PROBLEMS);
  yield problems;
  yield callsFold(analysis, options, room - problems.length);
  yield `\n<sub>hookscope ${escapeMarkdown(options.version)}${options.masker.showSecrets ? '' : '; secrets are masked'}${options.masker.redactsPersonal ? '; numbers, names, addresses and messages are masked' : ''}</sub>\n`;
}

function* headBlocks(context: MarkdownContext, grouping: string | null): Iterable<string> {
  const { analysis, prose, shown } = context;
  const { severity, text } = verdictOf(analysis);
  yield `### ${severity === null ? '✓' : MARKS[severity]} ${text}`;
  const files = analysis.captures
    .slice(0, MOST_IN_FIRST_PART)
    .map((capture) => `${codeSpan(shown(captureName(capture)))}: ${captureText(capture)}`);
  const tls = tlsText(analysis);
  const moreFiles = analysis.captures.length - files.length;
  yield [
    ...files,
    ...(moreFiles > 0 ? [`and ${count(moreFiles, 'more file')}`] : []),
    ...(grouping === null ? [] : [prose(`files: ${grouping}`)]),
    prose(hooksText(analysis)),
    ...(tls === null ? [] : [prose(`TLS: ${tls}`)]),
  ].join('<br>\n');
  const faults = [...familiesOf(analysis)].flat().filter(({ problem }) => problem.severity !== 'note');
  if (faults.length === 0) return;
  const lines = faults
    .slice(0, MOST_IN_FIRST_PART)
    .map(({ problem }) => `- ${problemLine(problem, context)}`);
  const more = faults.length - lines.length;
  yield [...lines, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n');
}

function problemsFold(context: MarkdownContext, room: number): string {
  const { findings, summary } = context.analysis;
  if (findings.length === 0) return '';
  const { error, warning, note } = summary.findings;
  const counts = [
    ...(error > 0 ? [count(error, 'error')] : []),
    ...(warning > 0 ? [count(warning, 'warning')] : []),
    ...(note > 0 ? [count(note, 'note')] : []),
  ];
  const blocks: string[] = [];
  let left = room;
  const told: ToldTexts = new Map();
  let unshown = 0;
  for (const family of familiesOf(context.analysis)) {
    const block = left < 0 ? '' : familyBlock(family, context, told);
    left -= block.length;
    if (left < 0) unshown += family.length;
    else blocks.push(block);
  }
  if (unshown > 0) blocks.push(`… and ${count(unshown, 'more problem')}, for which there is no room here.`);
  return fold(`What is wrong, and what to do: ${counts.join(', ')}`, blocks.join('\n\n'));
}

function callsFold(analysis: Analysis, options: ReportOptions, room: number): string {
  const context = textContext(analysis, { ...options, color: false, columns: TIMELINE_COLUMNS });
  const lines: string[] = [];
  let left = room;
  let unshown = 0;
  for (const line of timeline(context)) {
    left -= line.length + 1;
    if (left < 0) unshown += 1;
    else lines.push(line);
  }
  if (lines.length === 0 && unshown === 0) return '';
  if (unshown > 0) lines.push(`… and ${count(unshown, 'more line')}, for which there is no room here.`);
  return fold('Calls in order of time', codeBlock(lines.join('\n').trim(), 'text'));
}

/**
 * A part that opens when its title is clicked. The empty lines are needed: without them the content would be read as
 * HTML.
 */
function fold(title: string, content: string): string {
  return `\n<details>\n<summary>${title}</summary>\n\n${content}\n\n</details>\n`;
}
