import { type ComparisonOutcome, compareCaptures, OutlineBook } from '../../compare/index.ts';
import type { HookMapping } from '../../dialects/index.ts';
import { type AnalysisOptions, type AnalysisResult, analyse, type Moment } from '../../engine/index.ts';
import { type Selection, viewOf } from '../../filter/index.ts';
import { Masker } from '../../privacy/index.ts';
import { COMPARISON_FORMATS } from '../../report/compare/index.ts';
import { type ExitStatus, type Result, reportFailure, success } from '../failure.ts';
import { checkDestinations, outputPath } from '../output/destinations.ts';
import { progressLine } from '../output/progress.ts';
import { write } from '../output/write.ts';
import { loadConfiguration } from '../settings/configuration-file.ts';
import { dialectsFor } from '../settings/dialect-setting.ts';
import { readHookSecret } from '../settings/hook-secret.ts';
import type { GivenSettings, READERS, REDACTIONS } from '../settings/settings.ts';
import { readTlsKeys } from '../settings/tls-keys.ts';
import { suggestionText } from '../suggestion.ts';
import { columnsOf, type Surroundings, wantsColor } from '../surroundings.ts';
import { version } from '../version.ts';
import { checkInputs } from './inputs.ts';

export interface CompareFlags {
  readonly format?: string;
  readonly output?: string;
  readonly port?: readonly number[];
  readonly dialect?: string;
  readonly hook?: readonly HookMapping[];
  readonly window?: number;
  readonly goodSession?: string;
  readonly badSession?: string;
  readonly goodFrom?: Moment;
  readonly goodTo?: Moment;
  readonly badFrom?: Moment;
  readonly badTo?: Moment;
  readonly showSecrets?: boolean;
  readonly redact?: (typeof REDACTIONS)[number];
  readonly all?: boolean;
  readonly quiet?: boolean;
  readonly hookSecretFile?: string;
  readonly tlsKeys?: readonly string[];
  readonly reader?: (typeof READERS)[number];
  readonly config?: string;
  readonly color: boolean;
}

/** The exit status of each outcome of a comparison. */
const STATUSES: Readonly<Record<ComparisonOutcome, ExitStatus>> = {
  same: 0,
  differs: 0,
  inconclusive: 0,
  departs: 1,
  'not-comparable': 2,
};

/** `hookscope compare GOOD BAD`. */
export async function runCompare(
  goodFile: string,
  badFile: string,
  flags: CompareFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const [ordinary] = COMPARISON_FORMATS;
  const name = flags.format ?? ordinary.name;
  const format = COMPARISON_FORMATS.find((each) => each.name === name);
  if (format === undefined) {
    const names = COMPARISON_FORMATS.map((each) => each.name);
    const hint = suggestionText(name, names);
    return reportFailure(
      surroundings,
      `--format: there is no format ${name}; expected ${names.join(', ')}${hint}`,
    );
  }
  const files = [goodFile, badFile];
  const planned = await planCompare(files, flags, surroundings);
  if (!planned.ok) return reportFailure(surroundings, planned.message);
  const { options, good: goodSelection, bad: badSelection, settings } = planned.value;
  const good = await read(goodFile, options, goodSelection, surroundings);
  if (!good.result.ok) return reportFailure(surroundings, good.result.errors[0]?.message ?? goodFile);
  const bad = await read(badFile, options, badSelection, surroundings);
  if (!bad.result.ok) return reportFailure(surroundings, bad.result.errors[0]?.message ?? badFile);
  const comparison = compareCaptures(
    { analysis: good.result.analysis, book: good.book, from: goodSelection.from, to: goodSelection.to },
    { analysis: bad.result.analysis, book: bad.book, from: badSelection.from, to: badSelection.to },
  );
  const path = outputPath(flags.output);
  const { stdout, environment } = surroundings;
  const pieces = format.render(comparison, {
    masker: options.masker,
    version: version(),
    color: path === null && wantsColor(stdout, flags.color, environment),
    columns: path === null ? columnsOf(stdout) : 80,
    everything: settings.all === true,
    verdictOnly: flags.quiet === true,
  });
  const written = await write(pieces, path, surroundings);
  if (!written.ok) return reportFailure(surroundings, written.message);
  if (comparison.obstacle !== null) return reportFailure(surroundings, comparison.obstacle);
  return STATUSES[comparison.outcome];
}

interface ComparePlan {
  readonly options: AnalysisOptions;
  /** What of each capture is compared. */
  readonly good: Selection;
  readonly bad: Selection;
  readonly settings: GivenSettings;
}

/** Reads flags and configuration. Of the configuration only settings that fit both captures are used. */
async function planCompare(
  files: readonly string[],
  flags: CompareFlags,
  surroundings: Surroundings,
): Promise<Result<ComparePlan>> {
  const inputs = checkInputs(files, surroundings);
  if (!inputs.ok) return inputs;
  const configuration = await loadConfiguration(surroundings, flags.config ?? null);
  if (!configuration.ok) return configuration;
  const settings = settingsOf(flags, configuration.value.settings);
  const dialects = await dialectsFor(settings.dialect, surroundings, settings.hooks);
  if (!dialects.ok) return dialects;
  const secret = await readHookSecret(settings.hookSecretFile ?? null, surroundings);
  if (!secret.ok) return secret;
  const tlsKeys = await readTlsKeys(settings.tlsKeys ?? [], false, surroundings);
  if (!tlsKeys.ok) return tlsKeys;
  const path = outputPath(flags.output);
  const destinations = checkDestinations([{ flag: '-o', path }], surroundings);
  if (!destinations.ok) return destinations;
  const options: AnalysisOptions = {
    ports: settings.ports ?? [],
    host: null,
    dialects: dialects.value,
    windowFactor: settings.window ?? 1,
    expect: [],
    severities: configuration.value.severities,
    hookSecret: secret.value,
    // One masker for both captures, so that the same secret has the same mark in both.
    masker: new Masker({ showSecrets: settings.showSecrets === true, redact: settings.redact ?? null }),
    keepExchanges: 'faulty',
    reader: settings.reader ?? 'hookscope',
    tlsSecrets: tlsKeys.value.secrets,
    onProgress: null,
  };
  const { goodSession = null, goodFrom = null, goodTo = null } = flags;
  const { badSession = null, badFrom = null, badTo = null } = flags;
  return success({
    options,
    good: { session: goodSession, from: goodFrom, to: goodTo, filter: null },
    bad: { session: badSession, from: badFrom, to: badTo, filter: null },
    settings,
  });
}

/** Flags take precedence over the configuration file. */
function settingsOf(flags: CompareFlags, configured: GivenSettings): GivenSettings {
  const { dialect, hook, window, showSecrets, redact, all, hookSecretFile, tlsKeys, reader, port } = flags;
  return {
    ...configured,
    ...(dialect !== undefined && { dialect }),
    ...(hook !== undefined && { hooks: hook }),
    ...(window !== undefined && { window }),
    ...(showSecrets !== undefined && { showSecrets }),
    ...(redact !== undefined && { redact }),
    ...(all !== undefined && { all }),
    ...(hookSecretFile !== undefined && { hookSecretFile }),
    ...(tlsKeys !== undefined && { tlsKeys }),
    ...(reader !== undefined && { reader }),
    ...(port !== undefined && { ports: port }),
  };
}

async function read(
  file: string,
  options: AnalysisOptions,
  selection: Selection,
  surroundings: Surroundings,
): Promise<{ readonly result: AnalysisResult; readonly book: OutlineBook }> {
  const book = new OutlineBook();
  const progress = progressLine(surroundings, `hook calls of ${file}`);
  const result = await analyse([file], { ...options, onProgress: progress.report, onCall: book.note });
  progress.clear();
  if (!result.ok) return { result, book };
  return { result: { ...result, analysis: viewOf(result.analysis, selection, options.masker) }, book };
}
