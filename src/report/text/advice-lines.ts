import type { Finding } from '../../checks/index.ts';
import { frameText } from '../frame-text.ts';
import { LABEL_COLUMNS, labelled, labelledParagraphs, labelledSteps } from '../layout/page.ts';
import type { TextContext } from './context.ts';

/** The consequences, and the descriptions and commands of remedies, that were written so far, each with the place where. */
export type ToldAdvice = Map<string, string>;

/** A step of a remedy: a description, and the commands that carry it out. */
interface Step {
  readonly description: string;
  readonly commands: readonly string[];
}

/**
 * Consequence and remedy of a finding. Each consequence and step is written in full once; later ones refer to it. `isBrief`: no more
 * than the first step, and how many there are.
 */
export function* adviceLines(
  { consequence, remedy, frames, rule }: Finding,
  context: TextContext,
  told: ToldAdvice,
  indent: number,
  isBrief = false,
): Iterable<string> {
  const here = frames.length === 0 ? rule : frameText(frames[0], context.analysis);
  if (consequence !== null && !told.has(consequence)) {
    yield* labelledParagraphs(context, 'consequence', consequence, indent);
    told.set(consequence, here);
  }
  if (remedy === null) return;
  const all = stepsOf(remedy);
  const steps = isBrief ? all.slice(0, 1) : all;
  const label = steps.length < all.length ? `remedy 1/${all.length}` : 'remedy';
  const fresh = steps.filter(({ description }) => !told.has(description));
  const known = steps.filter(({ description }) => told.has(description));
  if (fresh.length > 0) {
    const text = fresh.flatMap(({ description, commands }) => [description, ...commands]).join('\n');
    yield* labelledSteps(context, label, text, indent);
  }
  yield* knownSteps(known, fresh.length > 0 ? '' : label, context, told, indent);
  for (const { description, commands } of steps) {
    for (const line of [description, ...commands]) told.set(line, told.get(line) ?? here);
  }
}

/** Steps that stand above, and what their commands are here where these differ. Without a `label` they are the rest of a remedy. */
function* knownSteps(
  steps: readonly Step[],
  label: string,
  context: TextContext,
  told: ToldAdvice,
  indent: number,
): Iterable<string> {
  const [first] = steps;
  if (first === undefined) return;
  const place = told.get(first.description);
  const changed = steps.flatMap(({ commands }) => commands.filter((command) => !told.has(command)));
  const reference = label === '' ? `The rest: as above, ${place}` : `as above, ${place}`;
  yield* labelled(context, label, changed.length > 0 ? `${reference}; here` : reference, indent);
  const beside = ' '.repeat(indent + LABEL_COLUMNS);
  for (const command of changed) {
    yield `${beside}  ${context.paint('command', context.safe(command.trim()))}`;
  }
}

/** Each description is a line, and its commands are the indented lines after it. */
function stepsOf(remedy: string): readonly Step[] {
  return remedy.split(/\n(?=\S)/).map((step) => {
    const [description = '', ...commands] = step.split('\n');
    return { description, commands };
  });
}
