import { listsBy } from '../../base/multimap.ts';
import { INCONCLUSIVE_CALL } from '../../checks/index.ts';
import { indented } from '../layout/page.ts';
import { count } from '../layout/quantity.ts';
import { type ProblemFamily, problemParts } from '../overview/problem-family.ts';
import type { ToldAdvice } from './advice-lines.ts';
import type { TextContext } from './context.ts';
import { notesOfProblem } from './note-lines.ts';
import { familyLines } from './problem-lines.ts';
import { showsAllCalls } from './timeline.ts';

const MOST_FAMILIES = 20;
const MOST_NOTES_OF_RULE = 4;

/** What is wrong, the most important first: each problem once, however many findings it has. */
export function* problemGroups(context: TextContext): Iterable<string> {
  const families = problemParts(context).fresh;
  const shown = context.everything ? families : families.slice(0, MOST_FAMILIES);
  const told: ToldAdvice = new Map();
  for (const family of shown) {
    yield '';
    yield* familyLines(family, context, told);
  }
  if (context.everything) return;
  const hidden = families.slice(shown.length);
  if (hidden.length > 0) {
    yield '';
    const further = hidden.reduce((sum, family) => sum + family.length, 0);
    yield* indented(
      context,
      `… and ${count(further, 'more problem')}: --all shows all, --session ID those of a session.`,
      0,
    );
  } else if (shown.some(hasSeveral) && showsAllCalls(context)) {
    yield '';
    yield* indented(context, '--all shows every finding, --session ID those of a session.', 0);
  }
}

function hasSeveral(family: ProblemFamily): boolean {
  return family.some(({ problem }) => problem.findings.length > 1);
}

/** Notes, grouped by rule, so that they do not hide other findings. */
export function* noteGroups(context: TextContext): Iterable<string> {
  const { notes, knownNotes } = problemParts(context);
  const byRule = listsBy(context.everything ? [...notes, ...knownNotes] : notes, ({ rule }) => rule);
  if (notes.length + knownNotes.length === 0) return;
  yield '';
  yield context.paint('heading', 'Notes');
  // Notes about what the capture cannot show affect the verdict; the others do not.
  const rules = [...byRule].sort(
    ([one], [other]) => Number(other === INCONCLUSIVE_CALL) - Number(one === INCONCLUSIVE_CALL),
  );
  for (const [rule, problems] of rules) {
    const notes = problems.reduce((sum, { findings }) => sum + findings.length, 0);
    yield `· ${rule}  ${context.paint('dim', count(notes, 'note'))}`;
    const shown = context.everything ? problems : problems.slice(0, MOST_NOTES_OF_RULE);
    for (const problem of shown) yield* notesOfProblem(problem, context, 4);
    const more = problems.slice(shown.length).reduce((sum, { findings }) => sum + findings.length, 0);
    if (more > 0) yield `    … and ${more} more (--all shows all)`;
  }
  if (knownNotes.length > 0 && !context.everything) {
    const known = knownNotes.reduce((sum, { findings }) => sum + findings.length, 0);
    yield context.paint('dim', `· ${count(known, 'note')} known to the baseline`);
  }
}
