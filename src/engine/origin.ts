import type { ExchangeOrigin } from '../hooks/index.ts';
import type { ConnectionSummary, Direction, Endpoint } from '../stream/index.ts';

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

/** `192.0.2.1:8080`, `[2001:db8::1]:8080`. */
export function endpointText({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The end point that was connected to: by the handshake, else the one with the lower port. */
export function serverOf(story: ConnectionSummary): Endpoint {
  const [first, second] = story.endpoints;
  if (story.client !== null) return story.client === 0 ? second : first;
  return first.port < second.port ? first : second;
}
