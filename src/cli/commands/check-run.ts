import {
  type Analysis,
  analyse,
  type RecoveryOptions,
  recoverExchanges,
  withExchanges,
} from '../../engine/index.ts';
import { viewOf } from '../../filter/index.ts';
import type { ReportOptions } from '../../report/index.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { outputPath } from '../output/destinations.ts';
import { progressLine } from '../output/progress.ts';
import { type WriteOptions, write } from '../output/write.ts';
import { baselineOf } from '../settings/baseline.ts';
import { columnsOf, type Surroundings, wantsColor } from '../surroundings.ts';
import { version } from '../version.ts';
import { type CheckFlags, type CheckPlan, RENEWED } from './check-plan.ts';

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

export function failed(surroundings: Surroundings, message: string): CheckOutcome {
  return { status: reportFailure(surroundings, message), findings: null };
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
