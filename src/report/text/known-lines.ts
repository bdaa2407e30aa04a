import { count } from '../layout/quantity.ts';
import { truncate } from '../layout/width.ts';
import { problemParts } from '../overview/problem-family.ts';
import { MARKS } from '../overview/severity.ts';
import { faultSum, faultsByBaseline } from '../overview/verdict.ts';
import type { ToldAdvice } from './advice-lines.ts';
import { TEXT_LOOK_OF, type TextContext } from './context.ts';
import { familyLines } from './problem-lines.ts';

const MOST_LINES = 20;

/** The problems that the baseline has, one a line; in full where everything is asked for. */
export function* knownLines(context: TextContext): Iterable<string> {
  const { known } = problemParts(context);
  if (known.length === 0) return;
  const { paint, safe, columns, everything } = context;
  const problems = known.flat();
  const findings = problems.reduce((sum, { problem }) => sum + problem.findings.length, 0);
  yield '';
  const { error, warning } = context.analysis.summary.findings;
  const all = error + warning - faultSum(faultsByBaseline(context.analysis, context.baseline).fresh);
  // What is known of a problem, or of its cause, that is new in part stands with it.
  const besides = all > findings ? `, besides ${all - findings} above` : '';
  yield paint('heading', `Known: ${count(findings, 'finding')} that the baseline has${besides}`);
  const told: ToldAdvice = new Map();
  if (everything) {
    for (const family of known) {
      yield* familyLines(family, context, told);
      yield '';
    }
    return;
  }
  for (const { problem } of problems.slice(0, MOST_LINES)) {
    const mark = paint(TEXT_LOOK_OF[problem.severity], MARKS[problem.severity]);
    yield `${mark} ${truncate(safe(problem.message), columns - 2)}`;
  }
  const more = problems.length - MOST_LINES;
  yield paint('dim', `${more > 0 ? `… and ${count(more, 'more problem')}; ` : ''}--all shows them in full`);
}
