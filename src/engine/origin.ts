import { type Endpoint, endpointText } from '../base/endpoint.ts';
import type { ExchangeOrigin } from '../hooks/index.ts';
import type { Direction } from '../stream/index.ts';

/** Whose exchange it is: the sender of requests is the client, whoever opened the connection. */
export function originOf(
  stream: number,
  endpoints: readonly [Endpoint, Endpoint],
  requestDirection: Direction,
): ExchangeOrigin {
  const client = endpoints[requestDirection];
  const server = endpoints[requestDirection === 0 ? 1 : 0];
  return {
    stream,
    client: endpointText(client),
    server: endpointText(server),
    serverPort: server.port,
  };
}

/** Even: each stream has a place for either direction of its requests. */
const REMEMBERED_ORIGINS = 512;

/** Whose exchanges those of a stream are, made of its end points when asked for; those asked for last are remembered. */
export class OriginBook {
  readonly #endpointsOf: (stream: number) => readonly [Endpoint, Endpoint];
  readonly #remembered: (ExchangeOrigin | undefined)[] = new Array(REMEMBERED_ORIGINS).fill(undefined);

  constructor(endpointsOf: (stream: number) => readonly [Endpoint, Endpoint]) {
    this.#endpointsOf = endpointsOf;
  }

  of(stream: number, requestDirection: Direction): ExchangeOrigin {
    const slot = (stream * 2 + requestDirection) % REMEMBERED_ORIGINS;
    let origin = this.#remembered[slot];
    if (origin?.stream !== stream) {
      origin = originOf(stream, this.#endpointsOf(stream), requestDirection);
      this.#remembered[slot] = origin;
    }
    return origin;
  }
}
