import { endpointText } from '../../base/endpoint.ts';
import type { Analysis, TlsOverview } from '../../engine/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { serverOf } from '../../stream/index.ts';
import { tlsVersionName } from '../../tls/index.ts';

type TlsConnectionFacts = TlsOverview['connections'][number];

/** The TLS connections in numbers, for the summary; nothing where there are neither connections nor secrets. */
export function tlsSummary({ tls }: Analysis): object {
  const { secrets, connections, left } = tls;
  if (secrets === 0 && connections.length === 0) return {};
  const decrypted = connections.filter(({ handshake }) => handshake.decryption.kind === 'decrypted').length;
  return { tls: { secrets, connections: connections.length + left, decrypted } };
}

/** What one of them tells. Secrets are never part of it. */
export function tlsRecord({ connection, handshake }: TlsConnectionFacts, masker: Masker): object {
  const { client, serverName, version, suite, protocol, isResumed, decryption } = handshake;
  const server = client === null ? serverOf(connection) : connection.endpoints[client === 0 ? 1 : 0];
  const other = connection.endpoints[server === connection.endpoints[0] ? 1 : 0];
  return {
    stream: connection.connection,
    client: masker.endpoint(endpointText(other)),
    server: masker.endpoint(endpointText(server)),
    serverName: serverName === null ? null : masker.captured(serverName),
    version: version === null ? null : tlsVersionName(version),
    suite,
    protocol: protocol === null ? null : masker.captured(protocol),
    resumed: isResumed,
    decryption: decryption.kind,
    frame: decryption.kind === 'failed' ? decryption.frame : null,
  };
}
