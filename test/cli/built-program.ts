import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What users run; `test/build.ts` builds it before the tests. */
export const PROGRAM = join(ROOT, 'bin/hookscope.js');
