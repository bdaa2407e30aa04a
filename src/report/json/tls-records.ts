import { endpointText } from '../../base/endpoint.ts';
import type { Analysis, TlsOverview } from '../../engine/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { serverOf } from '../../stream/index.ts';
import { suiteName, tlsVersionName } from '../../tls/index.ts';

type TlsConnectionFacts = TlsOverview['connections'][number];

/** The TLS connections that are told: those on which hooks are expected, and those that were to be decrypted. */
export function toldTlsConnections({ tls }: Analysis): readonly TlsConnectionFacts[] {
  return tls.connections.filter(
    ({ isOfHooks, handshake }) => isOfHooks || handshake.decryption.kind !== 'unasked',
  );
}

/** The same in numbers, for the summary; nothing where there are neither connections nor secrets. */
export function tlsSummary(analysis: Analysis): object {
  const { secrets, left } = analysis.tls;
  const connections = toldTlsConnections(analysis);
  if (secrets === 0 && connections.length === 0) return {};
  const decrypted = connections.filter(({ handshake }) => handshake.decryption.kind === 'decrypted').length;
  const more = secrets > 0 ? left : 0;
  return { tls: { secrets, connections: connections.length + more, decrypted } };
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
    suiteName: suite === null ? null : suiteName(suite),
    protocol: protocol === null ? null : masker.captured(protocol),
    resumed: isResumed,
    decryption: decryption.kind,
    frame: decryption.kind === 'failed' ? decryption.frame : null,
  };
}
