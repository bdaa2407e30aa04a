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

/** Consequence and remedy of a finding. Each consequence and step is written in full once; later ones refer to it. */
export function* adviceLines(
  { consequence, remedy, frames, rule }: Finding,
  context: TextContext,
  told: ToldAdvice,
  indent: number,
): Iterable<string> {
  const here = frames.length === 0 ? rule : frameText(frames[0], context.analysis);
  if (consequence !== null && !told.has(consequence)) {
    yield* labelledParagraphs(context, 'consequence', consequence, indent);
    told.set(consequence, here);
  }
  if (remedy === null) return;
  const steps = stepsOf(remedy);
  const fresh = steps.filter(({ description }) => !told.has(description));
  const known = steps.filter(({ description }) => told.has(description));
  if (fresh.length > 0) {
    const text = fresh.flatMap(({ description, commands }) => [description, ...commands]).join('\n');
    yield* labelledSteps(context, 'remedy', text, indent);
  }
  yield* knownSteps(known, fresh.length > 0, context, told, indent);
  for (const { description, commands } of steps) {
    for (const line of [description, ...commands]) told.set(line, told.get(line) ?? here);
  }
}

/** Steps that stand above, and what their commands are here where these differ. */
function* knownSteps(
  steps: readonly Step[],
  isRest: boolean,
  context: TextContext,
  told: ToldAdvice,
  indent: number,
): Iterable<string> {
  const [first] = steps;
  if (first === undefined) return;
  const place = told.get(first.description);
  const changed = steps.flatMap(({ commands }) => commands.filter((command) => !told.has(command)));
  const reference = isRest ? `The rest: as above, ${place}` : `as above, ${place}`;
  yield* labelled(
    context,
    isRest ? '' : 'remedy',
    changed.length > 0 ? `${reference}; here` : reference,
    indent,
  );
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
