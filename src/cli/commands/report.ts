import { basename } from 'node:path';
import { formatOfName, REPORT_FORMATS } from '../../report/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { outputPath } from '../output/destinations.ts';
import type { Surroundings } from '../surroundings.ts';
import { type CheckFlags, runCheck } from './check.ts';

/** `hookscope report FILE… -o out.html`: a check whose format follows from the name of the output file. */
export async function runReport(
  files: readonly string[],
  flags: CheckFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { output, format } = flags;
  if (output === undefined || (outputPath(output) === null && format === undefined)) {
    return reportFailure(surroundings, 'report: -o FILE is needed, such as -o out.html');
  }
  if (format !== undefined) return runCheck(files, flags, surroundings);
  const found = formatOfName(basename(output));
  if (found === null) {
    const ends = REPORT_FORMATS.flatMap(({ extensions }) => extensions.slice(0, 1)).join(', ');
    return reportFailure(
      surroundings,
      `report: -o ${output}: the format cannot be told from this name; expected one that ends in ${ends}, or --format`,
    );
  }
  return runCheck(files, { ...flags, format: found.name }, surroundings);
}
