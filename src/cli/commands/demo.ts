import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ExitStatus, reportFailure } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { runOpen } from './open.ts';

/** The capture that comes with the package, beside the built program. */
const SAMPLE = '../../samples/log.pcap';

/** `hookscope demo`. */
export async function runDemo(
  flags: { readonly color: boolean },
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const path = fileURLToPath(new URL(SAMPLE, import.meta.url));
  if (!existsSync(path)) {
    return reportFailure(
      surroundings,
      `demo: the sample is not there: ${path}; it comes with the npm package, and not with the program as one file`,
    );
  }
  return runOpen([path], flags, [], surroundings);
}
