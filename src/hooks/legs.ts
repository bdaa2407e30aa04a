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
  const outerOf = new Map<HookCall, HookCall>();
  if (!haveSeveralServers(exchanges)) return inner;
  const alike = new OpenExchanges<number>();
  /** Where bodies are cut, those of one exchange may be cut at different places on its legs. */
  const similar = exchanges.some(({ cut }) => cut) ? new OpenExchanges<string>() : null;
  for (const exchange of exchanges) {
    const { method, target, fingerprint } = exchange;
    // Health checks, for one, are made of several servers at once, and all are alike.
    if (fingerprint === EMPTY_FINGERPRINT) continue;
    const isOuter = (each: HookCall): boolean =>
      isWithin(exchange, each) &&
      kindOf(exchange, each, areTwins) !== null &&
      !hasPassed(each, exchange.server, outerOf);
    const outer =
      alike.last(fingerprint, exchange, (each) => saysTheSame(exchange, each) && isOuter(each)) ??
      similar?.last(`${method}\n${target}`, exchange, (each) => mayBeSame(exchange, each) && isOuter(each));
    const kind = outer === undefined ? null : kindOf(exchange, outer, areTwins);
    if (outer === undefined || kind === null) continue;
    inner.push({ exchange, outer, kind });
    outerOf.set(exchange, outer);
  }
  return inner;
}

/** Whether an exchange, or one that it carries on, went to a server: no call passes one twice. */
function hasPassed(exchange: HookCall, server: string, outerOf: ReadonlyMap<HookCall, HookCall>): boolean {
  for (let each: HookCall | undefined = exchange; each !== undefined; each = outerOf.get(each)) {
    if (each.server === server) return true;
  }
  return false;
}

/** Exchanges of one key that are looked through for one within which another lies. */
const MOST_OPEN = 64;
/** Keys of exchanges under way below which nothing is swept out. */
const LEAST_SWEPT = 4096;

/** Exchanges that may still be under way, by what is the same of them, in order of request. */
class OpenExchanges<Key> {
  readonly #open = new Map<Key, readonly HookCall[]>();
  #most = LEAST_SWEPT;

  /** The last that fits; undefined where none does. The exchange itself is noted for those that come after it. */
  last(key: Key, exchange: HookCall, fits: (each: HookCall) => boolean): HookCall | undefined {
    const mayLast = lastingUntil(timeOf(exchange));
    const candidates = (this.#open.get(key) ?? []).filter(mayLast).slice(-MOST_OPEN);
    this.#open.set(key, [...candidates, exchange]);
    if (this.#open.size >= this.#most) this.#sweep(mayLast);
    // The last to begin is the nearest: what it carries on itself has begun before.
    return candidates.findLast(fits);
  }

  /** Of a million bodies few are under way at once: what is over is swept out now and then. */
  #sweep(mayLast: (exchange: HookCall) => boolean): void {
    for (const [key, own] of this.#open) if (!own.some(mayLast)) this.#open.delete(key);
    this.#most = Math.max(LEAST_SWEPT, 2 * this.#open.size);
  }
}

function lastingUntil(begun: number): (exchange: HookCall) => boolean {
  return (exchange) => endOf(exchange) >= begun - OUTLASTING_SECONDS;
}

function saysTheSame(one: HookCall, other: HookCall): boolean {
  return one.method === other.method && one.sessionId === other.sessionId;
}

/** Whether two exchanges may have the same body, of which one at least is cut: nothing that is known of both differs. */
function mayBeSame(one: HookCall, other: HookCall): boolean {
  if (!one.cut && !other.cut) return false;
  const differs = (first: string | null, second: string | null): boolean =>
    first !== null && second !== null && first !== second;
  return !(
    differs(one.sessionId, other.sessionId) ||
    differs(one.dialog?.id ?? null, other.dialog?.id ?? null) ||
    differs(one.status, other.status)
  );
}

function haveSeveralServers(exchanges: readonly HookCall[]): boolean {
  const [first] = exchanges;
  return first !== undefined && exchanges.some(({ server }) => server !== first.server);
}

function isWithin(exchange: HookCall, outer: HookCall): boolean {
  // Where the clock was set back, a later exchange may have an earlier time.
  if (timeOf(exchange) < timeOf(outer) || timeOf(exchange) > endOf(outer)) return false;
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
