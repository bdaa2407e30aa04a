import { endpointText } from '../../base/endpoint.ts';
import type { Analysis } from '../../engine/index.ts';
import { serverOf } from '../../stream/index.ts';

/** The servers of connections that were decrypted: a port speaks TLS to all or to none. */
export function tlsServersOf({ tls }: Analysis): ReadonlySet<string> {
  return new Set(
    tls.connections
      .filter(({ handshake }) => handshake.decryption.kind === 'decrypted')
      .map(({ connection }) => endpointText(serverOf(connection))),
  );
}
