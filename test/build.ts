import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Set once the program is built, for the further projects of the same run (`vitest.config.ts`), which load this file anew. */
const BUILT = 'HOOKSCOPE_BUILT_FOR_TESTS';

/** Builds what users run, once before all tests of a run: some of them start it. */
export function setup(): void {
  if (process.env[BUILT] !== undefined) return;
  process.env[BUILT] = 'yes';
  execFileSync(process.execPath, [fileURLToPath(new URL('../build.mjs', import.meta.url))], {
    stdio: 'inherit',
  });
}
