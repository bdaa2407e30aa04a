import { listExchanges } from '../../engine/index.ts';
import { Masker } from '../../privacy/index.ts';
import { renderExchangesNdjson, renderExchangesText } from '../../report/exchanges/index.ts';
import { type Piece, portionsInChunks } from '../../report/index.ts';
import { painter } from '../../report/reference/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { checkDestinations, outputPath } from '../output/destinations.ts';
import { type ProgressLine, progressLine } from '../output/progress.ts';
import { writeChunks } from '../output/write.ts';
import type { READERS, REDACTIONS } from '../settings/settings.ts';
import { readTlsKeys } from '../settings/tls-keys.ts';
import { suggestionText } from '../suggestion.ts';
import { columnsOf, type Surroundings, wantsColor } from '../surroundings.ts';
import { checkInputs } from './inputs.ts';

export interface ExchangesFlags {
  readonly format: string;
  readonly port?: readonly number[];
  readonly output?: string;
  readonly tlsKeys?: readonly string[];
  readonly reader?: (typeof READERS)[number];
  readonly showSecrets?: boolean;
  readonly redact?: (typeof REDACTIONS)[number];
  readonly color: boolean;
}

const FORMATS = ['text', 'ndjson'];

/** `hookscope exchanges FILE…`. */
export async function runExchanges(
  files: readonly string[],
  flags: ExchangesFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  if (!FORMATS.includes(flags.format)) {
    const hint = suggestionText(flags.format, FORMATS);
    return reportFailure(
      surroundings,
      `--format: there is no format ${flags.format}; expected ${FORMATS.join(' or ')}${hint}`,
    );
  }
  const path = outputPath(flags.output);
  const inputs = checkInputs(files, surroundings);
  if (!inputs.ok) return reportFailure(surroundings, inputs.message);
  const destinations = checkDestinations([{ flag: '-o', path }], surroundings);
  if (!destinations.ok) return reportFailure(surroundings, destinations.message);
  const tlsKeys = await readTlsKeys(flags.tlsKeys ?? [], false, surroundings);
  if (!tlsKeys.ok) return reportFailure(surroundings, tlsKeys.message);
  const progress = progressLine(surroundings, 'exchanges');
  const masker = new Masker({ showSecrets: flags.showSecrets === true, redact: flags.redact ?? null });
  const options = {
    ports: flags.port ?? [],
    hash: flags.format === 'ndjson',
    reader: flags.reader ?? 'hookscope',
    tlsSecrets: tlsKeys.value.secrets,
    onProgress: progress.report,
  };
  const listed = await listExchanges(files, options, masker);
  if (!listed.ok) return reportFailure(surroundings, listed.errors[0]?.message ?? 'nothing could be read');
  const { stdout, environment } = surroundings;
  const portions =
    flags.format === 'ndjson'
      ? renderExchangesNdjson(listed.portions, masker)
      : renderExchangesText(listed.portions, {
          masker,
          paint: painter(path === null && wantsColor(stdout, flags.color, environment)),
          columns: path === null ? columnsOf(stdout) : 80,
        });
  const making: Making = { chunks: portionsInChunks(portions), failure: null };
  try {
    const written = await writeChunks(watched(making, progress), path, surroundings);
    if (making.failure !== null) throw making.failure;
    return written.ok ? 0 : reportFailure(surroundings, written.message);
  } finally {
    progress.clear();
    listed.close();
  }
}

/** Chunks that are made while they are written. */
interface Making {
  readonly chunks: AsyncIterable<Piece>;
  /** What went wrong when they were made. The writer would take it for a failure to write. */
  failure: unknown;
}

/** Removes the line of progress before each chunk: both may go to one terminal. It comes again when reading goes on. */
async function* watched(making: Making, progress: ProgressLine): AsyncIterable<Piece> {
  try {
    for await (const chunk of making.chunks) {
      progress.clear();
      yield chunk;
    }
  } catch (error) {
    making.failure = error;
    throw error;
  }
}
