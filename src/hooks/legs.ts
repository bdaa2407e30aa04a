import { hostOf } from '../base/endpoint.ts';
import { NO_POSITION, PositionChains } from '../base/position-chains.ts';
import { ITEMS_A_STEP, type Steps, seeking } from '../base/steps.ts';
import { EMPTY_FINGERPRINT } from './body-fingerprint.ts';
import { type HookCall, timeOf } from './call.ts';
import type { LegKind } from './call-exchanges.ts';
import { answeredAt, isAnswered } from './call-glance.ts';
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
export function* findInnerExchanges(
  exchanges: readonly HookCall[],
  areTwins: ConnectionFacts['areTwins'],
): Steps<readonly InnerExchange[]> {
  const inner: InnerExchange[] = [];
  const outerOf = new Map<HookCall, HookCall>();
  if (!haveSeveralServers(exchanges)) return inner;
  const isAloneIn = yield* lookingForTwins(exchanges);
  const alike = new OpenExchanges(exchanges);
  /** Where bodies are cut, those of one exchange may be cut at different places on its legs. */
  const similar = (yield* seeking(exchanges, ({ cut }) => cut)) ? new OpenExchanges(exchanges) : null;
  /** The number of a method with a target. */
  const places = new Map<string, number>();
  const isOuter = (exchange: HookCall, each: HookCall): boolean =>
    isWithin(exchange, each) &&
    kindOf(exchange, each, areTwins) !== null &&
    !hasPassed(each, exchange.server, outerOf);
  const outerAlike: Fits = (exchange, each) => saysTheSame(exchange, each) && isOuter(exchange, each);
  const outerSimilar: Fits = (exchange, each) => mayBeSame(exchange, each) && isOuter(exchange, each);
  for (let position = 0; position < exchanges.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const exchange = exchanges[position];
    const { fingerprint } = exchange;
    // Health checks, for one, are made of several servers at once, and all are alike.
    if (fingerprint === EMPTY_FINGERPRINT) continue;
    if (similar === null && isAloneIn(fingerprint)) continue;
    let outer = alike.last(fingerprint | 0, position, outerAlike);
    if (outer === undefined && similar !== null) {
      outer = similar.last(placeOf(exchange, places), position, outerSimilar);
    }
    const kind = outer === undefined ? null : kindOf(exchange, outer, areTwins);
    if (outer === undefined || kind === null) continue;
    inner.push({ exchange, outer, kind });
    outerOf.set(exchange, outer);
  }
  return inner;
}

/** Places in which fingerprints are counted: so many for each exchange, within these bounds. One exchange of twenty shares its place by chance. */
const PLACES_AN_EXCHANGE = 16;
const LEAST_PLACES = 1 << 12;
const MOST_PLACES = 1 << 26;
/** A place has two bits of a word: counted are none, one, or several. */
const PLACES_A_WORD = 16;
const PLACE_BITS = 3;
const ONE = 1;
const SEVERAL = 2;

/**
 * Tells of a fingerprint whether certainly no two exchanges have it: of most bodies there is one, and nothing needs to be kept of
 * it. A place stands for several fingerprints.
 */
function* lookingForTwins(exchanges: readonly HookCall[]): Steps<(fingerprint: number) => boolean> {
  let places = LEAST_PLACES;
  while (places < exchanges.length * PLACES_AN_EXCHANGE && places < MOST_PLACES) places *= 2;
  const counted = new Int32Array(places / PLACES_A_WORD);
  // The lower bits alone depend on a part of the body only.
  const placeOfBody = (fingerprint: number): number => (fingerprint ^ (fingerprint >>> 15)) & (places - 1);
  for (let position = 0; position < exchanges.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const place = placeOfBody(exchanges[position].fingerprint);
    const word = Math.floor(place / PLACES_A_WORD);
    const shift = 2 * (place % PLACES_A_WORD);
    const before = (counted[word] >>> shift) & PLACE_BITS;
    // One becomes several by adding one; several stay.
    if (before !== SEVERAL) counted[word] += ONE << shift;
  }
  return (fingerprint) => {
    const place = placeOfBody(fingerprint);
    const word = counted[Math.floor(place / PLACES_A_WORD)];
    return ((word >>> (2 * (place % PLACES_A_WORD))) & PLACE_BITS) === ONE;
  };
}

function placeOf({ method, target }: HookCall, places: Map<string, number>): number {
  const name = `${method}\n${target}`;
  const known = places.get(name) ?? places.size;
  places.set(name, known);
  return known;
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
/** Keys of exchanges under way below which nothing is swept out: a table of so many stays in the processor's cache. */
const LEAST_SWEPT = 1 << 12;

/** Whether an exchange may lie within another one. */
type Fits = (exchange: HookCall, each: HookCall) => boolean;

/** Exchanges that may still be under way, by what is the same of them, in order of request. */
class OpenExchanges {
  readonly #exchanges: readonly HookCall[];
  readonly #open: PositionChains;
  #most = LEAST_SWEPT;

  constructor(exchanges: readonly HookCall[]) {
    this.#exchanges = exchanges;
    this.#open = new PositionChains(exchanges.length);
  }

  /** The last that fits; undefined where none does. The exchange itself, at a position, is noted for those that come after it. */
  last(key: number, position: number, fits: Fits): HookCall | undefined {
    const exchange = this.#exchanges[position];
    const since = timeOf(exchange) - OUTLASTING_SECONDS;
    let found: HookCall | undefined;
    let newer = NO_POSITION;
    let open = 0;
    for (let at = this.#open.newest(key); at !== NO_POSITION; ) {
      const before = this.#open.before(at);
      const each = this.#exchanges[at];
      if (open === MOST_OPEN) {
        this.#open.cutBehind(newer);
        break;
      }
      if (endOf(each) >= since) {
        open += 1;
        newer = at;
        // The last to begin is the nearest: what it carries on itself has begun before.
        if (found === undefined && fits(exchange, each)) found = each;
      } else this.#open.remove(key, at, newer);
      at = before;
    }
    this.#open.add(key, position);
    if (this.#open.keys >= this.#most) this.#sweep(since);
    return found;
  }

  /** Of a million bodies few are under way at once: what is over is swept out now and then. */
  #sweep(since: number): void {
    this.#open.sweep((position) => endOf(this.#exchanges[position]) >= since);
    this.#most = Math.max(LEAST_SWEPT, 2 * this.#open.keys);
  }
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
  if (first === undefined) return false;
  const { server } = first;
  return exchanges.some((each) => each.server !== server);
}

function isWithin(exchange: HookCall, outer: HookCall): boolean {
  // Where the clock was set back, a later exchange may have an earlier time.
  if (timeOf(exchange) < timeOf(outer) || timeOf(exchange) > endOf(outer)) return false;
  // Who gave up waiting did not see the end of what it waited for.
  if (!isAnswered(exchange) || !isAnswered(outer)) return true;
  return endOf(exchange) <= endOf(outer) + OUTLASTING_SECONDS;
}

function kindOf(exchange: HookCall, outer: HookCall, areTwins: ConnectionFacts['areTwins']): LegKind | null {
  if (exchange.server === outer.server) return null;
  if (areTwins(exchange.stream, outer.stream)) return 'translated';
  const sender = hostOf(exchange.client);
  if (outer.dialect.delivery.toSeveral === true) {
    // What one server sends to several backends at once is the same: only what a backend itself sends on is the same call.
    return sender === hostOf(outer.server) && sender !== hostOf(outer.client) ? 'relayed' : null;
  }
  if (exchange.client === outer.client) return 'translated';
  if (sender === hostOf(outer.server)) return 'relayed';
  // One call server that tells two backends the same sends two calls.
  return sender === hostOf(outer.client) ? null : 'relayed';
}

/** When an exchange was over: seconds since 1970; infinite where the capture does not show it. */
function endOf(exchange: HookCall): number {
  const answered = answeredAt(exchange);
  if (!Number.isNaN(answered)) return answered;
  return exchange.end === 'capture' ? Number.POSITIVE_INFINITY : exchange.endSeconds;
}
