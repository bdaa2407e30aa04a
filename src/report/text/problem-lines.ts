import type { Problem } from '../../checks/index.ts';
import { shareTexts } from '../breakdown/index.ts';
import { indented, LABEL_COLUMNS, labelled, verbatim } from '../layout/page.ts';
import { wrap } from '../layout/wrap.ts';
import { evidenceOf, findingsOf, type ProblemFamily, type Relation } from '../overview/problem-family.ts';
import { filtersOf } from '../overview/problem-filters.ts';
import { problemPlace, sessionsText } from '../overview/problem-place.ts';
import { MARKS } from '../overview/severity.ts';
import { adviceLines, type ToldAdvice } from './advice-lines.ts';
import { TEXT_LOOK_OF, type TextContext } from './context.ts';
import { noteLines } from './note-lines.ts';
import { showsAllCalls } from './timeline.ts';

const INDENT = 2;
const RELATION_WORDS: Readonly<Record<Exclude<Relation, 'leads'>, string>> = {
  cause: 'likely cause',
  effect: 'may explain',
};

/** A problem in full, with what belongs to it: what, where, why it matters, what to do. */
export function* familyLines(
  family: ProblemFamily,
  context: TextContext,
  told: ToldAdvice,
): Iterable<string> {
  const filters = new Set<string>();
  for (const { problem, relation } of family) {
    yield* headLines(problem, relation, context);
    yield* bodyLines(problem, context, told, filters);
  }
}

function* headLines(problem: Problem, relation: Relation, context: TextContext): Iterable<string> {
  const { paint, safe } = context;
  const place = problemPlace(problem, context).map(safe).join(' · ');
  if (relation !== 'leads') {
    yield* labelled(context, RELATION_WORDS[relation], safe(problem.message), INDENT);
    for (const line of indented(context, place, INDENT + LABEL_COLUMNS)) yield paint('dim', line);
    return;
  }
  const [head = '', ...rest] = wrap(safe(problem.message), context.columns - INDENT);
  yield `${paint(TEXT_LOOK_OF[problem.severity], MARKS[problem.severity])} ${paint('heading', head)}`;
  for (const line of rest) yield `${' '.repeat(INDENT)}${paint('heading', line)}`;
  for (const line of indented(context, place, INDENT)) yield paint('dim', line);
}

/** `filters`: those that stand above, which are not given again. */
function* bodyLines(
  problem: Problem,
  context: TextContext,
  told: ToldAdvice,
  filters: Set<string>,
): Iterable<string> {
  const { analysis, safe, everything } = context;
  const findings = findingsOf(problem, analysis);
  const [first] = findings;
  if (first === undefined) return;
  const sessions = analysis.sessions.length > 1 ? sessionsText(problem, context) : null;
  if (sessions !== null) {
    yield* labelled(context, problem.sessions > 1 ? 'sessions' : 'session', safe(sessions), INDENT);
  }
  for (const { title, text } of shareTexts(problem, context.breakdowns, safe, everything)) {
    yield* labelled(context, title, text, INDENT);
  }
  const evidence = evidenceOf(findings, analysis);
  if (evidence !== null) yield* labelled(context, 'evidence', safe(evidence), INDENT);
  yield* adviceLines(first, context, told, INDENT, !showsAllCalls(context));
  const { frames, window } = filtersOf(problem, context);
  if (frames !== null && !filters.has(frames)) yield verbatim(context, 'Wireshark', frames, INDENT);
  if (frames !== null) filters.add(frames);
  if (window !== null) yield verbatim(context, 'the window', window, INDENT);
  if (!everything || findings.length === 1) return;
  yield* labelled(context, 'all of them', '', INDENT);
  for (const finding of findings) yield* noteLines(finding, context, INDENT * 2);
}
