import type { ReadingScope } from './edge-recorder.ts';
import { openInputs, withTlsSecrets } from './open.ts';
import type { AnalysisOptions, InputError, Inputs } from './options.ts';
import { Reading, WHOLE_CAPTURE } from './reading.ts';
import { run } from './run.ts';
import type { Shard } from './shard.ts';

export type ShardResult =
  | { readonly ok: true; readonly shard: Shard }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/** Reads a capture set, or a share of its connections, and judges nothing: shards are merged first. */
export async function readShard(
  inputs: Inputs,
  given: AnalysisOptions,
  scope: ReadingScope = WHOLE_CAPTURE,
): Promise<ShardResult> {
  const options = withTlsSecrets(given);
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
    return { ok: true, shard: reading.shard(capture, true) };
  } finally {
    capture.close();
  }
}
