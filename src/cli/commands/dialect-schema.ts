import { dialectSchema } from '../../dialects/index.ts';
import { stringifyJsonLines } from '../../report/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { checkDestinations, outputPath } from '../output/destinations.ts';
import { write } from '../output/write.ts';
import type { Surroundings } from '../surroundings.ts';

export interface DialectSchemaFlags {
  readonly output?: string;
}

/** `hookscope dialect schema`: what a dialect file may hold, for editors. */
export async function runDialectSchema(
  flags: DialectSchemaFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const path = outputPath(flags.output);
  const destinations = checkDestinations([{ flag: '-o', path }], surroundings);
  if (!destinations.ok) return reportFailure(surroundings, destinations.message);
  const written = await write([`${stringifyJsonLines(dialectSchema())}\n`], path, surroundings);
  return written.ok ? 0 : reportFailure(surroundings, written.message);
}
