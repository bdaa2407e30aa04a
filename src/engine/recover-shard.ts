import { plainCopy } from '../base/columns.ts';
import { firstFrameOf, type HookCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import { type RecoveryOptions, recoverExchanges } from './recover.ts';
import type { CaptureReading, Shard } from './shard.ts';
import { exchangeWithin } from './whole.ts';

/**
 * Finds the exchanges of calls of a shard by reading its captures (`readings`) again, where they are still as they were. `isThere`: whether
 * the files of a reading may be read. See {@link recoverExchanges}.
 */
export async function recoverFromShard(
  readings: Shard['readings'],
  options: RecoveryOptions,
  calls: readonly HookCall[],
  isThere: (reading: CaptureReading) => boolean,
): Promise<ReadonlyMap<number, Exchange>> {
  const found = new Map<number, Exchange>();
  let before = 0;
  for (const reading of readings) {
    const offset = before;
    before += reading.frames;
    const own = calls.filter((call) => firstFrameOf(call) > offset && firstFrameOf(call) <= before);
    if (own.length === 0 || !isThere(reading)) continue;
    const paths = reading.captures.map(({ path }) => path);
    const within = own.map((call) => withoutOffset(call, offset));
    const exchanges = await recoverExchanges(
      paths,
      { ...options, places: reading.places },
      within,
      new Map(),
    );
    for (const [id, exchange] of exchanges) found.set(id, exchangeWithin(exchange, offset));
  }
  return found;
}

/** The call with the numbers that its frames have in its own capture set. */
function withoutOffset(call: HookCall, offset: number): HookCall {
  const [first, last] = call.requestFrames;
  const { response, endFrame } = call;
  return plainCopy(call, {
    requestFrames: [first - offset, last - offset],
    endFrame: endFrame < 0 ? endFrame : endFrame - offset,
    response:
      response === null
        ? null
        : { ...response, frames: [response.frames[0] - offset, response.frames[1] - offset] },
  });
}
