import { basename } from 'node:path';

/** The names by which files are told apart in a sentence, in their order: the last part of each path, or all of it where two are the same. */
export function shortNames(paths: readonly string[]): readonly string[] {
  const names = paths.map((path) => (path === '-' ? 'standard input' : basename(path)));
  return names.map((name, index) => (names.indexOf(name) === names.lastIndexOf(name) ? name : paths[index]));
}
