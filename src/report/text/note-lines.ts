import type { Finding, Problem } from '../../checks/index.ts';
import { frameText } from '../frame-text.ts';
import { indented } from '../layout/page.ts';
import { grouped } from '../layout/quantity.ts';
import { onlyFinding } from '../overview/problem-family.ts';
import { problemPlace } from '../overview/problem-place.ts';
import type { TextContext } from './context.ts';

/** A note in a line or two: its message, place, count and number. */
export function* noteLines(finding: Finding, context: TextContext, indent: number): Iterable<string> {
  const { frames, count: times } = finding;
  const first = frames.length === 0 ? '' : frameText(frames[0], context.analysis);
  const where = finding.message.includes(first) ? '' : context.safe(first);
  const often = times > 1 ? `${grouped(times)} times` : '';
  const number = context.analysis.findingNumbers.get(finding);
  const numbered = number === undefined ? '' : `finding ${number}`;
  const place = [where, often, numbered].filter((part) => part !== '').join(', ');
  yield* indented(context, `${context.safe(finding.message)}${place === '' ? '' : ` (${place})`}`, indent);
}

/** The notes of one problem in a line or two; each of them where everything is asked for. */
export function* notesOfProblem(problem: Problem, context: TextContext, indent: number): Iterable<string> {
  const only = onlyFinding(problem, context.analysis);
  if (only !== null) {
    yield* noteLines(only, context, indent);
    return;
  }
  if (context.everything) {
    for (const index of problem.findings) yield* noteLines(context.analysis.findings[index], context, indent);
    return;
  }
  const [, ...place] = problemPlace(problem, context);
  yield* indented(context, context.safe(`${problem.message} (${place.join('; ')})`), indent);
}
