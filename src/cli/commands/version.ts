import type { ExitStatus } from '../failure.ts';
import { reportFailure } from '../failure.ts';
import { write } from '../output/write.ts';
import type { Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';

/** `hookscope version`. */
export async function runVersion(surroundings: Surroundings): Promise<ExitStatus> {
  const written = await write([`${version()}\n`], null, surroundings);
  return written.ok ? 0 : reportFailure(surroundings, written.message);
}
