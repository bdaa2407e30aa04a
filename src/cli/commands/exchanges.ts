import { listExchanges } from '../../engine/index.ts';
import { Masker } from '../../privacy/index.ts';
import { renderExchangesNdjson, renderExchangesText } from '../../report/exchanges/index.ts';
import { painter } from '../../report/reference/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { checkDestinations, outputPath } from '../output/destinations.ts';
import { progressLine } from '../output/progress.ts';
import { write } from '../output/write.ts';
import type { READERS, REDACTIONS } from '../settings/settings.ts';
import { suggestionText } from '../suggestion.ts';
import { columnsOf, type Surroundings, wantsColor } from '../surroundings.ts';
import { checkInputs } from './inputs.ts';

export interface ExchangesFlags {
  readonly format: string;
  readonly port?: readonly number[];
  readonly output?: string;
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
  const progress = progressLine(surroundings, 'exchanges');
  const listed = await listExchanges(files, {
    ports: flags.port ?? [],
    hash: flags.format === 'ndjson',
    reader: flags.reader ?? 'hookscope',
    onProgress: progress.report,
  });
  progress.clear();
  if (!listed.ok) return reportFailure(surroundings, listed.errors[0]?.message ?? 'nothing could be read');
  const masker = new Masker({ showSecrets: flags.showSecrets === true, redact: flags.redact ?? null });
  const { stdout, environment } = surroundings;
  const pieces =
    flags.format === 'ndjson'
      ? renderExchangesNdjson(listed.exchanges, masker)
      : renderExchangesText(listed.exchanges, {
          masker,
          paint: painter(path === null && wantsColor(stdout, flags.color, environment)),
          columns: path === null ? columnsOf(stdout) : 80,
        });
  const written = await write(pieces, path, surroundings);
  return written.ok ? 0 : reportFailure(surroundings, written.message);
}
