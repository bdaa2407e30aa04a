import type { Dialect } from '../dialects/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { CaptureFacts } from './capture-facts.ts';
import { CallEnds } from './unanswered-calls.ts';
import { sessionKey } from './verdicts/evidence.ts';
import { type FailedConnections, failedConnectionsOf } from './verdicts/failed-connections.ts';

/**
 * What several findings of one capture need and what takes a walk over all its calls or connections. The judge makes
 * one for the facts that it judges and passes it to the rules; each part is computed when it is first asked for.
 */
export class CaptureStatistics {
  readonly #facts: CaptureFacts;
  #failedConnections: readonly FailedConnections[] | null = null;
  #callEnds: CallEnds | null = null;
  #callCounts: ReadonlyMap<string, number> | null = null;
  #configurable: ReadonlySet<string> | null = null;
  readonly #carried = new Map<string, boolean>();

  constructor(facts: CaptureFacts) {
    this.#facts = facts;
  }

  /** Connections to the backend that failed, by the way in which they failed. */
  get failedConnections(): readonly FailedConnections[] {
    this.#failedConnections ??= failedConnectionsOf(this.#facts.connections);
    return this.#failedConnections;
  }

  /** How calls ended that got no whole answer. */
  get callEnds(): CallEnds {
    this.#callEnds ??= new CallEnds(this.#facts);
    return this.#callEnds;
  }

  /** How many calls of a method the capture has for the dialect and the application of a call. */
  countOf(call: HookCall, method: string): number {
    this.#callCounts ??= countCalls(this.#facts.calls);
    return this.#callCounts.get(countKey(call, method)) ?? 0;
  }

  /** True where the call is in the capture whose response may configure a session. `key`: see {@link sessionKey}. */
  hasConfiguringCall(key: string): boolean {
    this.#configurable ??= configurableSessions(this.#facts.calls);
    return this.#configurable.has(key);
  }

  /**
   * True where at least one call of the dialect carries a parameter, as `carries` tells. The answer is kept by the
   * dialect and the parameter's name, so `carries` must always be the same for them.
   */
  isCarried(dialect: Dialect, parameter: string, carries: (call: HookCall) => boolean): boolean {
    const key = `${dialect.name}\n${parameter}`;
    let found = this.#carried.get(key);
    if (found === undefined) {
      found = this.#facts.calls.some((call) => call.dialect === dialect && carries(call));
      this.#carried.set(key, found);
    }
    return found;
  }
}

function countCalls(calls: readonly HookCall[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const call of calls) {
    const key = countKey(call, call.method);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function countKey(call: HookCall, method: string): string {
  return `${call.dialect.name}\n${call.appKey}\n${method}`;
}

function configurableSessions(calls: readonly HookCall[]): ReadonlySet<string> {
  const sessions = new Set<string>();
  for (const call of calls) {
    const session = sessionKey(call);
    if (session !== null && call.method === call.dialect.clientConfig?.method) sessions.add(session);
  }
  return sessions;
}
