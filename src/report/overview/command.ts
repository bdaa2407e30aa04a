import { basename, isAbsolute, relative } from 'node:path';
import type { Analysis } from '../../engine/index.ts';
import { shellWord } from '../commands/index.ts';
import type { ReportOptions } from '../format.ts';

/** With more files than these a command is none that anybody types. */
const MOST_FILES = 4;

/** Flags whose values may name people. */
const PERSONAL_FLAGS: readonly string[] = ['--session', '--filter', '--host'];

/** What commands in a report depend on. */
export type CommandOptions = Pick<ReportOptions, 'masker' | 'given' | 'directory'>;

/** A command of hookscope that reads the capture of the report once more. */
export interface WantedCommand {
  /** Words before the files: the name of a command; none for opening them. */
  readonly before: readonly string[];
  /** Words behind the files. */
  readonly after: readonly string[];
  /** True for pages that are handed on: files are not named with the folders they are in. */
  readonly isShared: boolean;
}

/**
 * The command as it is typed into a POSIX shell, with the names of files and the flags as they were given. A flag in `after`
 * takes the place of the given one. null where there is none: something came by a pipe, the capture has many files, or a word of
 * the command is masked.
 */
export function commandText(
  { before, after, isShared }: WantedCommand,
  { captures }: Pick<Analysis, 'captures'>,
  options: CommandOptions,
): string | null {
  const { masker, given = [], directory } = options;
  if (given === null) return null;
  const paths = captures.map(({ path }) => path);
  if (paths.length === 0 || paths.length > MOST_FILES || paths.includes('-')) return null;
  const named = (path: string): string => (isShared ? sharedPath(path, directory) : path);
  const flags = given.filter(({ name }) => !after.includes(name));
  const words = [
    'hookscope',
    ...before,
    ...paths.map(named).map((path) => (path.startsWith('-') ? `./${path}` : path)),
    ...flags.flatMap(({ name, value, isPath }) => [name, isPath ? named(value) : value]),
    ...after,
  ];
  if (masker.redactsPersonal && given.some(({ name }) => PERSONAL_FLAGS.includes(name))) return null;
  if (words.some((word) => masker.text(word) !== word)) return null;
  return words.map(shellWord).join(' ');
}

/**
 * The name of a file for those to whom a report is handed on: as it was given where that is relative, relative to the working
 * directory where the file is in it, and the bare name otherwise.
 */
export function sharedPath(path: string, directory: string | undefined): string {
  if (!isAbsolute(path)) return path;
  const within = directory === undefined ? '' : relative(directory, path);
  return within === '' || within.startsWith('..') || isAbsolute(within) ? basename(path) : within;
}
