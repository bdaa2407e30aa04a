import type { Endpoint } from '../base/endpoint.ts';
import { type Steps, seeking } from '../base/steps.ts';
import { hasHooks, isBadGateway, type NetworkFacts } from '../checks/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { ConnectionSummary } from '../stream/index.ts';
import type { Whole } from './whole.ts';

/** What decides which of the network is told. */
export interface NetworkOptions {
  /** Only conversations with this address; null: all. */
  readonly host: string | null;
  /** Whether hooks are expected on a connection with TLS. */
  readonly isOfHooks: (connection: ConnectionSummary) => boolean;
}

/** What a whole capture tells of the network beside hook calls, in steps. */
export function* networkFactsOf(
  whole: Whole,
  calls: readonly HookCall[],
  { host, isOfHooks }: NetworkOptions,
): Steps<NetworkFacts> {
  const isAsked = ({ endpoints }: { readonly endpoints: readonly Endpoint[] }): boolean =>
    host === null || endpoints.some(({ address }) => address === host);
  const found = (number: number): readonly ConnectionSummary[] => {
    const connection = whole.connection(number);
    return connection !== null && isAsked(connection) ? [connection] : [];
  };
  const hasBadGateway = yield* seeking(calls, isBadGateway);
  return {
    icmpErrors: whole.network.icmpErrors.flatMap((errors) =>
      found(errors.connection).map((connection) => ({ errors, connection })),
    ),
    lookups: whole.network.lookups.filter(
      ({ client, server }) => host === null || client === host || server === host,
    ),
    tls: [...whole.handshakes]
      .sort(([one], [other]) => one - other)
      .flatMap(([number, handshake]) => {
        return found(number).map((connection) => ({
          connection,
          handshake,
          isOfHooks: isOfHooks(connection),
        }));
      }),
    tlsSecrets: whole.tlsSecrets,
    http2: whole.http2Connections.filter(isAsked),
    otherRequests: whole.otherRequests,
    otherRequestsLeft: whole.otherRequestsLeft,
    // The way behind a proxy need not touch the host that is asked for.
    failures: !hasHooks({ calls })
      ? whole.failedConnections().filter(isAsked)
      : hasBadGateway
        ? whole.failedConnections()
        : [],
  };
}
