import type { Finding } from '../../checks/index.ts';
import { displayFilterOf, windowFilter } from '../display-filter.ts';
import { indented, labelled, labelledParagraphs, labelledSteps, verbatim } from '../layout/page.ts';
import { grouped } from '../layout/quantity.ts';
import { wrap } from '../layout/wrap.ts';
import { placeParts } from '../overview/finding-place.ts';
import { MARKS } from '../overview/severity.ts';
import { TEXT_LOOK_OF, type TextContext } from './context.ts';

/** The consequences and steps of remedies that were written so far, each with the place where. Each is written once. */
export type ToldAdvice = Map<string, string>;

const INDENT = 2;

/** A finding in full: what, where, why it matters, what to do. */
export function* findingLines(finding: Finding, context: TextContext, told: ToldAdvice): Iterable<string> {
  const { paint, safe } = context;
  const [head = '', ...rest] = wrap(safe(finding.message), context.columns - INDENT);
  const look = TEXT_LOOK_OF[finding.severity];
  yield `${paint(look, MARKS[finding.severity])} ${paint('heading', head)}`;
  for (const line of rest) yield `${' '.repeat(INDENT)}${paint('heading', line)}`;
  const number = context.analysis.findingNumbers.get(finding);
  const place = [...placeParts(finding, context), ...(number === undefined ? [] : [`finding ${number}`])];
  for (const line of indented(context, place.map(context.safe).join(' · '), INDENT)) yield paint('dim', line);
  if (finding.evidence !== null) yield* labelled(context, 'evidence', safe(finding.evidence), INDENT);
  yield* adviceLines(finding, context, told);
  const filter = displayFilterOf(finding);
  if (filter !== null) yield verbatim(context, 'Wireshark', filter, INDENT);
  const window = windowOf(finding, context);
  if (window !== null) yield verbatim(context, 'the window', window, INDENT);
}

/** Consequence and remedy. Each is written in full once; later findings refer to it. */
function* adviceLines(finding: Finding, context: TextContext, told: ToldAdvice): Iterable<string> {
  const here = finding.frames.length === 0 ? finding.rule : `frame ${finding.frames[0]}`;
  const { consequence, remedy } = finding;
  if (consequence !== null && !told.has(consequence)) {
    yield* labelledParagraphs(context, 'consequence', consequence, INDENT);
    told.set(consequence, here);
  }
  if (remedy === null) return;
  const steps = stepsOf(remedy);
  if (steps.every((step) => told.has(step))) {
    yield* labelled(context, 'remedy', `as above, ${told.get(steps[0] ?? '')}`, INDENT);
    return;
  }
  yield* labelledSteps(context, 'remedy', remedy, INDENT);
  for (const step of steps) told.set(step, told.get(step) ?? here);
}

/** The steps of a remedy: each is a description with its commands on indented lines. */
function stepsOf(remedy: string): readonly string[] {
  return remedy.split(/\n(?=\S)/);
}

function windowOf(finding: Finding, { analysis, expectedOf }: TextContext): string | null {
  const expected = expectedOf(finding);
  return expected === null ? null : windowFilter(expected, analysis.firstTime);
}

/** A note in one or two lines: its message, place, count and number. */
export function* noteLines(finding: Finding, context: TextContext, indent: number): Iterable<string> {
  const { frames, count: times } = finding;
  const where =
    frames.length === 0 || finding.message.includes(`frame ${frames[0]}`) ? '' : `frame ${frames[0]}`;
  const often = times > 1 ? `${grouped(times)} times` : '';
  const number = context.analysis.findingNumbers.get(finding);
  const numbered = number === undefined ? '' : `finding ${number}`;
  const place = [where, often, numbered].filter((part) => part !== '').join(', ');
  yield* indented(context, `${context.safe(finding.message)}${place === '' ? '' : ` (${place})`}`, indent);
}
