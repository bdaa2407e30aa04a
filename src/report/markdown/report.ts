import { MAX_MARKDOWN_CHARACTERS } from '../../base/limits.ts';
import type { Finding, Problem } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { codeBlock, codeSpan, escapeMarkdown } from '../escape/markdown.ts';
import type { ReportOptions } from '../format.ts';
import { count } from '../layout/quantity.ts';
import { captureName, captureText, hooksText } from '../overview/capture-text.ts';
import { findingsOf, type ProblemFamily, problemParts } from '../overview/problem-family.ts';
import { MARKS, SEVERITIES } from '../overview/severity.ts';
import { tlsText } from '../overview/tls-text.ts';
import { verdictOf } from '../overview/verdict.ts';
import { textContext } from '../text/context.ts';
import { timeline } from '../text/timeline.ts';
import { breakdownTables } from './breakdown.ts';
import { type MarkdownContext, markdownContext } from './context.ts';
import { familyBlock, problemLine, type ToldTexts } from './problem.ts';

/** The most problems and files that the first part lists. */
const MOST_IN_FIRST_PART = 5;
const TIMELINE_COLUMNS = 100;
/** The share of the length that the problems may take. The calls have the rest. */
const SHARE_OF_PROBLEMS = 0.6;
/** The share of a line for each problem that the baseline has. */
const SHARE_OF_KNOWN = 0.1;
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
  const known = knownFold(context, room * SHARE_OF_KNOWN);
  yield known;
  yield callsFold(analysis, options, room - problems.length - known.length);
  yield `\n<sub>hookscope ${escapeMarkdown(options.version)}${options.masker.showSecrets ? '' : '; secrets are masked'}${options.masker.redactsPersonal ? '; numbers, names, addresses and messages are masked' : ''}</sub>\n`;
}

function* headBlocks(context: MarkdownContext, grouping: string | null): Iterable<string> {
  const { analysis, baseline, prose, shown, directory } = context;
  const { severity, text } = verdictOf(analysis, baseline);
  yield `### ${severity === null ? '✓' : MARKS[severity]} ${text}`;
  const files = analysis.captures
    .slice(0, MOST_IN_FIRST_PART)
    .map(
      (capture) =>
        `${codeSpan(shown(captureName(capture, { isShared: true, directory })))}: ${captureText(capture)}`,
    );
  const tls = tlsText(analysis);
  const moreFiles = analysis.captures.length - files.length;
  yield [
    ...files,
    ...(moreFiles > 0 ? [`and ${count(moreFiles, 'more file')}`] : []),
    ...(grouping === null ? [] : [prose(`files: ${grouping}`)]),
    prose(hooksText(analysis)),
    ...(tls === null ? [] : [prose(`TLS: ${tls}`)]),
  ].join('<br>\n');
  const faults = problemParts(context).fresh.flat();
  if (faults.length > 0) yield leadingLines(faults, context);
  yield* breakdownTables(context);
}

/** The most important problems, a line for each. */
function leadingLines(faults: ProblemFamily, context: MarkdownContext): string {
  const lines = faults
    .slice(0, MOST_IN_FIRST_PART)
    .map(({ problem }) => `- ${problemLine(problem, context)}`);
  const more = faults.length - lines.length;
  return [...lines, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n');
}

function problemsFold(context: MarkdownContext, room: number): string {
  const { fresh, notes } = problemParts(context);
  if (fresh.length + notes.length === 0) return '';
  const families = [...fresh, ...notes.map(aloneOf)];
  const blocks: string[] = [];
  let left = room;
  const told: ToldTexts = new Map();
  let unshown = 0;
  for (const family of families) {
    const block = left < 0 ? '' : familyBlock(family, context, told);
    left -= block.length;
    if (left < 0) unshown += family.length;
    else blocks.push(block);
  }
  if (unshown > 0) blocks.push(`… and ${count(unshown, 'more problem')}, for which there is no room here.`);
  const findings = families.flat().flatMap(({ problem }) => findingsOf(problem, context.analysis));
  return fold(`What is wrong, and what to do: ${countsText(findings)}`, blocks.join('\n\n'));
}

/** What the baseline has, a line for each problem. */
function knownFold(context: MarkdownContext, room: number): string {
  const { known, knownNotes } = problemParts(context);
  const problems = [...known.flat().map(({ problem }) => problem), ...knownNotes];
  if (problems.length === 0) return '';
  const lines: string[] = [];
  let left = room;
  for (const problem of problems) {
    const line = left < 0 ? '' : `- ${problemLine(problem, context)}`;
    left -= line.length;
    if (left >= 0) lines.push(line);
  }
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`- … and ${count(more, 'more problem')}, for which there is no room here.`);
  const findings = problems.flatMap((problem) => findingsOf(problem, context.analysis));
  return fold(`Known to the baseline: ${countsText(findings)}`, lines.join('\n'));
}

function aloneOf(problem: Problem): ProblemFamily {
  return [{ problem, relation: 'leads' }];
}

/** `1 error, 2 warnings, 4 notes`. */
function countsText(findings: readonly Finding[]): string {
  return SEVERITIES.flatMap((severity) => {
    const own = findings.filter((finding) => finding.severity === severity).length;
    return own === 0 ? [] : [count(own, severity)];
  }).join(', ');
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
