import { endpointText, hostOf, hostText } from '../base/endpoint.ts';
import { hasHooks } from '../checks/index.ts';
import { type ConnectionSummary, serverOf } from '../stream/index.ts';
import { HTTPS_PORT } from './pipeline.ts';
import type { Whole } from './whole.ts';

/** What decides where hooks over TLS are expected. */
export interface TlsScopeOptions {
  /** REST ports that the user gave; empty: none. */
  readonly given: readonly number[];
  /** REST ports: given, or found. */
  readonly ports: ReadonlySet<number>;
  /** Ports that the dialects know. */
  readonly dialectPorts: readonly number[];
}

/**
 * Tells whether hooks are expected on a connection with TLS, so that what is wrong with it is told. That is:
 *
 * - Where the capture has hooks: on a REST port or a port of a dialect, from a host that sends hooks or to a host that gets some; and
 *   on 443 from a host that sends hooks to one that gets some.
 * - Where it has none and ports were given: on these ports, and on 443 of a host that was called on one of them.
 * - Where it has none and no port was given: on ports of a dialect; and on 443 where the capture has TLS or HTTP with one server only.
 *   A computer whose browser talks to several servers is not accused of any of them.
 */
export function tlsScopeOf(
  whole: Whole,
  options: TlsScopeOptions,
): (connection: ConnectionSummary) => boolean {
  const ports = new Set([...options.ports, ...(options.given.length > 0 ? [] : options.dialectPorts)]);
  if (hasHooks(whole)) return amongHooks(whole, new Set([...ports, ...options.dialectPorts]));
  const onHttps = options.given.length > 0 ? onHostsOf(whole, ports) : onTheOnlyServer(whole);
  return (connection) => {
    const { port } = serverOf(connection);
    return ports.has(port) || (port === HTTPS_PORT && onHttps(connection));
  };
}

function amongHooks(whole: Whole, ports: ReadonlySet<number>): (connection: ConnectionSummary) => boolean {
  const backends = new Set([...whole.servers].map(hostOf));
  return (connection) => {
    const server = serverOf(connection);
    const client = connection.endpoints[server === connection.endpoints[0] ? 1 : 0];
    const isFromCallServer = whole.clients.has(hostText(client.address));
    const isToBackend = backends.has(hostText(server.address));
    return ports.has(server.port)
      ? isFromCallServer || isToBackend
      : server.port === HTTPS_PORT && isFromCallServer && isToBackend;
  };
}

function onHostsOf(whole: Whole, ports: ReadonlySet<number>): (connection: ConnectionSummary) => boolean {
  const hosts = new Set(Array.from(whole.connectionsOn(ports), (connection) => serverOf(connection).address));
  return (connection) => hosts.has(serverOf(connection).address);
}

function onTheOnlyServer(whole: Whole): (connection: ConnectionSummary) => boolean {
  const tls = [...whole.handshakes.keys()].flatMap((number) => {
    const connection = whole.connection(number);
    return connection === null ? [] : [endpointText(serverOf(connection))];
  });
  const http = whole.otherRequests.map(({ server }) => server);
  const http2 = whole.http2Connections.map((connection) => endpointText(serverOf(connection)));
  const isOne = whole.handshakesLeft === 0 && new Set([...tls, ...http, ...http2]).size === 1;
  return () => isOne;
}
