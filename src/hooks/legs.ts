import { hostOf } from '../base/endpoint.ts';
import { secondsOf } from '../base/time.ts';
import { EMPTY_FINGERPRINT } from './body-fingerprint.ts';
import { type HookCall, timeOf } from './call.ts';
import type { LegKind } from './call-exchanges.ts';
import type { ConnectionFacts } from './connection-facts.ts';

/** An exchange and the exchange within which it lies: the one that it carries on. */
export interface InnerExchange {
  readonly exchange: HookCall;
  readonly outer: HookCall;
  readonly kind: LegKind;
}

/** Seconds by which an inner exchange may outlast the outer one: a proxy may close its own side last. */
const OUTLASTING_SECONDS = 0.05;

/**
 * Finds the exchanges that carry on another one: of the same method and body, at another server, within the other in time.
 * `exchanges` in order of request. Nothing where all went to one server.
 */
export function findInnerExchanges(
  exchanges: readonly HookCall[],
  areTwins: ConnectionFacts['areTwins'],
): readonly InnerExchange[] {
  const inner: InnerExchange[] = [];
  if (!haveSeveralServers(exchanges)) return inner;
  /** Exchanges that may still be under way, by the fingerprint of the body, in order of request. */
  const open = new Map<number, HookCall[]>();
  let most = LEAST_SWEPT;
  for (const exchange of exchanges) {
    // Health checks, for one, are made of several servers at once, and all are alike.
    if (exchange.fingerprint === EMPTY_FINGERPRINT) continue;
    const mayLast = lastingUntil(timeOf(exchange));
    const candidates = open.get(exchange.fingerprint)?.filter(mayLast) ?? [];
    // The last to begin is the nearest: what it carries on itself has begun before.
    const outer = candidates.findLast(
      (each) => saysTheSame(exchange, each) && isWithin(exchange, each) && kindOf(exchange, each, areTwins),
    );
    const kind = outer === undefined ? null : kindOf(exchange, outer, areTwins);
    if (outer !== undefined && kind !== null) inner.push({ exchange, outer, kind });
    candidates.push(exchange);
    open.set(exchange.fingerprint, candidates);
    if (open.size < most) continue;
    // Of a million bodies few are under way at once: what is over is swept out now and then.
    for (const [body, own] of open) if (!own.some(mayLast)) open.delete(body);
    most = Math.max(LEAST_SWEPT, 2 * open.size);
  }
  return inner;
}

/** Bodies under way at once below which nothing is swept out. */
const LEAST_SWEPT = 4096;

function lastingUntil(begun: number): (exchange: HookCall) => boolean {
  return (exchange) => endOf(exchange) >= begun - OUTLASTING_SECONDS;
}

function saysTheSame(one: HookCall, other: HookCall): boolean {
  return one.method === other.method && one.sessionId === other.sessionId;
}

function haveSeveralServers(exchanges: readonly HookCall[]): boolean {
  const [first] = exchanges;
  return first !== undefined && exchanges.some(({ server }) => server !== first.server);
}

function isWithin(exchange: HookCall, outer: HookCall): boolean {
  if (timeOf(exchange) > endOf(outer)) return false;
  // Who gave up waiting did not see the end of what it waited for.
  if (exchange.response === null || outer.response === null) return true;
  return endOf(exchange) <= endOf(outer) + OUTLASTING_SECONDS;
}

function kindOf(exchange: HookCall, outer: HookCall, areTwins: ConnectionFacts['areTwins']): LegKind | null {
  if (exchange.server === outer.server) return null;
  if (areTwins(exchange.stream, outer.stream)) return 'translated';
  if (exchange.client === outer.client) return 'translated';
  const sender = hostOf(exchange.client);
  if (sender === hostOf(outer.server)) return 'relayed';
  // One call server that tells two backends the same sends two calls.
  return sender === hostOf(outer.client) ? null : 'relayed';
}

/** When an exchange was over: seconds since 1970; infinite where the capture does not show it. */
function endOf({ response, end, endSeconds }: HookCall): number {
  if (response !== null) return secondsOf(response);
  return end === 'capture' ? Number.POSITIVE_INFINITY : endSeconds;
}
