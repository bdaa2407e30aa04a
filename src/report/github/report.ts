import type { Problem } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { escapeCommandData, escapeCommandProperty } from '../escape/github.ts';
import { problemParagraphs } from '../finding/paragraphs.ts';
import type { ReportOptions } from '../format.ts';
import { count } from '../layout/quantity.ts';
import { shorten } from '../layout/shorten.ts';
import { sharedPath } from '../overview/command.ts';
import { type Overview, overviewOf } from '../overview/overview.ts';
import { SEVERITIES } from '../overview/severity.ts';
import { verdictOf } from '../overview/verdict.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Readonly<
  Record<Severity, string>
>;
/** The most annotations of one kind that GitHub shows for a step. It silently drops the others. */
const MOST_OF_KIND = 10;
/** The most characters of one annotation, which GitHub shows in a box of a few lines. */
const LONGEST_MESSAGE = 4000;

/**
 * Writes the problems as GitHub's workflow commands, which become annotations: the most important first, and no more
 * than GitHub shows. The last one of a kind tells how many more there are. What the baseline has is only counted.
 */
export function* renderGithub(analysis: Analysis, options: ReportOptions): Iterable<string> {
  const { masker } = options;
  const overview = overviewOf(analysis, options);
  const { baseline } = overview;
  const problems = analysis.problems.filter((problem) => !baseline.hasAll(problem));
  const file = sharedPath(analysis.captures[0]?.path ?? '-', options.directory);
  for (const severity of SEVERITIES) {
    const ofKind = problems.filter((problem) => problem.severity === severity);
    const shown = ofKind.length > MOST_OF_KIND ? ofKind.slice(0, MOST_OF_KIND - 1) : ofKind;
    for (const problem of shown) {
      const message = shorten(masker.text(messageOf(problem, overview)), LONGEST_MESSAGE);
      yield command(severity, file, titleOf(problem, overview), message);
    }
    const more = ofKind.length - shown.length;
    if (more > 0)
      yield command(severity, file, 'hookscope', `… and ${count(more, 'more problem')} of this severity.`);
  }
  yield `hookscope: ${verdictOf(analysis, baseline).text}\n`;
}

function command(severity: Severity, file: string, title: string, message: string): string {
  const place = file === '-' ? '' : `file=${escapeCommandProperty(file)},line=1,`;
  return `::${COMMANDS[severity]} ${place}title=${escapeCommandProperty(title)}::${escapeCommandData(message)}\n`;
}

function titleOf({ rule, findings }: Problem, { analysis }: Overview): string {
  const frame = analysis.findings[findings[0]]?.frames[0];
  return frame === undefined ? rule : `${rule} (${findings.length === 1 ? '' : 'first '}frame ${frame})`;
}

function messageOf(problem: Problem, { analysis }: Overview): string {
  return problemParagraphs(problem, analysis)
    .map(([label, text]) => (label === null ? text : `${label}: ${text}`))
    .join('\n');
}
