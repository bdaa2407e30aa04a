import { Buffer } from 'node:buffer';
import type { Shard } from '../../engine/index.ts';
import type { Exchange } from '../../http/index.ts';

/**
 * Exchanges that were kept while a capture set was read, by the id of their call, as plain data that another thread can be given. A
 * shard file has none; without them the main thread would read the captures again.
 */
export type HandedExchanges = readonly (readonly [id: number, exchange: Exchange])[];

/** Those of a shard of one reading. */
export function handedExchanges({ parts }: Shard): HandedExchanges {
  const kept = parts[0]?.collected[0]?.exchanges ?? new Map<number, Exchange>();
  return Array.from(kept, ([id, exchange]) => [id, plainExchange(exchange)] as const);
}

/** The same shard with exchanges that came with it. */
export function shardWithExchanges(shard: Shard, handed: HandedExchanges): Shard {
  const [part, ...parts] = shard.parts;
  if (part === undefined || handed.length === 0) return shard;
  const [collected, ...others] = part.collected;
  if (collected === undefined) return shard;
  const exchanges = new Map(handed.map(([id, exchange]) => [id, withBuffers(exchange)]));
  return { ...shard, parts: [{ ...part, collected: [{ ...collected, exchanges }, ...others] }, ...parts] };
}

/** An exchange without getters, which would be lost on the way. */
function plainExchange(exchange: Exchange): Exchange {
  const { request, response, interim, problems, end, streamEnd, endFrame, endSeconds } = exchange;
  const { requestDirection, jsonBody } = exchange;
  return {
    request,
    response,
    interim,
    problems,
    end,
    ...(streamEnd !== undefined && { streamEnd }),
    endFrame,
    endSeconds,
    requestDirection,
    ...(jsonBody !== undefined && { jsonBody }),
  };
}

/** On the way to another thread a Buffer becomes an array of bytes. */
function withBuffers(exchange: Exchange): Exchange {
  const { request, response, jsonBody } = exchange;
  return {
    ...exchange,
    request: request && { ...request, body: { ...request.body, bytes: bufferOf(request.body.bytes) } },
    response: response && { ...response, body: { ...response.body, bytes: bufferOf(response.body.bytes) } },
    ...(jsonBody !== undefined && { jsonBody: bufferOf(jsonBody) }),
  };
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
