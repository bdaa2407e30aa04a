import { resolve } from 'node:path';
import { failure, type Result, success } from '../failure.ts';
import { STANDARD } from '../output/destinations.ts';
import { statOf } from '../output/file.ts';
import type { Surroundings } from '../surroundings.ts';

/**
 * True where an input can be read more than once. Pipes and devices cannot. A missing file is reported by whoever opens
 * it.
 */
export function isReadableTwice(file: string, directory: string): boolean {
  if (file === STANDARD) return false;
  const found = statOf(resolve(directory, file));
  return found === null || found.isFile() || found.isDirectory();
}

/** Checks whether the inputs make sense as they are given, and notes them as files that are read. */
export function checkInputs(inputs: readonly string[], surroundings: Surroundings): Result<null> {
  const { directory, files } = surroundings;
  const standard = inputs.filter((file) => file === STANDARD).length;
  if (standard > 1) return failure('- (standard input) can be given only once');
  if (standard === 1 && surroundings.stdinIsTerminal) {
    return failure(
      'standard input is a terminal; give a file, or a pipe such as tcpdump -U -w - | hookscope check -',
    );
  }
  for (const input of inputs) files.note('capture', input === STANDARD ? null : resolve(directory, input));
  return success(null);
}
