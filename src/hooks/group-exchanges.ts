import { appendTo } from '../base/multimap.ts';
import { atOnce, type Steps } from '../base/steps.ts';
import { byRequest, type HookCall } from './call.ts';
import { CallExchanges, type Leg, PLAIN_CALLS } from './call-exchanges.ts';
import type { ConnectionFacts } from './connection-facts.ts';
import { findInnerExchanges } from './legs.ts';
import { findRepetitions } from './repetitions.ts';

/**
 * Groups the exchanges of a snapshot, in order of request, into calls: first by legs, then the outer ones by attempts
 * (design §4).
 */
export function groupExchanges(exchanges: readonly HookCall[], facts: ConnectionFacts): CallExchanges {
  return atOnce(groupingExchanges(exchanges, facts));
}

/** The same in steps. */
export function* groupingExchanges(
  exchanges: readonly HookCall[],
  facts: ConnectionFacts,
): Steps<CallExchanges> {
  const inner = yield* findInnerExchanges(exchanges, facts.areTwins);
  const outerOf = new Map(inner.map(({ exchange, outer }) => [exchange, outer] as const));
  yield;
  const outermost = inner.length === 0 ? exchanges : exchanges.filter((exchange) => !outerOf.has(exchange));
  const later = yield* findRepetitions(outermost, facts.isResponseUnseen);
  if (inner.length === 0 && later.size === 0) return PLAIN_CALLS;
  const attempts = attemptsOf(later);
  const callOf = new Map<HookCall, HookCall>();
  for (const [call, own] of attempts) for (const attempt of own) callOf.set(attempt, call);
  yield;
  const legs = new Map<HookCall, Leg[]>();
  for (const { exchange, kind } of inner) {
    const root = rootOf(exchange, outerOf);
    appendTo(legs, callOf.get(root) ?? root, { exchange, kind });
  }
  yield;
  for (const own of legs.values()) own.sort((one, other) => byRequest(one.exchange, other.exchange));
  return new CallExchanges({ attempts, legs });
}

/** Attempts in order, by the last of them. `later`: by an attempt the one that repeats it. */
function attemptsOf(later: ReadonlyMap<HookCall, HookCall>): ReadonlyMap<HookCall, readonly HookCall[]> {
  const repeated = new Set(later.values());
  const attempts = new Map<HookCall, readonly HookCall[]>();
  for (const first of later.keys()) {
    if (repeated.has(first)) continue;
    const own = [first];
    for (let next = later.get(first); next !== undefined; next = later.get(next)) own.push(next);
    attempts.set(own[own.length - 1], own);
  }
  return attempts;
}

function rootOf(exchange: HookCall, outerOf: ReadonlyMap<HookCall, HookCall>): HookCall {
  let root = exchange;
  for (let outer = outerOf.get(root); outer !== undefined; outer = outerOf.get(root)) root = outer;
  return root;
}
