// Bundles `src/` into `dist/`: a few files instead of some four hundred. `main.cjs` is the program, `main.cache` what V8 makes of it
// (docs/decisions/0017). What draws with ink is a module beside it, because ink can be imported only. Files of an earlier build are removed last, so that a program that runs meanwhile finds its own.
//
//     node build.mjs                          # what users run
//     node build.mjs --to build --source-maps # the same elsewhere, for a profile (bench/profile)
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { asciiText } from './bundling/ascii-text.mjs';
import { lateBuiltins } from './bundling/late-builtins.mjs';
import { licencesOf } from './bundling/licences.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const { values } = parseArgs({
  options: { to: { type: 'string', default: 'dist' }, 'source-maps': { type: 'boolean', default: false } },
});
// One level below the root: the program finds `package.json` from where it lies.
const folder = join(root, values.to);

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  sourcemap: values['source-maps'],
  logLevel: 'warning',
  write: false,
};

const program = await build({
  ...shared,
  entryPoints: ['src/cli/main.ts'],
  outfile: join(values.to, 'cli/main.cjs'),
  format: 'cjs',
  // Of packages that have both, the ES modules: of these, only what is used is bundled.
  mainFields: ['module', 'main'],
  // Only for `--reader pcap-parser`, whose point is that it is not ours.
  external: ['pcap-parser', 'bullmq', 'ioredis'],
  // The loader passes these: the first three are those of any CommonJS module.
  banner: { js: '(function (exports, require, module, programUrl, importDrawing) {' },
  footer: { js: '})' },
  define: { 'import.meta.url': 'programUrl' },
  plugins: [lateBuiltins, { name: 'drawing', setup: leaveDrawingOut }],
  metafile: true,
  // V8 is given the whole text in every run. Names stay as they are, for stack traces.
  minifyWhitespace: true,
  lineLimit: 120,
});
const drawing = await build({
  ...shared,
  entryPoints: ['src/tui/terminal/draw.tsx'],
  outfile: join(values.to, 'cli/draw.js'),
  format: 'esm',
  packages: 'external',
});

// The program last: it names the others.
const outputFiles = [
  ...drawing.outputFiles,
  ...program.outputFiles.map(({ path, text }) => ({
    path,
    contents: path.endsWith('.map') ? text : asciiText(text),
  })),
];
for (const { path, contents } of outputFiles) writeWhole(path, contents);
const licences = join(folder, 'cli/licences.txt');
writeWhole(licences, licencesOf(program.metafile, root));
// A profile is of the source, by its maps.
const cache = values['source-maps'] ? [] : [join(folder, 'cli/main.cache')];
if (cache.length > 0) {
  const maker = join(root, 'bundling/make-code-cache.cjs');
  execFileSync(process.execPath, [maker, join(folder, 'cli')], { stdio: 'inherit' });
}

const made = new Set([...outputFiles.map(({ path }) => path), licences, ...cache]);
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  const isOurs = entry.isFile() ? made.has(path) : [...made].some((file) => file.startsWith(path + sep));
  if (!isOurs) rmSync(path, { recursive: true, force: true });
}

/** Under another name first: nobody meets a file that is half written. */
function writeWhole(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, contents);
  renameSync(`${path}.new`, path);
}

/** Code from a cache cannot import by itself, so the loader passes what imports the drawing. */
function leaveDrawingOut({ onResolve, onLoad }) {
  onResolve({ filter: /^\.\/drawing-module\.ts$/ }, ({ path }) => ({ path, namespace: 'drawing' }));
  onLoad({ filter: /./, namespace: 'drawing' }, () => ({
    contents: 'const given = importDrawing; export { given as importDrawing };',
  }));
}
