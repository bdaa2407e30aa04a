// Puts the whole program into one file, with all packages and their licences inside: `node bundling/one-file.mjs [FILE]`.
// It runs as `node hookscope.mjs log.pcap` on any Node that `package.json` allows, also where there is no npm. It has no code cache, which only the
// Node that made it could use, so it starts later than the installed program.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lateBuiltins } from './late-builtins.mjs';
import { licencesOf } from './licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [, , file = join(root, 'build/hookscope.mjs')] = process.argv;
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  stdin: {
    contents: "import { main } from './src/cli/main.ts'; main(process.argv.slice(2));",
    resolveDir: root,
  },
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  mainFields: ['module', 'main'],
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  // React's other build is slow and records every frame.
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [lateBuiltins, { name: 'one-file', setup: leaveOut }],
  logLevel: 'warning',
  metafile: true,
  minify: true,
  keepNames: true,
  lineLimit: 120,
  write: false,
});

mkdirSync(dirname(resolve(file)), { recursive: true });
writeFileSync(file, `${outputFiles[0].text}\n${inComment(licencesOf(metafile, root))}`);
chmodSync(file, 0o755);

/** What would be looked for beside the file: the version, and a tool for developers of ink that users do not have. */
function leaveOut({ onLoad, onResolve }) {
  onLoad({ filter: /[\\/]src[\\/]cli[\\/]version\.ts$/ }, () => ({
    contents: `export const version = () => ${JSON.stringify(version)};`,
  }));
  onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
  onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'export default undefined;' }));
}

/** A comment of lines, because a licence may hold what ends a comment of another kind. */
function inComment(licences) {
  const own = readFileSync(join(root, 'LICENSE'), 'utf8');
  const text = `hookscope ${version}\n\n${own}\nIt holds parts of these packages:\n\n${licences}`;
  return text.replace(/^.*$/gm, (line) => `// ${line}`.trimEnd());
}
