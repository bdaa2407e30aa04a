import { appendFile } from 'node:fs/promises';
import { systemReason } from '../../base/system-error.ts';
import type { Analysis } from '../../engine/index.ts';
import { inChunks, REPORT_FORMATS, type ReportOptions } from '../../report/index.ts';
import { failure, type Result, success } from '../failure.ts';
import type { FilesRead } from '../files-read.ts';

/**
 * Appends the Markdown report to the summary of a GitHub job, which is the file that GITHUB_STEP_SUMMARY names. Other
 * commands of the step may have written to it before.
 */
export async function addJobSummary(
  path: string,
  analysis: Analysis,
  options: ReportOptions,
  files: FilesRead,
): Promise<Result<null>> {
  const render = await REPORT_FORMATS.find((format) => format.name === 'markdown')?.load();
  if (render === undefined) return failure('there is no Markdown format');
  const refused = files.whyNotWritten(path);
  if (refused !== null) return failure(`${path}: ${refused}`);
  try {
    // GitHub drops a summary above 1 MiB as a whole: everything would be nothing.
    const bounded = { ...options, everything: false };
    for (const chunk of inChunks(render(analysis, bounded))) await appendFile(path, chunk);
    return success(null);
  } catch (error) {
    return failure(`${path}: the job summary cannot be written: ${systemReason(error)}`);
  }
}
