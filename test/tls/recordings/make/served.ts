import { createHash } from 'node:crypto';
import type { OracleExchange } from '../oracle.ts';

/** A POST that a backend answered, as it noted itself. */
export interface Served {
  /** Its connection by the client's port, or by its number in the capture. */
  readonly connection: { readonly port: number } | { readonly stream: number };
  readonly uri: string;
  readonly request: string;
  readonly status: number;
  readonly response: string;
}

/** What backends noted in the form of the oracle. `streams`: the numbers of connections by the client's port. */
export function exchangesServed(
  served: readonly Served[],
  streams: ReadonlyMap<number, number>,
): readonly OracleExchange[] {
  const message = (text: string) => ({
    frame: null,
    length: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  });
  return served
    .map(({ connection, uri, request, status, response }) => ({
      stream: 'stream' in connection ? connection.stream : (streams.get(connection.port) ?? -1),
      request: { method: 'POST', uri, ...message(request) },
      response: { status, ...message(response) },
    }))
    .sort((one, other) => one.stream - other.stream);
}

/** The exchanges without frames, in an order that does not depend on them: two lists tell the same if these are equal. */
export function comparable(exchanges: readonly OracleExchange[]): readonly string[] {
  return exchanges
    .map(({ stream, request, response }) =>
      JSON.stringify([stream, request && { ...request, frame: 0 }, response && { ...response, frame: 0 }]),
    )
    .sort();
}
