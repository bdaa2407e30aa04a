import { rules } from '../../checks/index.ts';
import { dialects, methodNames } from '../../dialects/index.ts';
import type { CommandRow } from '../command-row.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { write } from '../output/write.ts';
import { bashCompletion } from '../reference/bash.ts';
import { type CompletedCommand, completionModel, SHELLS, type Shell } from '../reference/completion-model.ts';
import { fishCompletion } from '../reference/fish.ts';
import { zshCompletion } from '../reference/zsh.ts';
import { suggestionText } from '../suggestion.ts';
import type { Surroundings } from '../surroundings.ts';

const WRITERS: Readonly<Record<Shell, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `hookscope completion SHELL`. */
export async function runCompletion(
  name: string,
  rows: readonly CommandRow[],
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const shell = SHELLS.find((each) => each === name);
  if (shell === undefined) {
    return reportFailure(
      surroundings,
      `completion: there is none for ${name}; expected ${SHELLS.join(', ')}${suggestionText(name, SHELLS)}`,
    );
  }
  const methods = [...new Set([...dialects.values()].flatMap(methodNames))];
  const model = completionModel(rows, { methods, rules: rules.map(({ id }) => id) });
  const written = await write([WRITERS[shell](model)], null, surroundings);
  return written.ok ? 0 : reportFailure(surroundings, written.message);
}
