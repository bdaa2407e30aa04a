// Bundles `src/` into `dist/`: a few files instead of some four hundred, which load in a third of the time. Packages
// are not bundled. Files of an earlier build are removed last, so that a program that runs meanwhile finds its own.
//
//     node build.mjs                          # what users run
//     node build.mjs --to build --source-maps # the same elsewhere, for a profile (bench/profile)
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const { values } = parseArgs({
  options: { to: { type: 'string', default: 'dist' }, 'source-maps': { type: 'boolean', default: false } },
});
// One level below the root: the program finds `package.json` from where it lies.
const folder = join(root, values.to);

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/main.ts'],
  outdir: values.to,
  outbase: 'src',
  // Beside the entry, so that `import.meta.url` is as deep as in the source.
  chunkNames: 'cli/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: values['source-maps'],
  logLevel: 'warning',
  write: false,
});

// The entry last: it names the others.
const entryLast = [...outputFiles].sort((one, other) => isEntry(one) - isEntry(other));
for (const { path, contents } of entryLast) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
const made = new Set(outputFiles.map(({ path }) => path));
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  const isOurs = entry.isFile() ? made.has(path) : [...made].some((file) => file.startsWith(path + sep));
  if (!isOurs) rmSync(path, { recursive: true, force: true });
}

function isEntry({ path }) {
  return Number(path === join(folder, 'cli', 'main.js'));
}
