import type { HookCall } from './call.ts';

/**
 * How a call was seen at another point of its way (design §2). `translated`: the same packets under other addresses (NAT).
 * `relayed`: a proxy sent it on.
 */
export type LegKind = 'translated' | 'relayed';

/** An exchange that carried a call further. */
export interface Leg {
  readonly exchange: HookCall;
  readonly kind: LegKind;
}

/** An exchange that belongs to the call of another exchange: it was an earlier attempt, or is a leg of one. */
interface Folded {
  readonly exchange: HookCall;
  readonly call: HookCall;
}

const NO_LEGS: readonly Leg[] = [];
const NO_ATTEMPTS: readonly HookCall[] = [];

/** What is known of the calls that took more than one exchange. */
export interface CallParts {
  /** By the exchange that stands for the call: its attempts in order, the last of which is that exchange. */
  readonly attempts: ReadonlyMap<HookCall, readonly HookCall[]>;
  /** By the exchange that stands for the call: the legs of all its attempts, in order of request. */
  readonly legs: ReadonlyMap<HookCall, readonly Leg[]>;
}

/**
 * Which exchanges of a snapshot make one call (design §4). A call is stood for by one exchange: its last attempt, on the leg
 * nearest to the call server. The other exchanges are folded into it: they are no calls.
 */
export class CallExchanges {
  readonly #parts: CallParts;
  readonly #callOf: ReadonlyMap<HookCall, HookCall>;
  readonly #foldedIds: ReadonlySet<number>;

  constructor(parts: CallParts) {
    this.#parts = parts;
    const folded = foldedOf(parts);
    this.#callOf = new Map(folded.map(({ exchange, call }) => [exchange, call] as const));
    this.#foldedIds = new Set(folded.map(({ exchange }) => exchange.id));
  }

  /** True where every exchange is a call of its own. */
  get isPlain(): boolean {
    return this.#callOf.size === 0;
  }

  /** The exchange that stands for the call of an exchange: itself for most. */
  callOf(exchange: HookCall): HookCall {
    return this.#callOf.get(exchange) ?? exchange;
  }

  /** False where an exchange is folded into the call of another. */
  isCall(exchange: HookCall): boolean {
    return !this.#callOf.has(exchange);
  }

  /** The same by the id of an exchange: true where it is folded into the call of another. */
  isFolded(id: number): boolean {
    return this.#foldedIds.has(id);
  }

  /** The attempts of a call in order, the last of which is the call itself. */
  attemptsOf(call: HookCall): readonly HookCall[] {
    return this.#parts.attempts.get(call) ?? [call];
  }

  /** The attempts of a call before the last one: none for most. */
  earlierAttempts(call: HookCall): readonly HookCall[] {
    return this.#parts.attempts.get(call)?.slice(0, -1) ?? NO_ATTEMPTS;
  }

  /** The first of the attempts of a call: itself for most. */
  firstAttempt(call: HookCall): HookCall {
    return this.#parts.attempts.get(call)?.[0] ?? call;
  }

  /** The further legs of a call, over all its attempts. */
  legsOf(call: HookCall): readonly Leg[] {
    return this.#parts.legs.get(call) ?? NO_LEGS;
  }

  /** All exchanges that are folded into the call of another. */
  folded(): readonly HookCall[] {
    return [...this.#callOf.keys()];
  }

  /** All exchanges of a call: its attempts, and its further legs. */
  exchangesOf(call: HookCall): readonly HookCall[] {
    return [...this.attemptsOf(call), ...this.legsOf(call).map(({ exchange }) => exchange)];
  }

  /** The same between other objects for the exchanges. */
  map(twinOf: (exchange: HookCall) => HookCall): CallExchanges {
    if (this.isPlain) return this;
    const { attempts, legs } = this.#parts;
    return new CallExchanges({
      attempts: new Map([...attempts].map(([call, own]) => [twinOf(call), own.map(twinOf)] as const)),
      legs: new Map(
        [...legs].map(([call, own]) => {
          const twins = own.map(({ exchange, kind }) => ({ exchange: twinOf(exchange), kind }));
          return [twinOf(call), twins] as const;
        }),
      ),
    });
  }
}

/** Every exchange is a call of its own. */
export const PLAIN_CALLS = new CallExchanges({ attempts: new Map(), legs: new Map() });

function foldedOf({ attempts, legs }: CallParts): readonly Folded[] {
  const folded: Folded[] = [];
  for (const [call, own] of attempts) {
    for (const exchange of own) if (exchange !== call) folded.push({ exchange, call });
  }
  for (const [call, own] of legs) for (const { exchange } of own) folded.push({ exchange, call });
  return folded;
}
