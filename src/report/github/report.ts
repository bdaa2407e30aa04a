import type { Finding } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { escapeCommandData, escapeCommandProperty } from '../escape/github.ts';
import { paragraphsOf } from '../finding/paragraphs.ts';
import type { ReportOptions } from '../format.ts';
import { frameText, namedFrame } from '../frame-text.ts';
import { count } from '../layout/quantity.ts';
import { byImportance } from '../overview/order.ts';
import { verdictOf } from '../overview/verdict.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Readonly<
  Record<Severity, string>
>;
const SEVERITIES = ['error', 'warning', 'note'] as const satisfies readonly Severity[];
/** The most annotations of one kind that GitHub shows for a step. It silently drops the others. */
export const MOST_OF_KIND = 10;

/**
 * Writes the findings as GitHub's workflow commands, which become annotations: the most important first, and no more
 * than GitHub shows. The last one of a kind tells how many more there are.
 */
export function* renderGithub(analysis: Analysis, options: ReportOptions): Iterable<string> {
  yield* githubAnnotations(analysis, options, MOST_OF_KIND);
  yield `hookscope: ${verdictOf(analysis).text}\n`;
}

/** The annotations of one capture, at most so many of a kind (at least one, which tells how many more there are). */
export function* githubAnnotations(
  analysis: Analysis,
  { masker }: Pick<ReportOptions, 'masker'>,
  most: number,
): Iterable<string> {
  const findings = byImportance(analysis.findings);
  const first = analysis.captures[0]?.path ?? '-';
  for (const severity of SEVERITIES) {
    const ofKind = findings.filter((finding) => finding.severity === severity);
    const shown = ofKind.length > most ? ofKind.slice(0, most - 1) : ofKind;
    for (const finding of shown) {
      yield command(
        severity,
        fileOf(finding, analysis),
        titleOf(finding, analysis),
        masker.text(messageOf(finding)),
      );
    }
    const more = ofKind.length - shown.length;
    if (more > 0)
      yield command(severity, first, 'hookscope', `… and ${count(more, 'more finding')} of this severity.`);
  }
}

function command(severity: Severity, file: string, title: string, message: string): string {
  const place = file === '-' ? '' : `file=${escapeCommandProperty(file)},line=1,`;
  return `::${COMMANDS[severity]} ${place}title=${escapeCommandProperty(title)}::${escapeCommandData(message)}\n`;
}

/** The file that shows a finding; the first where that is not known. */
function fileOf({ frames }: Finding, analysis: Analysis): string {
  const file = frames.length === 0 ? null : namedFrame(frames[0], analysis).file;
  return analysis.captures[file ?? 0]?.path ?? '-';
}

function titleOf({ rule, frames }: Finding, analysis: Analysis): string {
  return frames.length === 0 ? rule : `${rule} (${frameText(frames[0], analysis)})`;
}

function messageOf(finding: Finding): string {
  return paragraphsOf(finding)
    .map(([label, text]) => (label === null ? text : `${label}: ${text}`))
    .join('\n');
}
