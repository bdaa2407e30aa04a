import type { TlsSecrets } from '../tls/index.ts';
import type { ReadingScope } from './edge-recorder.ts';
import { isReadableAgain, openInputs, withTlsSecrets } from './open.ts';
import type { AnalysisOptions, InputError, Inputs } from './options.ts';
import { Reading, WHOLE_CAPTURE } from './reading.ts';
import { run } from './run.ts';
import type { Shard } from './shard.ts';

export type ShardResult =
  | { readonly ok: true; readonly shard: Shard }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/**
 * Reads a capture set, or a share of its connections, and judges nothing: shards are merged first. Where the secrets of TLS sessions
 * came too late for some connections, everything is read a second time, with all of them at hand.
 */
export async function readShard(
  inputs: Inputs,
  given: AnalysisOptions,
  scope: ReadingScope = WHOLE_CAPTURE,
): Promise<ShardResult> {
  const options = withTlsSecrets(given);
  const first = await readOnce(inputs, options, scope);
  return first.ok && first.isWorthAnother ? readOnce(inputs, options, scope) : first;
}

type OnceResult =
  | { readonly ok: true; readonly shard: Shard; readonly isWorthAnother: boolean }
  | Extract<ShardResult, { ok: false }>;

async function readOnce(
  inputs: Inputs,
  options: AnalysisOptions & { readonly tlsSecrets: TlsSecrets },
  scope: ReadingScope,
): Promise<OnceResult> {
  const opened = await openInputs(inputs, options);
  if (!opened.ok) return opened;
  const { capture } = opened;
  const { onProgress } = options;
  const reading = new Reading(options, scope);
  try {
    await run(
      capture,
      reading,
      onProgress && ((progress) => onProgress({ ...progress, calls: reading.calls })),
    );
    const isWorthAnother = reading.hadSecretsTooLate && isReadableAgain(capture);
    return { ok: true, shard: reading.shard(capture, true), isWorthAnother };
  } finally {
    capture.close();
  }
}
