import { ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import type { Dialect } from '../dialects/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { CaptureFacts } from './capture-facts.ts';

/** By backend (`address:port`) the dialect of most calls to it. */
export type DialectsByBackend = ReadonlyMap<string, Dialect>;

/**
 * The dialect in whose words a connection to a backend is told: that of the calls to it, else of the system that is known to send to
 * its port, else the one that most calls are of. `backend`: `address:port`.
 */
export function dialectToward(
  { dialectsByBackend, dialect }: Pick<CaptureFacts, 'dialectsByBackend' | 'dialect'>,
  backend: string,
): Dialect {
  const own = dialectsByBackend.get(backend);
  if (own !== undefined) return own;
  const port = Number(backend.slice(backend.lastIndexOf(':') + 1));
  return [...new Set(dialectsByBackend.values())].find(({ ports }) => ports.includes(port)) ?? dialect;
}

/** Finds the dialects of backends, in steps: there may be a million calls. */
export function* dialectsOfBackends(calls: readonly HookCall[]): Steps<DialectsByBackend> {
  const counts = new Map<string, Map<Dialect, number>>();
  for (let at = 0; at < calls.length; at++) {
    if (at % ITEMS_A_STEP === 0) yield;
    const { server, dialect, methodSpec } = calls[at];
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
