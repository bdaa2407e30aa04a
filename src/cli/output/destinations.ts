import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { failure, type Result, success } from '../failure.ts';
import { type FileUse, identityOfPath, identityOfStandardOutput } from '../files-read.ts';
import type { Surroundings } from '../surroundings.ts';
import { statOf } from './file.ts';

/** The usual name of standard input and standard output. */
export const STANDARD = '-';

/** Paths that are names of standard output. */
const STANDARD_OUTPUTS: ReadonlySet<string> = new Set(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

/** The path that an output is written to; null for standard output, by any of its names. */
export function outputPath(output: string | undefined): string | null {
  return output === undefined || output === STANDARD || STANDARD_OUTPUTS.has(resolve(output)) ? null : output;
}

/** Something that is to be written. */
export interface Destination {
  /** The flag or variable that names it. */
  readonly flag: string;
  /** As it was given; null for standard output. */
  readonly path: string | null;
  /** What is in use and may be replaced here, because that was asked for. */
  readonly replaces?: FileUse;
}

/**
 * Checks what is to be written before any work is done, and after all settings were read: none of it is a file that is
 * read, none is written twice, and all can be written as far as is known.
 */
export function checkDestinations(
  destinations: readonly Destination[],
  { directory, files }: Surroundings,
): Result<null> {
  const seen = new Set<string>();
  for (const { flag, path, replaces = null } of destinations) {
    const name = path ?? 'standard output';
    const whole = path === null ? null : resolve(directory, path);
    const reason =
      whole === null
        ? files.whyNotStandardOutput()
        : (files.whyNotWritten(whole, replaces) ?? whyNoDestination(whole, path ?? ''));
    if (reason !== null) return failure(`${name}: ${reason}${flag === '' ? '' : ` (${flag})`}`);
    const key = whole === null ? (identityOfStandardOutput() ?? STANDARD) : keyOf(whole);
    if (key === null) continue;
    if (seen.has(key)) return failure(`${name}: is to be written twice; name another file (${flag})`);
    seen.add(key);
  }
  return success(null);
}

/** Why nothing can be written to a path, as words that follow its name; null where nothing is known. */
function whyNoDestination(path: string, shown: string): string | null {
  if (shown === '') return 'is no name; name a file';
  const there = statOf(path);
  // A slash at the end names a folder, also one that is not there yet.
  if (there?.isDirectory() === true || shown.endsWith('/'))
    return `is a folder; name a file in it, such as ${join(shown, 'out')}`;
  const folder = dirname(shown);
  const above = statOf(dirname(path));
  if (above === null) return `there is no folder ${folder}`;
  if (!above.isDirectory()) return `${folder} is no folder`;
  if (there !== null && !there.isFile()) return null;
  try {
    // A file is written under another name first, so that its folder decides.
    accessSync(dirname(there === null ? path : realpathSync(path)), constants.W_OK);
    return null;
  } catch {
    return `nothing may be written to the folder ${folder}`;
  }
}

/** What tells a file from all others, also one that is not there yet; null for a device, which can take more than one. */
function keyOf(path: string): string | null {
  const there = statOf(path);
  if (there !== null) return identityOfPath(path);
  return join(realpathSync(dirname(path)), basename(path));
}
