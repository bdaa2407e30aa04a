import type { Problem } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { escapeCommandData, escapeCommandProperty } from '../escape/github.ts';
import { problemParagraphs } from '../finding/paragraphs.ts';
import type { ReportOptions } from '../format.ts';
import { frameText, namedFrame } from '../frame-text.ts';
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
export const MOST_OF_KIND = 10;
/** The most characters of one annotation, which GitHub shows in a box of a few lines. */
const LONGEST_MESSAGE = 4000;

/**
 * Writes the problems as GitHub's workflow commands, which become annotations: the most important first, and no more
 * than GitHub shows. The last one of a kind tells how many more there are. What the baseline has is only counted.
 */
export function* renderGithub(analysis: Analysis, options: ReportOptions): Iterable<string> {
  const overview = overviewOf(analysis, options);
  yield* githubAnnotations(overview, options, MOST_OF_KIND);
  yield `hookscope: ${verdictOf(analysis, overview.baseline).text}\n`;
}

/** The annotations of one capture, at most so many of a kind (at least one, which tells how many more there are). */
export function* githubAnnotations(
  overview: Overview,
  { masker, directory }: Pick<ReportOptions, 'masker' | 'directory'>,
  most: number,
): Iterable<string> {
  const { analysis, baseline } = overview;
  const problems = analysis.problems.filter((problem) => !baseline.hasAll(problem));
  const pathOf = (file: number): string => sharedPath(analysis.captures[file]?.path ?? '-', directory);
  for (const severity of SEVERITIES) {
    const ofKind = problems.filter((problem) => problem.severity === severity);
    const shown = ofKind.length > most ? ofKind.slice(0, most - 1) : ofKind;
    for (const problem of shown) {
      const message = shorten(masker.text(messageOf(problem, overview)), LONGEST_MESSAGE);
      yield command(severity, pathOf(fileOf(problem, analysis)), titleOf(problem, analysis), message);
    }
    const more = ofKind.length - shown.length;
    if (more > 0)
      yield command(
        severity,
        pathOf(0),
        'hookscope',
        `… and ${count(more, 'more problem')} of this severity.`,
      );
  }
}

function command(severity: Severity, file: string, title: string, message: string): string {
  const place = file === '-' ? '' : `file=${escapeCommandProperty(file)},line=1,`;
  return `::${COMMANDS[severity]} ${place}title=${escapeCommandProperty(title)}::${escapeCommandData(message)}\n`;
}

function firstFrameOf({ findings }: Problem, analysis: Analysis): number | undefined {
  return analysis.findings[findings[0]]?.frames[0];
}

/** The file that shows the first finding of a problem; the first file where that is not known. */
function fileOf(problem: Problem, analysis: Analysis): number {
  const frame = firstFrameOf(problem, analysis);
  return frame === undefined ? 0 : (namedFrame(frame, analysis).file ?? 0);
}

function titleOf(problem: Problem, analysis: Analysis): string {
  const { rule, findings } = problem;
  const frame = firstFrameOf(problem, analysis);
  if (frame === undefined) return rule;
  return `${rule} (${findings.length === 1 ? '' : 'first '}${frameText(frame, analysis)})`;
}

function messageOf(problem: Problem, { analysis }: Overview): string {
  return problemParagraphs(problem, analysis)
    .map(([label, text]) => (label === null ? text : `${label}: ${text}`))
    .join('\n');
}
