import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/dialects/index.ts';

// A server is added by data alone: its tables in a folder of their own, and its name in the registry. Nothing else may know it.

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));
const ROOM = join(SOURCE, 'dialects');
/** The folders of `src/dialects/` that are no tables of a server. */
const OTHER_FOLDERS: ReadonlySet<string> = new Set(['custom', 'examples', 'pbx']);
/** The registry: what names all dialects. */
const REGISTRY: ReadonlySet<string> = new Set(['index.ts', 'sources.ts', 'examples/index.ts']);
/** Tables that two systems share: `yeastar` reads its S-series reports with them, as does `openvox`. */
const SHARED_FOLDERS: readonly string[] = ['pbx'];

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The files that a file imports, as paths; packages by their names. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/\bfrom '([^']+)'/g)].map(([, path = '']) =>
    path.startsWith('.') ? resolve(dirname(file), path) : path,
  );
}

const folders = readdirSync(ROOM, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !OTHER_FOLDERS.has(entry.name))
  .map(({ name }) => name);

describe('a dialect is data', () => {
  it('each built-in one has a folder of its name, and each folder a dialect', () => {
    expect([...folders].sort()).toEqual([...dialects.keys()].sort());
  });

  it.each(folders)(
    '%s imports the shapes of tables, its own files, and nothing of another room or dialect',
    (name) => {
      const own = `${join(ROOM, name)}/`;
      const foreign = filesBelow(own).flatMap((file) =>
        importsOf(file)
          .filter((path) => {
            if (path.startsWith(own)) return false;
            const within = relative(ROOM, path);
            const isShape = !within.startsWith('..') && !within.includes('/');
            return !isShape && !SHARED_FOLDERS.some((folder) => within.startsWith(`${folder}/`));
          })
          .map((path) => `${relative(SOURCE, file)}: ${path}`),
      );
      expect(foreign).toEqual([]);
    },
  );

  it.each(folders)('%s is imported by the registry alone', (name) => {
    const own = `${join(ROOM, name)}/`;
    const importing = filesBelow(SOURCE)
      .filter((file) => !file.startsWith(own) && importsOf(file).some((path) => path.startsWith(own)))
      .map((file) => relative(ROOM, file));
    expect(importing).toEqual(['index.ts', 'sources.ts']);
  });
});

describe('nginx-rtmp', () => {
  /** Words that no other server has. `call`, `publish` and `play` are words of English and of code. */
  const words =
    /nginx-?_?rtmp|\b(?:publish_done|play_done|record_done|update_publish|update_play|notify_\w+|netcall_timeout|flashver)\b/i;

  it('is named in its folder and in the registry, nowhere else in the program', () => {
    const files = filesBelow(SOURCE);
    const named = files
      .filter((file) => words.test(readFileSync(file, 'utf8')))
      .map((file) => relative(ROOM, file))
      .filter((file) => !file.startsWith('nginx-rtmp/'));
    expect(named.filter((file) => !REGISTRY.has(file))).toEqual([]);
    expect(named).toContain('index.ts');
  });
});
