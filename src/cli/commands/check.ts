import {
  type Analysis,
  analyse,
  type RecoveryOptions,
  recoverExchanges,
  withExchanges,
} from '../../engine/index.ts';
import { viewOf } from '../../filter/index.ts';
import { escapeTerminal, inChunks, type ReportOptions } from '../../report/index.ts';
import { countingFindings } from '../exit-status.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { outputPath } from '../output/destinations.ts';
import { addJobSummary, summaryFormat } from '../output/job-summary.ts';
import { progressLine } from '../output/progress.ts';
import { type WriteOptions, write } from '../output/write.ts';
import { baselineOf } from '../settings/baseline.ts';
import { type CaptureFiles, captureSetsOf } from '../several/capture-sets.ts';
import { columnsOf, type Surroundings, wantsColor } from '../surroundings.ts';
import { version } from '../version.ts';
import { type CheckFlags, type CheckPlan, jobSummaryPath, planCheck, RENEWED } from './check-plan.ts';

/** What came of a check. */
export interface CheckOutcome {
  readonly status: ExitStatus;
  /** How many findings there are; null where nothing could be checked or written. */
  readonly findings: number | null;
}

/** What a check is done with. */
export interface CheckRun {
  readonly plan: CheckPlan;
  readonly flags: CheckFlags;
  readonly surroundings: Surroundings;
}

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
  const { checkSeveral } = await import('./check-several.ts');
  return checkSeveral(sets, run);
}

export function failed(surroundings: Surroundings, message: string): CheckOutcome {
  return { status: reportFailure(surroundings, message), findings: null };
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
    const options = { ...reportOptionsFor(summaryPath, run), grouping: files.grouping };
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

/** Reads files as one capture and takes what was asked for, with the payloads that the reports show. */
export async function analyseForReports(
  paths: readonly string[],
  { plan, surroundings }: Pick<CheckRun, 'plan' | 'surroundings'>,
  what = 'hook calls',
): Promise<Result<Analysis>> {
  const { analysis: options, selection, reports } = plan;
  const progress = progressLine(surroundings, what);
  const result = await analyse(paths, { ...options, onProgress: progress.report });
  progress.clear();
  if (!result.ok) {
    const [first, ...more] = result.errors;
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return failure(`${first?.message}${others}`);
  }
  const selected = viewOf(result.analysis, selection, options.masker);
  // The text report shows no payloads. The others show those of the calls that findings point at.
  const analysis = reports.some(({ format }) => format.name !== 'text')
    ? await withPointedAt(selected, paths, { ...options, places: result.places })
    : selected;
  return success(analysis);
}

/** With the headers and bodies of the calls that findings point at, read again where they were not kept. */
async function withPointedAt(
  analysis: Analysis,
  files: readonly string[],
  options: RecoveryOptions,
): Promise<Analysis> {
  const told = analysis.findings.flatMap(({ call }) => call ?? []);
  return withExchanges(analysis, await recoverExchanges(files, options, told, analysis.exchanges));
}

/** Writes the findings down as known. */
export function writeBaseline(
  analyses: readonly Pick<Analysis, 'findings'>[],
  { plan, flags, surroundings }: CheckRun,
): Promise<Result<null>> {
  const pieces = baselineOf(analyses, plan.analysis.masker);
  return write(pieces, outputPath(flags.writeBaseline), surroundings, { replaced: RENEWED });
}

/** How a report is written: what a person reads on a terminal goes through a pager, where it is long. */
export function writeOptionsFor(format: string, { flags }: Pick<CheckRun, 'flags'>): WriteOptions {
  return { isPaged: format === 'text' && flags.pager !== false };
}

export function reportOptionsFor(
  path: string | null,
  { plan, flags, surroundings }: CheckRun,
): ReportOptions {
  const { settings, known } = plan;
  const { masker } = plan.analysis;
  // A report that goes to a file does not ask for standard output.
  const stdout = path === null ? surroundings.stdout : null;
  return {
    masker,
    known,
    version: version(),
    payloads: settings.payloads === true,
    color: stdout !== null && wantsColor(stdout, flags.color, surroundings.environment),
    columns: stdout === null ? 80 : columnsOf(stdout),
    everything: settings.all === true,
    verdictOnly: flags.quiet === true,
  };
}
