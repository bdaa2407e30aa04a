import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../../src', import.meta.url));

/** The stages in the order of the data; a stage may import those before it. */
const CHAIN = [
  'base',
  'capture',
  'packet',
  'stream',
  'http',
  'hooks',
  'privacy',
  'checks',
  'filter',
  'engine',
  'compare',
  'extract',
] as const;
/** Front ends: they read the analysis, and the command line starts the others. */
const FRONT_ENDS: Readonly<Record<string, readonly string[]>> = {
  report: [...CHAIN, 'dialects'],
  tui: [...CHAIN, 'dialects', 'report'],
  cli: [...CHAIN, 'dialects', 'report', 'tui'],
};
const USES_DIALECTS = new Set(['hooks', 'privacy', 'checks', 'engine', 'filter', 'compare', 'extract']);
/** Modules of Node that touch the outside world, and the rooms that may. */
const OUTSIDE = /^node:(fs|net|http|https|child_process|dns|tls|os|tty|readline|worker_threads)/;
const MAY_TOUCH_OUTSIDE = new Set(['capture', 'cli', 'tui']);

function allowedFor(room: string): readonly string[] {
  const frontEnd = FRONT_ENDS[room];
  if (frontEnd !== undefined) return frontEnd;
  const stage = CHAIN.indexOf(room as (typeof CHAIN)[number]);
  const before = CHAIN.slice(0, Math.max(stage, 0));
  return USES_DIALECTS.has(room) ? [...before, 'dialects'] : before;
}

interface Import {
  readonly file: string;
  readonly target: string;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...found].map((match) => ({ file, target: match[1] ?? '' }));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Imports that break the rules of the house, as readable lines. */
function brokenRules(imports: readonly Import[], root: string): readonly string[] {
  return imports.flatMap(({ file, target }) => {
    const room = relative(root, file).split('/')[0] ?? '';
    const name = relative(root, file);
    if (!target.startsWith('.')) {
      return OUTSIDE.test(target) && !MAY_TOUCH_OUTSIDE.has(room)
        ? [`${name} touches the outside: ${target}`]
        : [];
    }
    const path = relative(root, resolve(dirname(file), target));
    const [other = '', ...rest] = path.split('/');
    if (other === room || other === 'base') return [];
    if (!allowedFor(room).includes(other)) return [`${name} imports a later stage: ${path}`];
    // A front end may load one part of a room, by that part's own face: a command starts with what it needs.
    return rest.at(-1) === 'index.ts' ? [] : [`${name} reaches past the public face: ${path}`];
  });
}

describe('one way through the house', () => {
  it('every import goes to an earlier stage, and only to its public face', () => {
    const imports = filesBelow(source).flatMap(importsOf);
    expect(imports.length).toBeGreaterThan(100);
    expect(brokenRules(imports, source)).toEqual([]);
  });

  it('would tell a wrong import', () => {
    const at = (file: string, target: string): Import => ({ file: join(source, file), target });
    const wrong = [
      at('packet/tcp.ts', '../http/index.ts'),
      at('dialects/types.ts', '../hooks/index.ts'),
      at('report/text/report.ts', '../../hooks/call.ts'),
      at('http/exchange.ts', 'node:fs'),
      at('engine/model.ts', '../checks/index.ts'),
    ];
    expect(brokenRules(wrong, source)).toEqual([
      'packet/tcp.ts imports a later stage: http/index.ts',
      'dialects/types.ts imports a later stage: hooks/index.ts',
      'report/text/report.ts reaches past the public face: hooks/call.ts',
      'http/exchange.ts touches the outside: node:fs',
    ]);
  });
});
