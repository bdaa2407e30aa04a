import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { STANDARD } from '../output/destinations.ts';
import { nearest } from '../suggestion.ts';
import type { Surroundings } from '../surroundings.ts';
import type { CheckFlags } from './check.ts';

/** `hookscope FILE…`, without a command. `commands` are the names that may have been meant. */
export async function runOpen(
  files: readonly string[],
  flags: CheckFlags,
  commands: readonly string[],
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const [first] = files;
  if (first === undefined) {
    return reportFailure(surroundings, 'no capture was given; hookscope --help says how to use it');
  }
  const meant = nearest(first, commands);
  if (meant !== null && first !== STANDARD && !existsSync(resolve(surroundings.directory, first))) {
    return reportFailure(
      surroundings,
      `${first}: neither a command nor a file; did you mean hookscope ${meant}?`,
    );
  }
  const { runCheck } = await import('./check.ts');
  return runCheck(files, flags, surroundings);
}
