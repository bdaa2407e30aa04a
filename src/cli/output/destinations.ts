import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { failure, type Result, success } from '../failure.ts';
import { isSameFile } from './file.ts';

/** The usual name of standard input and standard output. */
export const STANDARD = '-';

/**
 * Checks the files to be written before any work is done: none of them is an input, none is written twice, and their
 * folders exist.
 */
export function checkDestinations(
  outputs: readonly string[],
  inputs: readonly string[],
  directory: string,
): Result<null> {
  const seen = new Set<string>();
  for (const output of outputs) {
    const path = resolve(directory, output);
    if (seen.has(path)) return failure(`${output}: is to be written twice`);
    seen.add(path);
    const input = inputs.find((each) => each !== STANDARD && isSameFile(resolve(directory, each), path));
    if (input !== undefined) return failure(`${output}: is the capture itself, which is never written over`);
    if (!existsSync(dirname(path))) return failure(`${output}: there is no folder ${dirname(output)}`);
  }
  return success(null);
}
