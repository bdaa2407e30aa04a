import { type DialectTrial, TrialBook } from '../../authoring/index.ts';
import type { Dialect } from '../../dialects/index.ts';
import { type Analysis, type AnalysisOptions, analyse, readExchanges } from '../../engine/index.ts';
import { type TriedCapture, trialLines } from '../../report/authoring/index.ts';
import { type Piece, stringifyJsonLines } from '../../report/index.ts';
import { countingFindings } from '../exit-status.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { outputPath } from '../output/destinations.ts';
import { ended, pageFor } from '../output/page.ts';
import { progressLine } from '../output/progress.ts';
import { write } from '../output/write.ts';
import { captureSetsOf } from '../several/capture-sets.ts';
import { suggestionText } from '../suggestion.ts';
import type { Surroundings } from '../surroundings.ts';
import { type CheckFlags, planCheck } from './check-plan.ts';
import { isReadableTwice } from './inputs.ts';

/** Those of `check` that this command knows. */
export type DialectTestFlags = Omit<CheckFlags, 'format' | 'dialect'> & { readonly format: string };

const FORMATS = ['text', 'json'];

/** A capture that was tried, with what its findings count. */
interface Tried extends TriedCapture {
  readonly counting: number;
}

/** `hookscope dialect test FILE CAPTURE…`. */
export async function runDialectTest(
  file: string,
  captures: readonly string[],
  flags: DialectTestFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { format, output, ...given } = flags;
  if (!FORMATS.includes(format)) {
    const hint = suggestionText(format, FORMATS);
    const message = `--format: there is no format ${format}; expected ${FORMATS.join(' or ')}${hint}`;
    return reportFailure(surroundings, message);
  }
  // The output is no report of a check: what its name ends in says nothing about its form.
  const planned = await planCheck(captures, { ...given, format: 'text', dialect: file }, surroundings);
  if (!planned.ok) return reportFailure(surroundings, planned.message);
  const { analysis: options, settings, known } = planned.value;
  const [dialect] = options.dialects;
  if (dialect === undefined) return reportFailure(surroundings, `${file}: holds no dialect`);
  const tried: Tried[] = [];
  for (const { paths } of await captureSetsOf(captures, flags, settings.reader, surroundings)) {
    const result = await tryCapture(paths, dialect, options, surroundings);
    if (!result.ok) return reportFailure(surroundings, result.message);
    const { analysis, trial } = result.value;
    const counting = countingFindings(analysis, { failOn: settings.failOn ?? 'error', known });
    tried.push({ name: paths.join(' '), trial, findings: analysis.summary.findings, counting });
  }
  const pieces = format === 'json' ? jsonPieces(dialect, tried) : textPieces(tried, flags, surroundings);
  const written = await write(pieces, outputPath(output), surroundings);
  if (!written.ok) return reportFailure(surroundings, written.message);
  return tried.some(({ counting }) => counting > 0) ? 1 : 0;
}

async function tryCapture(
  paths: readonly string[],
  dialect: Dialect,
  options: AnalysisOptions,
  surroundings: Surroundings,
): Promise<Result<{ readonly analysis: Analysis; readonly trial: DialectTrial }>> {
  const book = new TrialBook(dialect);
  const progress = progressLine(surroundings, 'hook calls');
  const onProgress = progress.report;
  try {
    const read = await analyse(paths, { ...options, onProgress, onCall: (call) => book.call(call) });
    if (!read.ok) return failure(read.errors[0]?.message ?? 'nothing could be read');
    const { analysis } = read;
    // What is no hook is not kept, so that the capture is read once more for it.
    if (paths.every((path) => isReadableTwice(path, surroundings.directory))) {
      const { reader, tlsSecrets } = options;
      const ports = analysis.ports.length > 0 ? analysis.ports : dialect.ports;
      const again = await readExchanges(
        paths,
        { ports, reader, onProgress, ...(tlsSecrets !== undefined && { tlsSecrets }) },
        (origin, exchange) => {
          if (ports.includes(origin.serverPort)) book.exchange(origin, exchange);
        },
      );
      if (!again.ok) return failure(again.errors[0]?.message ?? 'nothing could be read');
    }
    return success({ analysis, trial: book.trial(analysis) });
  } finally {
    progress.clear();
  }
}

function* textPieces(
  tried: readonly Tried[],
  { color }: DialectTestFlags,
  surroundings: Surroundings,
): Iterable<Piece> {
  const page = pageFor(surroundings, color);
  for (const [index, each] of tried.entries()) {
    if (index > 0) yield '\n';
    yield* ended(trialLines(each, page));
  }
}

function jsonPieces({ name }: Dialect, tried: readonly Tried[]): Iterable<Piece> {
  const captures = tried.map(({ name: capture, trial, findings }) => ({ capture, ...trial, findings }));
  return [`${stringifyJsonLines({ dialect: name, captures })}\n`];
}
