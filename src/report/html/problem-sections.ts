import type { Problem } from '../../checks/index.ts';
import { count } from '../layout/quantity.ts';
import { findingsOf, type ProblemFamily, problemParts } from '../overview/problem-family.ts';
import type { HtmlContext } from './context.ts';
import { html, type Markup } from './markup.ts';
import { leftOut, problemCard, problemLine } from './problem-card.ts';
import type { Space } from './space.ts';

/** What is wrong, what of it is known, and what is worth knowing. The problems that are new stand open, the others folded. */
export function* problemSections(context: HtmlContext): Iterable<Markup> {
  const { fresh, known, notes, knownNotes } = problemParts(context);
  const { baseline, spaces } = context;
  yield* section(
    'problems',
    baseline.isGiven ? 'New problems' : 'Problems',
    cards(fresh, spaces.problems, context),
  );
  const knownProblems = [...known.flat().map(({ problem }) => problem), ...knownNotes];
  yield* section(
    'known',
    'Known problems',
    folded(
      `${count(findingCount(knownProblems, context), 'finding')} that the baseline has`,
      knownLines(knownProblems, context),
    ),
  );
  yield* section(
    'notes',
    'Notes',
    folded(
      `${count(findingCount(notes, context), 'note')}: worth knowing, no fault`,
      cards(
        notes.map((problem): ProblemFamily => [{ problem, relation: 'leads' }]),
        spaces.notes,
        context,
      ),
    ),
  );
}

/** A section with a heading; none where it has no content. */
function* section(id: string, title: string, content: Iterable<Markup>): Iterable<Markup> {
  let isBegun = false;
  for (const part of content) {
    if (!isBegun)
      yield html`<section id="${id}" data-filtered aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
`;
    isBegun = true;
    yield part;
  }
  if (isBegun) yield html`</section>\n`;
}

function* folded(title: string, content: Iterable<Markup>): Iterable<Markup> {
  let isBegun = false;
  for (const part of content) {
    if (!isBegun)
      yield html`<details class="group"><summary>${title}</summary>
<div class="inside">
`;
    isBegun = true;
    yield part;
  }
  if (isBegun) yield html`</div>\n</details>\n`;
}

function* cards(families: readonly ProblemFamily[], space: Space, context: HtmlContext): Iterable<Markup> {
  const members = families.flat();
  for (const [index, member] of members.entries()) {
    const card = problemCard(member, context);
    if (!space.takes(card)) {
      yield leftOut(`… and ${count(members.length - index, 'more problem')}.`, context);
      return;
    }
    yield card;
  }
}

function* knownLines(problems: readonly Problem[], context: HtmlContext): Iterable<Markup> {
  for (const [index, problem] of problems.entries()) {
    const line = problemLine(problem, context);
    if (!context.spaces.notes.takes(line)) {
      yield leftOut(`… and ${count(problems.length - index, 'more problem')}.`, context);
      return;
    }
    yield line;
  }
}

function findingCount(problems: readonly Problem[], { analysis }: HtmlContext): number {
  return problems.flatMap((problem) => findingsOf(problem, analysis)).length;
}
