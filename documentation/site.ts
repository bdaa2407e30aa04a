// Makes a static site of the documents: `npm run site [FOLDER]`.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sitePages } from './site-pages.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [, , folder = join(ROOT, 'build/site')] = process.argv;

const documents = [...readdirSync(ROOT), ...below('docs'), 'samples/README.md']
  .filter((path) => path.endsWith('.md') && path !== 'AGENTS.md')
  .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const);
/** What documents show or offer beside text. */
const others = below('docs').filter((path) => /\.(?:svg|png|json|service|yaml|lua)$/.test(path));

rmSync(folder, { recursive: true, force: true });
for (const [path, page] of sitePages(new Map(documents), others)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), page);
}
for (const path of others) cpSync(join(ROOT, path), join(folder, path));
process.stdout.write(`wrote ${resolve(folder, 'index.html')}\n`);

/** Paths of the files in a folder, from the root. */
function below(name: string): readonly string[] {
  return readdirSync(join(ROOT, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length).replaceAll('\\', '/'))
    .sort();
}
