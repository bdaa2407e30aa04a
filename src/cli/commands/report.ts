import { basename } from 'node:path';
import { escapeTerminal, formatOfName, REPORT_FORMATS } from '../../report/index.ts';
import { count } from '../../report/layout/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { outputPath } from '../output/destinations.ts';
import type { Surroundings } from '../surroundings.ts';
import { checkFiles } from './check.ts';
import type { CheckFlags } from './check-plan.ts';

/**
 * `hookscope report FILE… -o out.html`: a check whose format follows from the name of the output file. What it is asked for is the
 * report, so findings are no failure unless `--fail-on` says so.
 */
export async function runReport(
  files: readonly string[],
  flags: CheckFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { output, format } = flags;
  if (output === undefined || (outputPath(output) === null && format === undefined)) {
    return reportFailure(surroundings, 'report: -o FILE is needed, such as -o out.html');
  }
  if (format === undefined && formatOfName(basename(output)) === null) {
    const ends = REPORT_FORMATS.flatMap(({ extensions }) => extensions.slice(0, 1)).join(', ');
    return reportFailure(
      surroundings,
      `report: -o ${output}: the format cannot be told from this name; expected one that ends in ${ends}, or --format`,
    );
  }
  const { status, findings } = await checkFiles(files, flags, surroundings);
  if (findings === null) return status;
  const name = outputPath(output) === null ? 'the report' : output;
  surroundings.stderr.write(`hookscope: wrote ${escapeTerminal(name)}: ${count(findings, 'finding')}\n`);
  return status === 1 && flags.failOn === undefined ? 0 : status;
}
