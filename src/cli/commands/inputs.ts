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

/** Checks whether the inputs make sense as they are given. */
export function checkInputs(files: readonly string[], { stdinIsTerminal }: Surroundings): Result<null> {
  const standard = files.filter((file) => file === STANDARD).length;
  if (standard > 1) return failure('- (standard input) can be given only once');
  if (standard === 1 && stdinIsTerminal) {
    return failure(
      'standard input is a terminal; give a file, or a pipe such as tcpdump -U -w - | hookscope check -',
    );
  }
  return success(null);
}
