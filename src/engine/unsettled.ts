import type { Dialect } from '../dialects/index.ts';
import { CallCollector } from './call-collector.ts';
import type { ReadingOptions } from './reading.ts';
import type { Collected, Part, Shard } from './shard.ts';

/**
 * The shard with the calls that one part could not know to be hooks, because only another part shows that their server
 * is a backend.
 */
export function withServersKnown(shard: Shard, options: ReadingOptions): Shard {
  const collected = shard.parts.flatMap((part) => part.collected);
  if (collected.every(({ unsettled }) => unsettled.length === 0)) return shard;
  const servers = new Map<string, Dialect | null>();
  for (const each of collected) for (const server of each.servers) servers.set(server, null);
  for (const { dialect, server } of collected.flatMap(({ systems }) => systems).reverse()) {
    servers.set(server, options.dialects.find(({ name }) => name === dialect) ?? null);
  }
  const isKnown = ({ unsettled }: Collected): boolean =>
    unsettled.some(({ call }) => servers.has(call.server));
  if (!collected.some(isKnown)) return shard;
  return { ...shard, parts: shard.parts.map((part) => partWith(servers, part, options)) };
}

function partWith(servers: ReadonlyMap<string, Dialect | null>, part: Part, options: ReadingOptions): Part {
  const collector = new CallCollector({
    dialects: options.dialects,
    pinned: new Set(options.ports),
    host: options.host,
    inspection: { hookSecret: options.hookSecret, masker: options.masker },
    keepExchanges: options.keepExchanges,
    endpointsOf: (connection) => part.connections.endpoints(connection),
    onCall: options.onCall ?? null,
  });
  for (const [server, dialect] of servers) collector.learnServer(server, dialect);
  const collected = part.collected.map((each): Collected => {
    const known = each.unsettled.filter(({ call }) => servers.has(call.server));
    const otherHttp = new Map(each.otherHttp);
    for (const read of known) {
      collector.take(read);
      const left = (otherHttp.get(read.call.serverPort) ?? 0) - 1;
      if (left > 0) otherHttp.set(read.call.serverPort, left);
      else otherHttp.delete(read.call.serverPort);
    }
    return { ...each, otherHttp, unsettled: each.unsettled.filter((read) => !known.includes(read)) };
  });
  return { ...part, collected: [...collected, collector.collected()] };
}
