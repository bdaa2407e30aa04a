import { appendFile } from 'node:fs/promises';
import { systemReason } from '../../base/system-error.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../report/index.ts';
import { failure, type Result, success } from '../failure.ts';
import type { FilesRead } from '../files-read.ts';
import type { Chunks } from './file.ts';

/** The format of the summary of a GitHub job. */
export function summaryFormat(): ReportFormat {
  const found = REPORT_FORMATS.find(({ name }) => name === 'markdown');
  if (found === undefined) throw new Error('there is no Markdown format');
  return found;
}

/**
 * Appends a Markdown report to the summary of a GitHub job, which is the file that GITHUB_STEP_SUMMARY names. Other
 * commands of the step may have written to it before.
 */
export async function addJobSummary(path: string, chunks: Chunks, files: FilesRead): Promise<Result<null>> {
  const refused = files.whyNotWritten(path);
  if (refused !== null) return failure(`${path}: ${refused}`);
  try {
    for await (const chunk of chunks) await appendFile(path, chunk);
    return success(null);
  } catch (error) {
    return failure(`${path}: the job summary cannot be written: ${systemReason(error)}`);
  }
}
