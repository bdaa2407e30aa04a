import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder `src`. */
const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));

/** One import of a file, including imports of types and imports at run time. Paths are relative to `src`. */
export interface SourceImport {
  readonly file: string;
  /** A file of `src`, such as `http/index.ts`; else the name of a package or of a module of Node. */
  readonly target: string;
  readonly isOwn: boolean;
}

/** All imports of all files of `src`. */
export function sourceImports(): readonly SourceImport[] {
  return pathsOfSource().flatMap((path) => {
    const file = relative(SOURCE, path);
    const found = readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
    return [...found].map((match) => sourceImport(file, match[1] ?? ''));
  });
}

/** All files of `src`, relative to it. */
export function sourceFiles(): readonly string[] {
  return pathsOfSource().map((path) => relative(SOURCE, path));
}

/** An import as it is written in a file of `src`. */
export function sourceImport(file: string, written: string): SourceImport {
  const isOwn = written.startsWith('.');
  const target = isOwn ? relative(SOURCE, resolve(SOURCE, dirname(file), written)) : written;
  return { file, target, isOwn };
}

/** All files of `src`, as absolute paths. */
function pathsOfSource(): readonly string[] {
  return readdirSync(SOURCE, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
