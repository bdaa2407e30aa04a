import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds what users run, once before all tests: some of them start it. */
export function setup(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../build.mjs', import.meta.url))], {
    stdio: 'inherit',
  });
}
