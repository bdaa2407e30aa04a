import { endpointText, hostOf, hostText } from '../../base/endpoint.ts';
import { isoTime } from '../../base/time.ts';
import type { Finding } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import { serverOf } from '../../stream/index.ts';
import type { BreakdownName } from './name.ts';

/** Under which value a finding counts; null: what it is about names none. */
export type PlaceOf = (finding: Finding) => string | null;

/**
 * How the findings of an analysis count. One that stands for several occurrences, or that lasted, counts where and when it began. One that
 * points at no call is known by its connection, where it has one. A call that names no application is of that of its session.
 */
export function placesOf(
  analysis: Pick<Analysis, 'findings' | 'connections' | 'sessions'>,
  sessionOf: (call: HookCall) => number | null,
): Readonly<Record<BreakdownName, PlaceOf>> {
  const clients = clientsWithoutCalls(analysis);
  return {
    'call-server': ({ call, stream }) => {
      if (call !== null) return call.nodeId ?? hostOf(call.client);
      return stream === null ? null : (clients.get(stream)?.client ?? null);
    },
    backend: ({ call, server, stream }) => {
      return server ?? call?.server ?? (stream === null ? null : (clients.get(stream)?.server ?? null));
    },
    app: ({ call }) => {
      if (call === null || call.appKey !== null) return call?.appKey ?? null;
      const session = sessionOf(call);
      return session === null ? null : (analysis.sessions.at(session)?.appKey ?? null);
    },
    day: ({ time }) => (time === null ? null : (isoTime(time, 0).split('T')[0] ?? null)),
  };
}

/** The ends of the connections of findings that point at no call, by the connection's number. */
function clientsWithoutCalls({
  findings,
  connections,
}: Pick<Analysis, 'findings' | 'connections'>): ReadonlyMap<
  number,
  { readonly client: string; readonly server: string }
> {
  const wanted = new Set(
    findings.flatMap(({ call, stream }) => (call === null && stream !== null ? [stream] : [])),
  );
  const found = new Map<number, { readonly client: string; readonly server: string }>();
  if (wanted.size === 0) return found;
  for (const summary of connections) {
    if (!wanted.has(summary.connection)) continue;
    const server = serverOf(summary);
    const client = summary.endpoints[server === summary.endpoints[0] ? 1 : 0];
    found.set(summary.connection, { client: hostText(client.address), server: endpointText(server) });
    if (found.size === wanted.size) break;
  }
  return found;
}
