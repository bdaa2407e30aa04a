import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ALL_TESTS, INTEGRATION_TESTS, LONG_TESTS } from '../sets.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Words in files that start the built program or read it. */
const NEEDS_BUILD = /\bPROGRAM\b|bin\/hookscope|dist\/cli/;
const IMPORT = /from\s+'(\.[^']+)'/g;

const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .map((path) => join('test', path))
  .filter((path) => /\.test\.tsx?$/.test(path));

function matches(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const source = pattern.replaceAll('.', '\\.').replaceAll('**/', '(?:.+/)?').replaceAll(/\*/g, '[^/]*');
    return new RegExp(`^${source}$`).test(path);
  });
}

const isUnit = (path: string): boolean =>
  matches(path, ALL_TESTS) && !matches(path, [...INTEGRATION_TESTS, ...LONG_TESTS]);

/** A file of `test/` with all that it imports from `test/`. */
function withImports(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, target = ''] of readFileSync(join(ROOT, path), 'utf8').matchAll(IMPORT)) {
    const imported = relative(ROOT, resolve(ROOT, dirname(path), target));
    if (imported.startsWith('test/') && existsSync(join(ROOT, imported))) withImports(imported, seen);
  }
  return seen;
}

describe('the sets of tests', () => {
  it('hold every test file exactly once', () => {
    expect(files.length).toBeGreaterThan(100);
    const sets = (path: string): number =>
      [isUnit(path), matches(path, INTEGRATION_TESTS), matches(path, LONG_TESTS)].filter(Boolean).length;
    expect(files.filter((path) => sets(path) !== 1)).toEqual([]);
  });

  it('name no file that is not there', () => {
    const idle = [...INTEGRATION_TESTS, ...LONG_TESTS].filter(
      (pattern) => !files.some((path) => matches(path, [pattern])),
    );
    expect(idle).toEqual([]);
  });

  it('leave the built program to those that are run after the build', () => {
    const thisFile = relative(ROOT, fileURLToPath(import.meta.url));
    const needing = files
      .filter((path) => isUnit(path) && path !== thisFile)
      .filter((path) =>
        [...withImports(path)].some(
          // The one that holds the path of the program is imported for the root of the checkout too.
          (file) =>
            file !== 'test/cli/built-program.ts' && NEEDS_BUILD.test(readFileSync(join(ROOT, file), 'utf8')),
        ),
      );
    expect(needing).toEqual([]);
  });
});
