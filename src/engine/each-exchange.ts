import type { ExchangeOrigin } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import { openInputs, withTlsSecrets } from './open.ts';
import type { InputError, Inputs, ListOptions } from './options.ts';
import { OriginBook } from './origin.ts';
import { Pipeline } from './pipeline.ts';
import { type ReadingProgress, runInTurns } from './run.ts';

/**
 * Reads captures and gives out every HTTP exchange with its messages as soon as it is complete, whether it is a hook of any dialect or
 * not. Nothing is kept of them.
 */
export async function readExchanges(
  inputs: Inputs,
  given: Omit<ListOptions, 'hash'>,
  take: (origin: ExchangeOrigin, exchange: Exchange) => void,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly errors: readonly InputError[] }> {
  const options = withTlsSecrets(given);
  const { ports, tlsSecrets, onProgress } = options;
  const opened = await openInputs(inputs, options);
  if (!opened.ok) return opened;
  let calls = 0;
  const pipeline: Pipeline = new Pipeline(
    { ports: ports.length === 0 ? null : new Set(ports), hash: false, tlsSecrets },
    {
      onExchange: (connection, exchange) => {
        calls += 1;
        take(origins.of(connection, exchange.requestDirection), exchange);
      },
      onProtocol: () => {},
    },
  );
  const origins = new OriginBook((connection) => pipeline.tracker.endpoints(connection));
  const tell = onProgress && ((progress: ReadingProgress) => onProgress({ ...progress, calls }));
  try {
    for await (const _pause of runInTurns(opened.capture, pipeline, tell)) {
      // Turns only let the program's line of progress be drawn.
    }
    return { ok: true };
  } finally {
    opened.capture.close();
  }
}
