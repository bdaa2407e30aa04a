import { rules } from '../../checks/index.ts';
import { type Advice, adviceOn, type DialectProblem, parseDialect } from '../../dialects/index.ts';
import { dialectLines } from '../../report/authoring/index.ts';
import { count } from '../../report/layout/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { ended, pageFor } from '../output/page.ts';
import { write } from '../output/write.ts';
import { readDialectFile } from '../settings/dialect-setting.ts';
import { lineFinder } from '../settings/json-place.ts';
import { suggestionText } from '../suggestion.ts';
import type { Surroundings } from '../surroundings.ts';

export interface DialectCheckFlags {
  readonly color: boolean;
}

/** `hookscope dialect check FILE`. */
export async function runDialectCheck(
  name: string,
  flags: DialectCheckFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const file = await readDialectFile(name, surroundings);
  if (!file.ok) return reportFailure(surroundings, file.message);
  const { source, value } = file.value;
  const read = parseDialect(value);
  if (!read.ok) {
    const message = mistakesText(name, source, read.problems);
    return reportFailure(surroundings, message, { lines: true });
  }
  const advice = [...adviceOn(read.dialect), ...unknownRules(read.dialect.ruleNotes)];
  const lines = dialectLines(read.dialect, advice, pageFor(surroundings, flags.color));
  const written = await write(ended(lines), null, surroundings);
  return written.ok ? 0 : reportFailure(surroundings, written.message);
}

/** All mistakes of a file, each with its line and its place. */
export function mistakesText(name: string, source: string, problems: readonly DialectProblem[]): string {
  const lineOf = lineFinder(source);
  const rows = problems.map(({ pointer, found, expected }) => {
    const place = pointer === '' ? 'the file' : pointer;
    return `  ${name}:${lineOf(pointer)}: ${place}: found ${found}, expected ${expected}`;
  });
  return [`${name}: ${count(problems.length, 'mistake')}`, ...rows].join('\n');
}

/** Notes on rules that there are not: nothing ever uses them. */
function unknownRules(notes: Readonly<Record<string, unknown>>): readonly Advice[] {
  const ids = rules.map(({ id }) => id);
  return Object.keys(notes)
    .filter((id) => !ids.includes(id))
    .map((id) => ({
      pointer: `/ruleNotes/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      text: `There is no rule ${id}, so that nothing uses it${suggestionText(id, ids)}; hookscope explain lists the rules.`,
    }));
}
