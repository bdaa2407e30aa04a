import type { Dialect } from '../dialects/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { CaptureFacts } from './capture-facts.ts';

/** By backend (`address:port`) the dialect of most calls to it; null where all calls are of one dialect. */
type Towards = ReadonlyMap<string, Dialect> | null;

/** Made once for a snapshot: there may be a million calls. */
const known = new WeakMap<readonly HookCall[], Towards>();

/**
 * The dialect in whose words a connection to a backend is told: that of the calls to it, else of the system that is known to send to
 * its port, else the one that most calls are of. `backend`: `address:port`.
 */
export function dialectToward(facts: Pick<CaptureFacts, 'calls' | 'dialect'>, backend: string): Dialect {
  const { calls, dialect } = facts;
  let towards = known.get(calls);
  if (towards === undefined) {
    towards = calls.some((call) => call.dialect !== dialect) ? towardsOf(calls) : null;
    known.set(calls, towards);
  }
  if (towards === null) return dialect;
  const port = Number(backend.slice(backend.lastIndexOf(':') + 1));
  return (
    towards.get(backend) ??
    [...new Set(towards.values())].find(({ ports }) => ports.includes(port)) ??
    dialect
  );
}

function towardsOf(calls: readonly HookCall[]): ReadonlyMap<string, Dialect> {
  const counts = new Map<string, Map<Dialect, number>>();
  for (const { server, dialect, methodSpec } of calls) {
    if (methodSpec === null) continue;
    const own = counts.get(server) ?? new Map<Dialect, number>();
    own.set(dialect, (own.get(dialect) ?? 0) + 1);
    counts.set(server, own);
  }
  return new Map(
    [...counts].flatMap(([server, own]) => {
      const [most] = [...own].sort(([, one], [, other]) => other - one);
      return most === undefined ? [] : [[server, most[0]] as const];
    }),
  );
}
