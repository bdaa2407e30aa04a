import {
  type Analysis,
  type AnalysisOptions,
  type AnalysisResult,
  analyse,
  type RecoveryOptions,
  recoverExchanges,
  withExchanges,
} from '../../engine/index.ts';
import { PayloadSearch, type Selection, unknownMatches, viewOf } from '../../filter/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Exchange } from '../../http/index.ts';
import { Masker } from '../../privacy/index.ts';
import { grouped, type ReportOptions } from '../../report/index.ts';
import { TlsSecrets } from '../../tls/index.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { outputPath } from '../output/destinations.ts';
import { progressLine } from '../output/progress.ts';
import { type WriteOptions, write } from '../output/write.ts';
import { baselineOf } from '../settings/baseline.ts';
import { givenFlags } from '../settings/given-flags.ts';
import type { GivenSettings } from '../settings/settings.ts';
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
  /** How a capture is analysed; left out: by this thread. */
  readonly analyse?: (paths: readonly string[], options: AnalysisOptions) => Promise<AnalysisResult>;
  /** How headers and bodies of calls are found again; left out: in the files of the capture. */
  readonly recover?: (
    options: RecoveryOptions,
    calls: readonly HookCall[],
  ) => Promise<ReadonlyMap<number, Exchange>>;
}

export function failed(surroundings: Surroundings, message: string): CheckOutcome {
  return { status: reportFailure(surroundings, message), findings: null };
}

/** Reads files as one capture and takes what was asked for, with the payloads that the reports show. */
export async function analyseForReports(
  paths: readonly string[],
  run: Pick<CheckRun, 'plan' | 'surroundings' | 'analyse' | 'recover'>,
  what = 'hook calls',
): Promise<Result<Analysis>> {
  const { plan, surroundings } = run;
  const { selection, reports, settings } = plan;
  const options = {
    ...plan.analysis,
    // The secrets that one capture holds count for that one alone, so that no order of captures changes a report.
    ...(plan.analysis.tlsSecrets && { tlsSecrets: new TlsSecrets(plan.analysis.tlsSecrets) }),
  };
  const progress = progressLine(surroundings, what);
  const search = payloadSearchFor(selection, settings);
  const result = await (run.analyse ?? analyse)(paths, {
    ...options,
    onProgress: progress.report,
    // Payloads are not kept, so they are searched while they are read.
    ...(search !== null && { onCall: search.take }),
  });
  progress.clear();
  if (!result.ok) {
    const [first, ...more] = result.errors;
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return failure(`${first?.message}${others}`);
  }
  search?.finish();
  const answered: Selection = search === null ? selection : { ...selection, answers: search.answers };
  const selected = viewOf(result.analysis, answered, options.masker);
  tellUnknown(unknownMatches(result.analysis, answered), surroundings);
  // The text report shows no payloads. The others show those of the calls that findings point at.
  const analysis = reports.some(({ format }) => format.name !== 'text')
    ? await withPayloads(selected, paths, { ...options, places: result.places }, run)
    : selected;
  return success(analysis);
}

/** Searches payloads for a filter that asks for them; null for any other. What is masked because it is secret is not found. */
function payloadSearchFor({ filter }: Selection, { showSecrets }: GivenSettings): PayloadSearch | null {
  if (filter === null || filter.payloadTerms.length === 0) return null;
  return new PayloadSearch(filter.payloadTerms, new Masker({ showSecrets: showSecrets === true }));
}

/** What could not be searched must not pass for what does not match. */
function tellUnknown(calls: number, { stderr }: Surroundings): void {
  if (calls === 0) return;
  stderr.write(
    `hookscope: --filter: whether ${calls === 1 ? 'a call matches' : `${grouped(calls)} calls match`} cannot be told, because not all of the payload can be read: left out\n`,
  );
}

/** With the headers and bodies of the calls that findings point at, read again where they were not kept. */
async function withPayloads(
  analysis: Analysis,
  files: readonly string[],
  options: RecoveryOptions & Pick<AnalysisOptions, 'keepExchanges'>,
  { recover }: Pick<CheckRun, 'recover'>,
): Promise<Analysis> {
  const told = analysis.findings.flatMap(({ call }) => call ?? []);
  if (recover !== undefined) {
    // Nothing was kept: where more than these are wanted, all are read again.
    const wanted = options.keepExchanges === 'faulty' ? told : analysis.calls;
    return withExchanges(analysis, await recover(options, wanted));
  }
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
    ...(settings.baseline !== undefined && { known }),
    given: plan.isRepeatable ? givenFlags(flags) : null,
    directory: surroundings.directory,
    version: version(),
    ...(settings.by !== undefined && { by: settings.by }),
    payloads: settings.payloads === true,
    color: stdout !== null && wantsColor(stdout, flags.color, surroundings.environment),
    columns: stdout === null ? 80 : columnsOf(stdout),
    everything: settings.all === true,
    verdictOnly: flags.quiet === true,
  };
}

/** The same for the summary of a GitHub job. GitHub drops one above 1 MiB as a whole: everything would be nothing. */
export function summaryOptionsFor(path: string, run: CheckRun): ReportOptions {
  return { ...reportOptionsFor(path, run), everything: false };
}
