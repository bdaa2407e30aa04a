import { randomBytes } from 'node:crypto';
import { basename, extname } from 'node:path';
import { type Dialect, type HookMapping, methodNames } from '../../dialects/index.ts';
import type { AnalysisOptions, KeptExchanges } from '../../engine/index.ts';
import type { Selection } from '../../filter/index.ts';
import { MarkBook, Masker } from '../../privacy/index.ts';
import { formatOfName, REPORT_FORMATS, type ReportFormat } from '../../report/index.ts';
import { failure, type Result, success } from '../failure.ts';
import { checkDestinations, type Destination, outputPath, STANDARD } from '../output/destinations.ts';
import { type Baseline, readBaseline } from '../settings/baseline.ts';
import type { Configuration } from '../settings/configuration.ts';
import { loadConfiguration } from '../settings/configuration-file.ts';
import { dialectsFor } from '../settings/dialect-setting.ts';
import { filterFor } from '../settings/filter-setting.ts';
import { givenFlags } from '../settings/given-flags.ts';
import { readHookSecret } from '../settings/hook-secret.ts';
import type { GivenSettings } from '../settings/settings.ts';
import { readTlsKeys, type TlsKeyLogs } from '../settings/tls-keys.ts';
import type { GroupingFlags } from '../several/capture-sets.ts';
import { suggestionText } from '../suggestion.ts';
import type { Surroundings } from '../surroundings.ts';
import { checkInputs, isReadableTwice } from './inputs.ts';

/** Flags of `check`, as commander gives them. A flag that was not given is absent. */
export interface CheckFlags extends Omit<GivenSettings, 'ports' | 'hooks'>, GroupingFlags {
  readonly port?: readonly number[];
  readonly hook?: readonly HookMapping[];
  readonly output?: string;
  readonly report?: readonly string[];
  readonly quiet?: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
  /** False with `--no-pager`. */
  readonly pager?: boolean;
  readonly config?: string;
  /** The file that the findings are written to as known ones. */
  readonly writeBaseline?: string;
}

/** A report that was asked for: its format and its file; null stands for standard output. */
export interface WantedReport {
  readonly format: ReportFormat;
  readonly path: string | null;
}

export interface CheckPlan {
  readonly analysis: AnalysisOptions;
  readonly selection: Selection;
  readonly reports: readonly WantedReport[];
  readonly settings: GivenSettings;
  /** Known findings, which do not fail the run. */
  readonly known: Baseline;
  readonly tlsKeys: TlsKeyLogs;
  /** The marks of the masker. */
  readonly marks: MarkBook;
  /** With which threads make digests of what they mask, so that it has the same marks here; null without threads. */
  readonly marksKey: Uint8Array | null;
  /** False where a capture or a file of a flag came by a pipe: what is typed again could not read it. */
  readonly isRepeatable: boolean;
  /** What is to be said before it begins; null where nothing is. */
  readonly hint: string | null;
}

const MARKS_KEY_BYTES = 32;

/** A key for digests of masked values that nobody else has. */
export function newMarksKey(): Uint8Array {
  return randomBytes(MARKS_KEY_BYTES);
}

/** `--write-baseline` may renew the baseline that is in use: that is what it is for. */
export const RENEWED = 'baseline';

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

/**
 * Reads flags and configuration. A mistake in them gives a message of one line. `mayGrow`: the capture is read while it is written,
 * so that key logs may grow as well. `key`: see `marksKey`.
 */
export async function planCheck(
  files: readonly string[],
  flags: CheckFlags,
  surroundings: Surroundings,
  mayGrow = false,
  key: Uint8Array | null = null,
): Promise<Result<CheckPlan>> {
  const inputs = checkInputs(files, surroundings);
  if (!inputs.ok) return inputs;
  const configuration = await loadConfiguration(surroundings, flags.config ?? null);
  if (!configuration.ok) return configuration;
  const settings = settingsOf(flags, configuration.value);
  const reports = wantedReports(formatNameOf(flags, settings), flags);
  if (!reports.ok) return reports;
  const dialects = await dialectsFor(settings.dialect, surroundings, settings.hooks);
  if (!dialects.ok) return dialects;
  const expected = misspeltMethod(settings.expect ?? [], dialects.value);
  if (expected !== null) return failure(expected);
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
  const marksKey = key ?? ((settings.jobs ?? 1) > 1 ? newMarksKey() : null);
  const marks = new MarkBook(marksKey);
  const analysis: AnalysisOptions = {
    ports: settings.ports ?? [],
    host: settings.host ?? null,
    dialects: dialects.value,
    windowFactor: settings.window ?? 1,
    expect: settings.expect ?? [],
    severities: configuration.value.severities,
    hookSecret: secret.value,
    masker: new Masker(
      { showSecrets: settings.showSecrets === true, redact: settings.redact ?? null },
      marks,
    ),
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
    marks,
    marksKey,
    isRepeatable: [...files, ...pathsIn(flags)].every((path) =>
      isReadableTwice(path, surroundings.directory),
    ),
    hint: formatHint(flags, settings),
  });
}

/** Files that a further command on the same capture would read besides. */
function pathsIn(flags: CheckFlags): readonly string[] {
  return givenFlags(flags).flatMap(({ value, isPath }) => (isPath ? [value] : []));
}

/** Why a method that has to occur is none: it looks like one that is known. A method that looks like none may be the user's own. */
function misspeltMethod(expected: readonly string[], dialects: readonly Dialect[]): string | null {
  const known = dialects.flatMap(methodNames);
  for (const method of expected) {
    if (known.includes(method)) continue;
    const near = suggestionText(method, known);
    if (near !== '') return `--expect ${method}: there is no such method${near}`;
  }
  return null;
}

/** The file for a GitHub job's summary, where the format `github` is asked for; otherwise null. */
export function jobSummaryPath(
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
    hook,
    output: _output,
    report: _report,
    quiet: _quiet,
    color: _color,
    config: _config,
    writeBaseline: _writeBaseline,
    pager: _pager,
    together: _together,
    each: _each,
    ...given
  } = flags;
  return {
    ...settings,
    ...given,
    ...(port !== undefined && { ports: port }),
    ...(hook !== undefined && { hooks: hook }),
  };
}

/** The format of the report: that of `--format`, else what the name of the file says, else what is configured. */
function formatNameOf({ format, output }: CheckFlags, settings: GivenSettings): string {
  const configured = settings.format ?? 'text';
  if (format !== undefined || outputPath(output) === null) return configured;
  return formatOfName(basename(output ?? ''))?.name ?? configured;
}

/** What is to be said where the ending of a name was to say the format, and is none; null where it need not be. */
function formatHint({ format, output }: CheckFlags, settings: GivenSettings): string | null {
  const name = basename(outputPath(output) ?? '');
  // A name without an ending promises nothing.
  if (format !== undefined || extname(name) === '' || formatOfName(name) !== null) return null;
  return `${name}: the ${settings.format ?? 'text'} report, because its ending says no format (--format does)`;
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
