import { escapeTerminal, inChunks } from '../../report/index.ts';
import { countingFindings } from '../exit-status.ts';
import type { ExitStatus, Result } from '../failure.ts';
import { addJobSummary, summaryFormat } from '../output/job-summary.ts';
import { write } from '../output/write.ts';
import { type CaptureFiles, captureSetsOf } from '../several/capture-sets.ts';
import type { Surroundings } from '../surroundings.ts';
import { type CheckFlags, jobSummaryPath, planCheck } from './check-plan.ts';
import {
  analyseForReports,
  type CheckOutcome,
  type CheckRun,
  failed,
  reportOptionsFor,
  summaryOptionsFor,
  writeBaseline,
  writeOptionsFor,
} from './check-run.ts';
import { checkSeveral } from './check-several.ts';

/** `hookscope check FILE…`. */
export async function runCheck(
  files: readonly string[],
  flags: CheckFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  return (await checkFiles(files, flags, surroundings)).status;
}

/** Checks captures and writes what was asked for. Files that belong together are one capture. */
export async function checkFiles(
  files: readonly string[],
  flags: CheckFlags,
  surroundings: Surroundings,
): Promise<CheckOutcome> {
  const planned = await planCheck(files, flags, surroundings);
  if (!planned.ok) return failed(surroundings, planned.message);
  const plan = planned.value;
  const run: CheckRun = { plan, flags, surroundings };
  if (plan.hint !== null) surroundings.stderr.write(`hookscope: ${escapeTerminal(plan.hint)}\n`);
  const sets = await captureSetsOf(files, flags, plan.settings.reader, surroundings);
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return checkOne(only, run);
  return checkSeveral(sets, run);
}

async function checkOne(files: CaptureFiles, run: CheckRun): Promise<CheckOutcome> {
  const { plan, flags, surroundings } = run;
  const { reports, settings, known } = plan;
  const read = await analyseForReports(files.paths, run);
  if (!read.ok) return failed(surroundings, read.message);
  const analysis = read.value;
  // What one of them meets must not cost the others: a pipe that closed early, the file beside it.
  const wrong: string[] = [];
  const note = (written: Result<null>): void => {
    if (!written.ok) wrong.push(written.message);
  };
  for (const { format, path } of reports) {
    const render = await format.load();
    const options = { ...reportOptionsFor(path, run), grouping: files.grouping };
    note(await write(render(analysis, options), path, surroundings, writeOptionsFor(format.name, run)));
  }
  const summaryPath = jobSummaryPath(reports, surroundings);
  if (summaryPath !== null) {
    const options = { ...summaryOptionsFor(summaryPath, run), grouping: files.grouping };
    const render = await summaryFormat().load();
    note(await addJobSummary(summaryPath, inChunks(render(analysis, options)), surroundings.files));
  }
  if (flags.writeBaseline !== undefined) note(await writeBaseline([analysis], run));
  if (wrong.length > 0) return failed(surroundings, wrong.join('; '));
  const findings = analysis.findings.length;
  // The findings were just written down as known, so the run does not fail.
  if (flags.writeBaseline !== undefined) return { status: 0, findings };
  const { failOn = 'error', maxFindings = 0 } = settings;
  const counting = countingFindings(analysis, { failOn, known });
  return { status: counting > maxFindings ? 1 : 0, findings };
}
