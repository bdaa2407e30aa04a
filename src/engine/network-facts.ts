import type { Endpoint } from '../base/endpoint.ts';
import { type Steps, seeking } from '../base/steps.ts';
import { isBadGateway, type NetworkFacts } from '../checks/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { ConnectionSummary } from '../stream/index.ts';
import type { Whole } from './whole.ts';

/** What a whole capture tells of the network beside hook calls, in steps. `host`: only conversations with this address; null: all. */
export function* networkFactsOf(
  whole: Whole,
  calls: readonly HookCall[],
  host: string | null,
): Steps<NetworkFacts> {
  const isAsked = ({ endpoints }: { readonly endpoints: readonly Endpoint[] }): boolean =>
    host === null || endpoints.some(({ address }) => address === host);
  const found = (number: number): readonly ConnectionSummary[] => {
    const connection = whole.connection(number);
    return connection !== null && isAsked(connection) ? [connection] : [];
  };
  const hasHooks = yield* seeking(calls, (call) => call.methodSpec !== null || call.sessionId !== null);
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
      .flatMap(([number, handshake]) => found(number).map((connection) => ({ connection, handshake }))),
    http2: whole.http2Connections.filter(isAsked),
    otherRequests: whole.otherRequests,
    otherRequestsLeft: whole.otherRequestsLeft,
    // The way behind a proxy need not touch the host that is asked for.
    failures: !hasHooks
      ? whole.failedConnections().filter(isAsked)
      : hasBadGateway
        ? whole.failedConnections()
        : [],
  };
}
