// Makes `dist/` of `src/`: a few files instead of some three hundred, which load in a third of the time. Packages
// stay outside. What was there of an earlier build is removed last, so that a program that runs meanwhile finds its files.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const folder = join(root, 'dist');

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/main.ts'],
  outdir: 'dist',
  outbase: 'src',
  // Beside the entry, so that `import.meta.url` is as deep as in the source.
  chunkNames: 'cli/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
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
