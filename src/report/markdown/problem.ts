import type { Problem } from '../../checks/index.ts';
import { shareTexts } from '../breakdown/index.ts';
import { codeSpan } from '../escape/markdown.ts';
import { frameText } from '../frame-text.ts';
import { evidenceOf, findingsOf, type ProblemFamily, type Relation } from '../overview/problem-family.ts';
import { filtersOf } from '../overview/problem-filters.ts';
import { problemPlace, sessionsText } from '../overview/problem-place.ts';
import { MARKS } from '../overview/severity.ts';
import type { MarkdownContext } from './context.ts';
import { stepsMarkdown } from './steps.ts';

/** The consequences and remedies that were written so far, each with the message of the problem that has it. */
export type ToldTexts = Map<string, string>;

const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  leads: '',
  cause: 'Likely cause: ',
  effect: 'May explain: ',
};

/** A problem in one line. */
export function problemLine(problem: Problem, { prose, analysis }: MarkdownContext): string {
  const { findings, message, rule, severity } = problem;
  const frame = analysis.findings[findings[0]]?.frames[0];
  const where = frame === undefined ? '' : frameText(frame, analysis);
  const isSaid = message.includes(where);
  const first = findings.length === 1 ? '' : 'first at ';
  return `${MARKS[severity]} ${prose(message)}${isSaid ? '' : ` (${first}${prose(where)})`} · ${codeSpan(rule)}`;
}

/** A problem in full, with what belongs to it: what, where, why it matters, what to do. */
export function familyBlock(family: ProblemFamily, context: MarkdownContext, told: ToldTexts): string {
  return family.map(({ problem, relation }) => problemBlock(problem, relation, context, told)).join('\n\n');
}

function problemBlock(
  problem: Problem,
  relation: Relation,
  context: MarkdownContext,
  told: ToldTexts,
): string {
  const { prose, analysis } = context;
  const findings = findingsOf(problem, analysis);
  const [rule = '', ...places] = problemPlace(problem, context);
  const sessions = analysis.sessions.length > 1 ? sessionsText(problem, context) : null;
  const evidence = evidenceOf(findings, analysis);
  const { frames, window } = filtersOf(problem, context);
  const filters = [
    ...(frames === null ? [] : [`Wireshark: ${codeSpan(frames)}`]),
    ...(window === null ? [] : [`the window: ${codeSpan(window)}`]),
  ];
  const heading = relation === 'leads' ? '####' : '#####';
  return [
    `${heading} ${MARKS[problem.severity]} ${RELATION_WORDS[relation]}${prose(problem.message)}`,
    [codeSpan(rule), ...places.map(prose)].join(' · '),
    ...(sessions === null
      ? []
      : [`**${problem.sessions > 1 ? 'Sessions' : 'Session'}.** ${prose(sessions)}`]),
    ...shareTexts(problem, context.breakdowns, prose, context.everything).map(
      ({ title, text }) => `**By ${title}.** ${text}`,
    ),
    ...paragraph('Evidence', evidence, context),
    ...paragraph('Consequence', findings[0]?.consequence ?? null, context, told, problem),
    ...paragraph('Remedy', findings[0]?.remedy ?? null, context, told, problem),
    ...(filters.length === 0 ? [] : [filters.join('<br>')]),
  ].join('\n\n');
}

/** A text with its label. `told`: where it stands already, it is referred to. */
function paragraph(
  label: string,
  text: string | null,
  { shown, prose }: MarkdownContext,
  told?: ToldTexts,
  problem?: Problem,
): readonly string[] {
  if (text === null || text === '') return [];
  const where = told?.get(text);
  if (where !== undefined) return [`**${label}.** As above: “${prose(where)}”`];
  if (problem !== undefined) told?.set(text, problem.message);
  return [`**${label}.** ${separated(stepsMarkdown(shown(text)))}`];
}

/** Lists and blocks of code cannot be on the line of their label. */
function separated(markdown: string): string {
  return /^(?:`{3}|- )/.test(markdown) ? `\n\n${markdown}` : markdown;
}
