import { endpointText } from '../../base/endpoint.ts';
import { matching } from '../../base/list.ts';
import { anyServer } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { type ConnectionSummary, serverOf } from '../../stream/index.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';
import { elapsedText } from '../wording.ts';

/** Seconds from the first SYN to the request from which a SYN was sent again because nobody answered (Linux repeats it after 1 s). */
const LEAST_LOST_SECONDS = 0.5;

/** Connections to one server that were answered late. */
interface SlowConnects {
  /** What the system that made them is called. */
  readonly name: string;
  readonly first: ConnectionSummary;
  readonly frames: number[];
  count: number;
  mostSyns: number;
  /** The most seconds from the first SYN to the first request. */
  seconds: number;
}

/** SYNs had to be repeated before the connection came about. */
export const transportSlowConnect: CaptureRule = {
  id: 'transport/slow-connect',
  severity: 'warning',
  judge: ({ connections, calls }) => {
    const repeated = matching(connections, (each) => each.handshake === 'complete' && each.synCount > 1);
    if (repeated.length === 0) return [];
    const firstCalls = firstCallsOf(calls, new Set(repeated.map(({ connection }) => connection)));
    const servers = new Map<string, SlowConnects>();
    for (const connection of repeated) {
      const call = firstCalls.get(connection.connection);
      if (call === undefined) continue;
      const seconds = timeOf(call) - connection.firstSeconds - connection.firstNanoseconds / 1e9;
      // A SYN that was captured twice is repeated at once.
      if (seconds < LEAST_LOST_SECONDS) continue;
      const server = endpointText(serverOf(connection));
      const known = servers.get(server) ?? {
        first: connection,
        frames: [],
        name: call.dialect.server,
        count: 0,
        mostSyns: 0,
        seconds: 0,
      };
      known.count += 1;
      known.mostSyns = Math.max(known.mostSyns, connection.synCount);
      known.seconds = Math.max(known.seconds, seconds);
      if (known.frames.length < MAX_FINDING_FRAMES) known.frames.push(connection.firstFrame);
      servers.set(server, known);
    }
    return [...servers].map(([server, { first, frames, name, count, mostSyns, seconds }]) =>
      captureFinding(transportSlowConnect, {
        message:
          count === 1
            ? `The connection to ${server} came about only after ${mostSyns} SYNs: the first request went out ${elapsedText(seconds)} after the first SYN.`
            : `${count} connections to ${server} came about only after repeated SYNs (up to ${mostSyns}): the first request went out up to ${elapsedText(seconds)} after the first SYN.`,
        frames,
        stream: first.connection,
        time: { seconds: first.firstSeconds, nanoseconds: first.firstNanoseconds },
        count,
        consequence: `So much was lost before each of them, and ${anyServer(name)} waits for a limited time only.`,
        remedy:
          'Look at the backend for a full backlog of connections (ss -ltn: Recv-Q at Send-Q), and at the way for lost packets and filters that limit new connections.',
      }),
    );
  },
};

function firstCallsOf(
  calls: readonly HookCall[],
  streams: ReadonlySet<number>,
): ReadonlyMap<number, HookCall> {
  const first = new Map<number, HookCall>();
  for (const call of calls) {
    if (streams.has(call.stream) && !first.has(call.stream)) first.set(call.stream, call);
  }
  return first;
}
