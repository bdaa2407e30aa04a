import type { Problem } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { FramesOfFiles } from '../frame-text.ts';
import { evidenceOf, findingsOf } from '../overview/problem-family.ts';

/**
 * The texts of a problem in order, each with its label: what holds for all of its findings, and consequence and remedy of the first.
 * The message has no label; each text may have several lines.
 */
export function problemParagraphs(
  problem: Problem,
  analysis: Pick<Analysis, 'findings'> & FramesOfFiles,
): readonly (readonly [label: string | null, text: string])[] {
  const findings = findingsOf(problem, analysis);
  const [first] = findings;
  const often = findings.length === 1 && problem.count > 1 ? ` (${problem.count} times)` : '';
  return [
    [null, `${problem.message}${often}`],
    ...labelled('Evidence', evidenceOf(findings, analysis)),
    ...labelled('Consequence', first?.consequence ?? null),
    ...labelled('Remedy', first?.remedy ?? null),
  ];
}

function labelled(label: string, text: string | null): readonly (readonly [string, string])[] {
  return text === null || text === '' ? [] : [[label, text]];
}
