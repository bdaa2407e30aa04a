import type { Finding } from '../../checks/index.ts';
import { displayFilterOf, windowFilter } from '../display-filter.ts';
import { codeSpan } from '../escape/markdown.ts';
import { paragraphsOf } from '../finding/paragraphs.ts';
import { placeParts } from '../overview/finding-place.ts';
import { MARKS } from '../overview/severity.ts';
import type { MarkdownContext } from './context.ts';
import { stepsMarkdown } from './steps.ts';

/** A finding in one line. */
export function findingLine(finding: Finding, { prose }: MarkdownContext): string {
  const frame = finding.frames[0];
  const where = frame === undefined || finding.message.includes(`frame ${frame}`) ? '' : ` (frame ${frame})`;
  return `${MARKS[finding.severity]} ${prose(finding.message)}${where} · ${codeSpan(finding.rule)}`;
}

/** A finding in full: what, where, why it matters, what to do. */
export function findingBlock(finding: Finding, context: MarkdownContext): string {
  const { prose, shown, analysis, expectedOf } = context;
  const [rule = '', ...places] = placeParts(finding, context);
  const [, ...paragraphs] = paragraphsOf(finding);
  const filter = displayFilterOf(finding);
  const expected = expectedOf(finding);
  const filters = [
    ...(filter === null ? [] : [`Wireshark: ${codeSpan(filter)}`]),
    ...(expected === null ? [] : [`the window: ${codeSpan(windowFilter(expected, analysis.firstTime))}`]),
  ];
  return [
    `#### ${MARKS[finding.severity]} ${prose(finding.message)}`,
    [codeSpan(rule), ...places.map(prose)].join(' · '),
    ...paragraphs.map(([label, text]) => `**${label}.** ${separated(stepsMarkdown(shown(text)))}`),
    ...(filters.length === 0 ? [] : [filters.join('<br>')]),
  ].join('\n\n');
}

/** Lists and blocks of code cannot be on the line of their label. */
function separated(markdown: string): string {
  return /^(?:`{3}|- )/.test(markdown) ? `\n\n${markdown}` : markdown;
}
