import type { Dialect } from '../dialects/index.ts';
import type { ReadCall } from '../hooks/index.ts';
import { CallCollector } from './call-collector.ts';
import type { ReadingOptions } from './reading.ts';
import type { Collected, Part, PossibleCalls, Shard } from './shard.ts';

/**
 * The shard with the calls that one part could not know to be hooks, because only another part shows that their server
 * is a backend.
 */
export function withServersKnown(shard: Shard, options: ReadingOptions): Shard {
  const collected = shard.parts.flatMap((part) => part.collected);
  if (collected.every(({ unsettled, possible }) => unsettled.length + possible.length === 0)) return shard;
  const servers = new Map<string, Dialect | null>();
  for (const each of collected) for (const server of each.servers) servers.set(server, null);
  for (const { dialect, server } of collected.flatMap(({ systems }) => systems).reverse()) {
    servers.set(server, options.dialects.find(({ name }) => name === dialect) ?? null);
  }
  const isKnown = ({ unsettled, possible }: Collected): boolean =>
    unsettled.some(({ call }) => servers.has(call.server)) ||
    possible.some(({ server }) => servers.has(server));
  if (!collected.some(isKnown)) return shard;
  return { ...shard, parts: shard.parts.map((part) => partWith(servers, part, options)) };
}

function partWith(servers: ReadonlyMap<string, Dialect | null>, part: Part, options: ReadingOptions): Part {
  const collector = collectorFor(part, options);
  for (const [server, dialect] of servers) collector.learnServer(server, dialect);
  const found: Collected[] = [];
  const collected = part.collected.map((each): Collected => {
    const otherHttp = new Map(each.otherHttp);
    const unsettled: ReadCall[] = [];
    const possible: PossibleCalls[] = [];
    for (const read of each.unsettled) {
      if (!servers.has(read.call.server)) unsettled.push(read);
      else {
        collector.take(read);
        takeFrom(otherHttp, read.call.serverPort, 1);
      }
    }
    for (const calls of each.possible) {
      if (!servers.has(calls.server)) possible.push(calls);
      else {
        found.push(calls.collected);
        takeFrom(otherHttp, calls.port, calls.collected.calls.length);
      }
    }
    return { ...each, otherHttp, unsettled, possible };
  });
  return { ...part, collected: [...collected, collector.collected(), ...found] };
}

function takeFrom(counts: Map<number, number>, port: number, count: number): void {
  const left = (counts.get(port) ?? 0) - count;
  if (left > 0) counts.set(port, left);
  else counts.delete(port);
}

/** The same part, in which the calls that may be hooks were looked at as such, so that their payloads need not be kept. */
export function withCallsInspected(part: Part, options: ReadingOptions): Part {
  return {
    ...part,
    collected: part.collected.map((each): Collected => {
      if (each.unsettled.length === 0) return each;
      const byServer = new Map<string, ReadCall[]>();
      for (const read of each.unsettled) {
        const known = byServer.get(read.call.server);
        if (known === undefined) byServer.set(read.call.server, [read]);
        else known.push(read);
      }
      const inspected = [...byServer].map(([server, reads]): PossibleCalls => {
        const collector = collectorFor(part, { ...options, keepExchanges: 'none' });
        collector.learnServer(server, null);
        for (const read of reads) collector.take(read);
        return { server, port: reads[0].call.serverPort, collected: collector.collected(true) };
      });
      return { ...each, unsettled: [], possible: [...each.possible, ...inspected] };
    }),
  };
}

function collectorFor(part: Part, options: ReadingOptions): CallCollector {
  return new CallCollector({
    dialects: options.dialects,
    pinned: new Set(options.ports),
    host: options.host,
    inspection: { hookSecret: options.hookSecret, masker: options.masker },
    keepExchanges: options.keepExchanges,
    endpointsOf: (connection) => part.connections.endpoints(connection),
    onCall: options.onCall ?? null,
  });
}
