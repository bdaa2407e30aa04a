import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Folders whose files documents name. `MADE`: folders that documents may name although a fresh checkout lacks them. */
const TOLD_OF = [
  'src',
  'test',
  'bench',
  'samples',
  'docs',
  'documentation',
  'bin',
  'bundling',
  '.ci',
  '.github',
];
const MADE = /^(?:dist|build|coverage|node_modules)(?:\/|$)/;
/** Not checked: the tables of hooks name paths of other systems, and the changelog names files of earlier versions. */
const SKIPPED = new Set(['docs/hooks.md', 'CHANGELOG.md']);

const files = TOLD_OF.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
).concat(readdirSync(ROOT));
const documents = files.filter(
  (path) => /^(?:docs\/.+|samples\/README|[^/]+)\.md$/.test(path) && !SKIPPED.has(path),
);
const sources = files.filter((path) => /^(?:src|test|bench|samples)\/.*\.(?:tsx?|mjs)$/.test(path));

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** A path from the root: a folder of ours, then words. `<name>` and `*` stand for anything. */
const FROM_ROOT =
  /(?<![\w./@-])(?:src|test|bench|samples|docs|documentation|\.ci|\.github)\/[\w.<>*/-]*[\w>*/]/g;
/** The name of a source file, perhaps with folders before it: the end of some path. */
const FILE_NAME = /`((?:[\w.-]+\/)*[\w.-]+\.(?:tsx?|mjs))`/g;
const FOLDER_NAME = /`((?:[\w-]+\/)+)`/g;
const LINK = /\]\(([^)\s]+)\)/g;

function exists(path: string): boolean {
  if (!/[<*]/.test(path)) return existsSync(join(ROOT, path));
  const pattern = path
    .replace(/\/$/, '')
    .replaceAll('.', '\\.')
    .replaceAll(/<[^>]*>|\*\*?/g, '[^/]+');
  return files.some((file) => new RegExp(`^${pattern}$`).test(file));
}

function endsSomePath(name: string): boolean {
  return files.some((file) => file === name || file.endsWith(`/${name}`));
}

/** Paths that a text names and the checkout does not have. */
function wrongPaths(text: string): readonly string[] {
  const named = [...text.matchAll(FROM_ROOT)].map(([path]) => path);
  const endings = [...text.matchAll(FILE_NAME), ...text.matchAll(FOLDER_NAME)].map(([, name = '']) => name);
  return [
    ...named.filter((path) => !exists(path)),
    ...endings.filter((name) => !MADE.test(name) && !endsSomePath(name.replace(/\/$/, ''))),
  ];
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

function anchorsOf(path: string): ReadonlySet<string> {
  return new Set([...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
}

/** Links within the checkout that lead nowhere. */
function wrongLinks(document: string): readonly string[] {
  const links = [...read(document).matchAll(LINK)].map(([, target = '']) => target);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target =
      path === '' ? document : relative(ROOT, join(ROOT, normalize(join(dirname(document), path))));
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(target).has(anchor);
  });
}

describe('the documentation', () => {
  it.each(documents)('%s names no file that is not there', (document) => {
    expect(wrongPaths(read(document))).toEqual([]);
  });

  it.each(documents)('%s links to what is there', (document) => {
    expect(wrongLinks(document)).toEqual([]);
  });

  it('would tell a wrong path', () => {
    const text =
      '`src/nowhere/a.ts`, `nowhere.ts`, `no/where/`, docs/nowhere.md, src/checks/rules/, `src/dialects/<name>/index.ts`';
    expect(wrongPaths(text)).toEqual([
      'src/nowhere/a.ts',
      'docs/nowhere.md',
      'src/nowhere/a.ts',
      'nowhere.ts',
      'no/where/',
    ]);
  });
});

describe('citations in the source', () => {
  it('of documents name files that are there', () => {
    const wrong = sources.flatMap((file) =>
      [...read(file).matchAll(/(?<![\w./-])docs\/[\w/-]+\.(?:md|json)/g)]
        .filter(([path]) => file !== 'test/structure/documentation.test.ts' && !exists(path))
        .map(([path]) => `${file}: ${path}`),
    );
    expect(wrong).toEqual([]);
  });

  it('of the design name a section that it has', () => {
    const sections = new Set(
      [...read('docs/design.md').matchAll(/^## (\d+)\. /gm)].map(([, number]) => number),
    );
    const cited = [...sources, ...documents].flatMap((file) =>
      [...read(file).matchAll(/\bdesign(?:\.md)?,? §(\d+)/g)].map(([, number = '']) => ({ file, number })),
    );
    expect(cited.length).toBeGreaterThan(5);
    expect(cited.filter(({ number }) => !sections.has(number))).toEqual([]);
  });
});
