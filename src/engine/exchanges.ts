import type { CaptureSet } from '../capture/index.ts';
import type { Masker } from '../privacy/index.ts';
import type { TlsSecrets } from '../tls/index.ts';
import { HeldExchanges } from './held-exchanges.ts';
import { openInputs, withTlsSecrets } from './open.ts';
import type { Inputs, ListedExchange, ListOptions, ListResult } from './options.ts';
import { OriginBook } from './origin.ts';
import { Pipeline } from './pipeline.ts';
import { type ReadingProgress, runInTurns } from './run.ts';

/**
 * Every HTTP exchange of a capture, on any port or the given ones, in order of first frame. An exchange is given out as
 * soon as none can follow that began before it, so that few are held: see {@link HeldExchanges}. `masker`: puts marks in place of
 * hashes of bodies that must not be shown, because only here the bodies are at hand.
 */
export async function listExchanges(inputs: Inputs, given: ListOptions, masker: Masker): Promise<ListResult> {
  const options = withTlsSecrets(given);
  const opened = await openInputs(inputs, options);
  if (!opened.ok) return opened;
  const { capture } = opened;
  return { ok: true, portions: portionsOf(capture, options, masker), close: () => capture.close() };
}

async function* portionsOf(
  capture: CaptureSet,
  { ports, hash, tlsSecrets, onProgress }: ListOptions & { readonly tlsSecrets: TlsSecrets },
  masker: Masker,
): AsyncGenerator<Iterable<ListedExchange>, void, undefined> {
  let calls = 0;
  const pipeline: Pipeline = new Pipeline(
    { ports: ports.length === 0 ? null : new Set(ports), hash, tlsSecrets },
    {
      onExchange: (connection, exchange) => {
        calls += 1;
        held.keep(connection, exchange);
      },
      onProtocol: () => {},
    },
  );
  const { tracker } = pipeline;
  const held = new HeldExchanges(new OriginBook((connection) => tracker.endpoints(connection)), masker);
  const tell = onProgress && ((progress: ReadingProgress) => onProgress({ ...progress, calls }));
  for await (const _pause of runInTurns(capture, pipeline, tell)) {
    if (held.isDue) yield held.takeBefore(tracker.firstFrameUnderWay());
  }
  yield held.takeBefore(Number.POSITIVE_INFINITY);
}
