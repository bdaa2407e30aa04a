import type { Expectation } from '../../dialects/index.ts';
import { type HookCall, hasStatus, isAcceptedCall, isAnswered, timeOf } from '../../hooks/index.ts';
import { type CallGroup, isSought } from './call-group.ts';
import type { Case } from './case.ts';
import type { Evidence } from './evidence.ts';

/**
 * Which end belongs to which start, among calls that share a key. A key is used again: a stream is published, ends, and is published
 * again under its name. Each start has one end, and an end belongs to one start.
 */
export interface StartPairs {
  readonly endOf: ReadonlyMap<HookCall, HookCall>;
  readonly startOf: ReadonlyMap<HookCall, HookCall>;
  /** In order of time, as the ends. */
  readonly starts: readonly HookCall[];
  readonly ends: readonly HookCall[];
  /** The place of each start in that order. */
  readonly placeOf: ReadonlyMap<HookCall, number>;
}

/** Pairs that were made, by the first of the groups: of a large group they are made once. */
const madePairs = new WeakMap<CallGroup, Map<Expectation, StartPairs>>();

/** The pairs among the calls of a case's key; null where it is not known which calls are starts. */
export function pairsOf({ expectation, groups, evidence }: Case): StartPairs | null {
  const [first] = groups;
  if (first === undefined || !canPair(expectation)) return null;
  let made = madePairs.get(first);
  if (made === undefined) {
    made = new Map();
    madePairs.set(first, made);
  }
  let pairs = made.get(expectation);
  if (pairs === undefined) {
    pairs = pair(expectation, groups, evidence);
    made.set(expectation, pairs);
  }
  return pairs;
}

/**
 * Conditions on members are asked while the payload is at hand, so that a call alone does not tell whether it is a start; nor do numbers
 * that two calls have in common tell that they are one.
 */
function canPair({ after, key }: Expectation): boolean {
  return after.parameters.length === 0 && !after.firstOfKey && key !== 'call-numbers';
}

/**
 * The starts in order of time each take the first end that is left: from shortly before them up to shortly after the next start.
 * Spans that begin later end later as well, so that no other way finds an end for more of the starts.
 */
function pair(expectation: Expectation, groups: readonly CallGroup[], evidence: Evidence): StartPairs {
  const starts: HookCall[] = [];
  const ends: HookCall[] = [];
  const begun = (call: HookCall): number => timeOf(evidence.callExchanges.firstAttempt(call));
  for (const group of groups) {
    for (let place = 0; place < group.length; place++) {
      const call = group.at(place);
      if (call === undefined) continue;
      if (isStart(expectation, call, evidence)) starts.push(call);
      else if (expectation.expect.some((way) => isSought(way, call))) ends.push(call);
    }
  }
  const byTime = (one: HookCall, other: HookCall): number =>
    begun(one) - begun(other) || evidence.positions.of(one) - evidence.positions.of(other);
  starts.sort(byTime);
  ends.sort(byTime);
  return pairCopied(expectation, starts, ends, begun);
}

/**
 * A server that tells several backends the same tells it at about the same time: of such calls the first stands for all, so that they
 * are one start, or one end.
 */
function pairCopied(
  expectation: Expectation,
  allStarts: readonly HookCall[],
  allEnds: readonly HookCall[],
  begun: (call: HookCall) => number,
): StartPairs {
  const firstStart = firstsOf(allStarts);
  const firstEnd = firstsOf(allEnds);
  const pairs = pairFirsts(
    expectation,
    allStarts.filter((start) => !firstStart.has(start)),
    allEnds.filter((end) => !firstEnd.has(end)),
    begun,
  );
  if (firstStart.size === 0 && firstEnd.size === 0) return pairs;
  const endOf = new Map(pairs.endOf);
  const startOf = new Map(pairs.startOf);
  const placeOf = new Map(pairs.placeOf);
  for (const [copy, first] of firstStart) {
    const end = endOf.get(first);
    if (end !== undefined) endOf.set(copy, end);
    placeOf.set(copy, placeOf.get(first) ?? 0);
  }
  for (const [copy, first] of firstEnd) {
    const start = startOf.get(first);
    if (start !== undefined) startOf.set(copy, start);
  }
  return { ...pairs, endOf, startOf, placeOf };
}

/** The calls that say what an earlier one had said to another backend, each with that one. `calls` in order of time. */
function firstsOf(calls: readonly HookCall[]): ReadonlyMap<HookCall, HookCall> {
  const firsts = new Map<HookCall, HookCall>();
  const known = new Map<number, HookCall>();
  for (const call of calls) {
    if (call.dialect.delivery.toSeveral !== true) continue;
    const first = known.get(call.fingerprint);
    if (first === undefined) known.set(call.fingerprint, call);
    else if (first.server !== call.server) firsts.set(call, first);
  }
  return firsts;
}

function pairFirsts(
  expectation: Expectation,
  starts: readonly HookCall[],
  ends: readonly HookCall[],
  begun: (call: HookCall) => number,
): StartPairs {
  const endOf = new Map<HookCall, HookCall>();
  const startOf = new Map<HookCall, HookCall>();
  let left = 0;
  for (let at = 0; at < starts.length; at++) {
    const start = starts[at];
    const [from, until] = spanOf(expectation, start, starts[at + 1], begun);
    while (left < ends.length && (startOf.has(ends[left]) || begun(ends[left]) < from)) left += 1;
    for (let next = left; next < ends.length && begun(ends[next]) <= until; next++) {
      const end = ends[next];
      if (startOf.has(end) || !mayMeet(expectation, end, begun(end) < timeOf(start))) continue;
      endOf.set(start, end);
      startOf.set(end, start);
      break;
    }
  }
  return { endOf, startOf, starts, ends, placeOf: new Map(starts.map((start, place) => [start, place])) };
}

function spanOf(
  { metBefore }: Expectation,
  start: HookCall,
  next: HookCall | undefined,
  begun: (call: HookCall) => number,
): readonly [number, number] {
  const tolerance = start.dialect.toleranceSeconds;
  const from = metBefore === 'dialog' ? Number.NEGATIVE_INFINITY : begun(start) - tolerance;
  return [from, next === undefined ? Number.POSITIVE_INFINITY : begun(next) + tolerance];
}

function mayMeet({ earlyStatuses }: Expectation, end: HookCall, isEarly: boolean): boolean {
  return !isEarly || earlyStatuses === undefined || hasStatus(earlyStatuses, end.status);
}

/** A call that certainly is a start: where that depends on an answer, the capture has it. */
export function isStart({ after }: Expectation, call: HookCall, evidence: Evidence): boolean {
  const { methods, statuses, answer } = after;
  if (!methods.some((method) => isSought({ method, statuses }, call))) return false;
  if (!evidence.callExchanges.isCall(call) || evidence.duplicates.has(call)) return false;
  if (answer === 'any') return true;
  return isAnswered(call) && (answer === 'ok') === isAcceptedCall(call);
}
