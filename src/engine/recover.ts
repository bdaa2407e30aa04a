import { MAX_KEPT_EXCHANGE_BYTES } from '../base/limits.ts';
import type { HookCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import { openInputs } from './open.ts';
import type { AnalysisOptions, Inputs } from './options.ts';
import { Pipeline } from './pipeline.ts';
import { readInTurns } from './run.ts';
import { ATTENDED_TURN_MS } from './scheduling.ts';

/** Bytes that an exchange costs besides its bodies: header fields and objects, by measurement. */
const EXCHANGE_OVERHEAD = 3000;

/** About how many bytes it costs to keep an exchange with so many bytes of bodies. */
export function costOf(bodyBytes: number): number {
  return bodyBytes + EXCHANGE_OVERHEAD;
}

/** Bytes of the bodies of an exchange. */
export function bodyBytesOf({ request, response }: Exchange): number {
  return (request?.body.bytes.length ?? 0) + (response?.body.bytes.length ?? 0);
}

/**
 * Finds the exchanges of calls whose bodies were not kept, by reading the capture again up to the last of them; by the
 * ids of the calls. `kept`: exchanges that are at hand, which cost nothing. What is not found (a pipe cannot be read
 * twice) is absent from the result; so is what would cost more than `MAX_KEPT_EXCHANGE_BYTES` in all.
 */
export async function recoverExchanges(
  inputs: Inputs,
  options: Pick<AnalysisOptions, 'reader'>,
  calls: readonly HookCall[],
  kept: ReadonlyMap<number, Exchange>,
): Promise<ReadonlyMap<number, Exchange>> {
  const found = new Map<number, Exchange>();
  const sought = new Map<string, HookCall>();
  for (const call of calls) {
    const known = kept.get(call.id);
    if (known !== undefined) found.set(call.id, known);
    else sought.set(placeKey(call.stream, call.requestFrames[0], call.seconds, call.nanoseconds), call);
  }
  const isStream = inputs.some(
    (input) => input === '-' || (typeof input === 'object' && input.kind === 'stream'),
  );
  if (sought.size === 0 || isStream) return found;
  const opened = await openInputs(inputs, options.reader);
  if (!opened.ok) return found;
  let room = MAX_KEPT_EXCHANGE_BYTES;
  const pipeline = new Pipeline(
    {
      ports: new Set([...sought.values()].map((call) => call.serverPort)),
      hash: false,
      connections: new Set([...sought.values()].map((call) => call.stream)),
    },
    {
      onExchange: (connection, exchange) => {
        const { request } = exchange;
        if (request === null) return;
        const key = placeKey(connection, request.firstFrame, request.firstSeconds, request.firstNanoseconds);
        const call = sought.get(key);
        if (call === undefined) return;
        sought.delete(key);
        room -= costOf(bodyBytesOf(exchange));
        if (room >= 0) found.set(call.id, exchange);
      },
      onProtocol: () => {},
    },
  );
  const { capture } = opened;
  try {
    const turns = readInTurns(capture, (frame) => pipeline.frame(frame), ATTENDED_TURN_MS);
    for await (const _pause of turns) if (sought.size === 0 || room < 0) break;
    if (sought.size > 0) pipeline.finish();
    return found;
  } finally {
    capture.close();
  }
}

/** With the time of the request: where another file has the name by now, its exchanges are not taken for those sought. */
function placeKey(connection: number, frame: number, seconds: number, nanoseconds: number): string {
  return `${connection} ${frame} ${seconds} ${nanoseconds}`;
}
