import {
  type Analysis,
  type AnalysisOptions,
  analyse,
  type KeptExchanges,
  type RecoveryOptions,
  recoverExchanges,
  withExchanges,
} from '../../engine/index.ts';
import { PayloadSearch, type Selection, unknownMatches, viewOf } from '../../filter/index.ts';
import { Masker } from '../../privacy/index.ts';
import { grouped, REPORT_FORMATS, type ReportFormat, type ReportOptions } from '../../report/index.ts';
import { statusOf } from '../exit-status.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { checkDestinations, type Destination, outputPath, STANDARD } from '../output/destinations.ts';
import { addJobSummary } from '../output/job-summary.ts';
import { progressLine } from '../output/progress.ts';
import { write } from '../output/write.ts';
import { type Baseline, baselineOf, readBaseline } from '../settings/baseline.ts';
import type { Configuration } from '../settings/configuration.ts';
import { loadConfiguration } from '../settings/configuration-file.ts';
import { dialectsFor } from '../settings/dialect-setting.ts';
import { filterFor } from '../settings/filter-setting.ts';
import { givenFlags } from '../settings/given-flags.ts';
import { readHookSecret } from '../settings/hook-secret.ts';
import type { GivenSettings } from '../settings/settings.ts';
import { readTlsKeys, type TlsKeyLogs } from '../settings/tls-keys.ts';
import { suggestionText } from '../suggestion.ts';
import { columnsOf, type Surroundings, wantsColor } from '../surroundings.ts';
import { version } from '../version.ts';
import { checkInputs } from './inputs.ts';

/** Flags of `check`, as commander gives them. A flag that was not given is absent. */
export interface CheckFlags extends Omit<GivenSettings, 'ports'> {
  readonly port?: readonly number[];
  readonly output?: string;
  readonly report?: readonly string[];
  readonly quiet?: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly config?: string;
  /** The file that the findings are written to as known ones. */
  readonly writeBaseline?: string;
}

/** A report that was asked for: its format and its file; null stands for standard output. */
interface WantedReport {
  readonly format: ReportFormat;
  readonly path: string | null;
}

interface CheckPlan {
  readonly analysis: AnalysisOptions;
  readonly selection: Selection;
  readonly reports: readonly WantedReport[];
  readonly settings: GivenSettings;
  /** Known findings, which do not fail the run. */
  readonly known: Baseline;
  readonly tlsKeys: TlsKeyLogs;
}

/** `hookscope check FILE…`. */
export async function runCheck(
  files: readonly string[],
  flags: CheckFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const planned = await planCheck(files, flags, surroundings);
  if (!planned.ok) return reportFailure(surroundings, planned.message);
  const { analysis: options, selection, reports, settings, known } = planned.value;
  const progress = progressLine(surroundings, 'hook calls');
  const search = payloadSearchFor(selection, settings);
  const result = await analyse(files, {
    ...options,
    onProgress: progress.report,
    // Payloads are not kept, so they are searched while they are read.
    ...(search !== null && { onCall: search.take }),
  });
  progress.clear();
  if (!result.ok) {
    const [first, ...more] = result.errors;
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return reportFailure(surroundings, `${first?.message}${others}`);
  }
  const { masker } = options;
  search?.finish();
  const answered: Selection = search === null ? selection : { ...selection, answers: search.answers };
  const selected = viewOf(result.analysis, answered, masker);
  tellUnknown(unknownMatches(result.analysis, answered), surroundings);
  // The text report shows no payloads. The others show those of the calls that findings point at.
  const analysis = reports.some(({ format }) => format.name !== 'text')
    ? await withPointedAt(selected, files, { ...options, places: result.places })
    : selected;
  // What one of them meets must not cost the others: a pipe that closed early, the file beside it.
  const failed: string[] = [];
  const note = (written: Result<null>): void => {
    if (!written.ok) failed.push(written.message);
  };
  for (const { format, path } of reports) {
    const render = await format.load();
    const reportOptions = reportOptionsFor(path, masker, known, settings, flags, surroundings);
    note(await write(render(analysis, reportOptions), path, surroundings));
  }
  const summaryPath = jobSummaryPath(reports, surroundings);
  if (summaryPath !== null) {
    const options = reportOptionsFor(summaryPath, masker, known, settings, flags, surroundings);
    note(await addJobSummary(summaryPath, analysis, options, surroundings.files));
  }
  const baselinePath = outputPath(flags.writeBaseline);
  if (flags.writeBaseline !== undefined) {
    note(await write(baselineOf(analysis, masker), baselinePath, surroundings, RENEWED));
  }
  const [first, ...more] = failed;
  if (first !== undefined) {
    return reportFailure(surroundings, [first, ...more].join('; '));
  }
  // The findings were just written down as known, so the run does not fail.
  if (flags.writeBaseline !== undefined) return 0;
  const { failOn = 'error', maxFindings = 0 } = settings;
  return statusOf(analysis, { failOn, maxFindings, known });
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

/** `--write-baseline` may renew the baseline that is in use: that is what it is for. */
const RENEWED = 'baseline';

/** Everything that a check writes. */
function destinationsOf(
  reports: readonly WantedReport[],
  { writeBaseline }: CheckFlags,
  surroundings: Surroundings,
): readonly Destination[] {
  const summary = jobSummaryPath(reports, surroundings);
  return [
    ...reports.map(({ path }, index) => ({ path, flag: index === 0 ? '-o' : '--report' })),
    ...(writeBaseline === undefined
      ? []
      : [{ path: outputPath(writeBaseline), flag: '--write-baseline', replaces: RENEWED } as const]),
    ...(summary === null ? [] : [{ path: summary, flag: 'GITHUB_STEP_SUMMARY' }]),
  ];
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

/**
 * Reads flags and configuration. A mistake in them gives a message of one line. `mayGrow`: the capture is read while it is written,
 * so that key logs may grow as well.
 */
export async function planCheck(
  files: readonly string[],
  flags: CheckFlags,
  surroundings: Surroundings,
  mayGrow = false,
): Promise<Result<CheckPlan>> {
  const inputs = checkInputs(files, surroundings);
  if (!inputs.ok) return inputs;
  const configuration = await loadConfiguration(surroundings, flags.config ?? null);
  if (!configuration.ok) return configuration;
  const settings = settingsOf(flags, configuration.value);
  const reports = wantedReports(settings.format ?? 'text', flags);
  if (!reports.ok) return reports;
  const dialects = await dialectsFor(settings.dialect, surroundings);
  if (!dialects.ok) return dialects;
  const filter = filterFor(settings.filter);
  if (!filter.ok) return filter;
  const known = await readBaseline(settings.baseline ?? null, surroundings);
  if (!known.ok) return known;
  const secret = await readHookSecret(settings.hookSecretFile ?? null, surroundings);
  if (!secret.ok) return secret;
  const tlsKeys = await readTlsKeys(settings.tlsKeys ?? [], mayGrow, surroundings);
  if (!tlsKeys.ok) return tlsKeys;
  const destinations = checkDestinations(destinationsOf(reports.value, flags, surroundings), surroundings);
  if (!destinations.ok) return destinations;
  const analysis: AnalysisOptions = {
    ports: settings.ports ?? [],
    host: settings.host ?? null,
    dialects: dialects.value,
    windowFactor: settings.window ?? 1,
    expect: settings.expect ?? [],
    severities: configuration.value.severities,
    hookSecret: secret.value,
    masker: new Masker({ showSecrets: settings.showSecrets === true, redact: settings.redact ?? null }),
    keepExchanges: keptExchanges(files, settings, reports.value),
    reader: settings.reader ?? 'hookscope',
    tlsSecrets: tlsKeys.value.secrets,
    lane: settings.lane ?? 'on',
    onProgress: null,
  };
  const { session = null, from = null, to = null } = settings;
  const selection: Selection = { session, from, to, filter: filter.value };
  return success({
    analysis,
    selection,
    reports: reports.value,
    settings,
    known: known.value,
    tlsKeys: tlsKeys.value,
  });
}

/** The file for a GitHub job's summary, where the format `github` is asked for; otherwise null. */
function jobSummaryPath(
  reports: readonly WantedReport[],
  { environment }: Pick<Surroundings, 'environment'>,
): string | null {
  const wanted = reports.some(({ format }) => format.name === 'github');
  return (wanted && environment.GITHUB_STEP_SUMMARY) || null;
}

function keptExchanges(
  files: readonly string[],
  { payloads }: GivenSettings,
  reports: readonly WantedReport[],
): KeptExchanges {
  const wanted = reports.map(({ format }) => format.exchanges);
  if (payloads === true || wanted.includes('every')) return 'every';
  // Standard input cannot be read a second time for exchanges that turn out to be needed.
  return wanted.includes('first') || files.includes(STANDARD) ? 'first' : 'faulty';
}

/** Flags take precedence over the configuration file. */
function settingsOf(flags: CheckFlags, { settings }: Configuration): GivenSettings {
  const {
    port,
    output: _output,
    report: _report,
    quiet: _quiet,
    color: _color,
    config: _config,
    writeBaseline: _writeBaseline,
    ...given
  } = flags;
  return { ...settings, ...given, ...(port !== undefined && { ports: port }) };
}

function wantedReports(format: string, flags: CheckFlags): Result<readonly WantedReport[]> {
  const main = findFormat(format, '--format');
  if (!main.ok) return main;
  const reports: WantedReport[] = [{ format: main.value, path: outputPath(flags.output) }];
  for (const wanted of flags.report ?? []) {
    const sign = wanted.indexOf('=');
    const path = wanted.slice(sign + 1);
    if (sign < 1 || path === '')
      return failure(`--report ${wanted}: expected FORMAT=PATH, such as json=report.json`);
    const found = findFormat(wanted.slice(0, sign), '--report');
    if (!found.ok) return found;
    reports.push({ format: found.value, path: outputPath(path) });
  }
  return success(reports);
}

function findFormat(name: string, flag: string): Result<ReportFormat> {
  const found = REPORT_FORMATS.find((format) => format.name === name);
  if (found !== undefined) return success(found);
  const names = REPORT_FORMATS.map((format) => format.name);
  return failure(
    `${flag}: there is no format ${name}; expected ${names.join(', ')}${suggestionText(name, names)}`,
  );
}

function reportOptionsFor(
  path: string | null,
  masker: Masker,
  known: Baseline,
  settings: GivenSettings,
  flags: CheckFlags,
  surroundings: Surroundings,
): ReportOptions {
  // A report that goes to a file does not ask for standard output.
  const stdout = path === null ? surroundings.stdout : null;
  return {
    masker,
    ...(settings.baseline !== undefined && { known }),
    given: givenFlags(flags),
    directory: surroundings.directory,
    version: version(),
    payloads: settings.payloads === true,
    color: stdout !== null && wantsColor(stdout, flags.color, surroundings.environment),
    columns: stdout === null ? 80 : columnsOf(stdout),
    everything: settings.all === true,
    verdictOnly: flags.quiet === true,
  };
}
