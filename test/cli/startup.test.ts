import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './built-program.ts';

/** Imports that run when a file is loaded: not those of types, and not those that wait to be called. */
const STATIC_IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^;]*?\sfrom\s+)?'(\.[^']+)';/gm;

function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)) {
    const target = resolve(dirname(file), path);
    if (existsSync(target)) loadedBy(target, seen);
  }
  return seen;
}

describe('starting up', () => {
  it('loads only the command line itself: --help waits for nothing that it does not need', () => {
    const files = [...loadedBy(resolve(ROOT, 'src/cli/main.ts'))].map((file) => relative(ROOT, file));
    expect(files).toContain('src/cli/program.ts');
    // Files of `base` import no other room; the words that help texts quote are in a file without the dialects' tables.
    const needless = files.filter((file) => !/^src\/(?:base|cli|report|dialects\/examples)\//.test(file));
    expect(needless).toEqual([]);
    expect(files.length).toBeLessThan(37);
  });
});
