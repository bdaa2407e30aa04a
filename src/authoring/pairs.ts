/** Finds events that were followed by another one with the same key, always or nearly so. */
import type { ObservedEvent } from './events.ts';
import { keyValue, type ObservedKey } from './keys.ts';
import type { Observation } from './observation.ts';

/** An event that was followed by another one. */
export interface ObservedPair {
  readonly first: ObservedEvent;
  readonly second: ObservedEvent;
  readonly key: ObservedKey;
  /** How often the second followed. */
  readonly times: number;
  /** How often it did not, and the capture went on for longer than it took at most. */
  readonly failed: number;
  /** How often the capture ended before that. */
  readonly open: number;
  /** Seconds from the one to the other. */
  readonly shortest: number;
  readonly longest: number;
}

/** A pair that came once may be chance. */
const FEWEST_TIMES = 2;
/** What came nearly always may have failed where it did not: so it is told, and not proposed. */
const NEARLY_ALWAYS = 0.75;
const FEWEST_FOR_NEARLY = 3;

export interface ObservedPairs {
  readonly always: readonly ObservedPair[];
  readonly nearly: readonly ObservedPair[];
}

interface Step {
  readonly event: ObservedEvent;
  readonly at: number;
}

/** The pairs with this key. Of A, B and C that always come in a row, that A is followed by C is left out. */
export function findPairs(key: ObservedKey, end: number): ObservedPairs {
  const runs = [...runsOf(key).values()];
  const pairs = key.events.flatMap((first) =>
    key.events.flatMap((second) => (first === second ? [] : (pairOf(first, second, key, runs, end) ?? []))),
  );
  const always = pairs.filter(({ failed, times }) => failed === 0 && times >= FEWEST_TIMES);
  const nearly = pairs.filter(
    ({ failed, times }) =>
      failed > 0 && times >= FEWEST_FOR_NEARLY && times / (times + failed) >= NEARLY_ALWAYS,
  );
  return {
    always: always.filter((pair) => !isAcross(pair, always)),
    nearly: nearly.filter((pair) => !isAcross(pair, [...always, ...nearly])),
  };
}

/** Whether another event comes between the two of a pair. */
function isAcross(pair: ObservedPair, pairs: readonly ObservedPair[]): boolean {
  return pairs.some(
    (nearer) =>
      nearer.first === pair.first &&
      nearer.second !== pair.second &&
      nearer.longest < pair.longest &&
      pairs.some((next) => next.first === nearer.second && next.second === pair.second),
  );
}

/** An event after which nothing more came of its session, each time. */
export interface LastEvent {
  readonly event: ObservedEvent;
  readonly sessions: number;
}

/** The event that ends sessions: it belongs to none of the dialogs in them. */
export function findLast(session: ObservedKey, dialogs: readonly ObservedKey[]): LastEvent | null {
  const runs = [...runsOf(session).values()];
  const candidates = session.events.filter((event) => dialogs.every(({ events }) => !events.includes(event)));
  for (const event of candidates) {
    const having = runs.filter((run) => run.some((step) => step.event === event));
    const isLast = having.every((run) => run.findIndex((step) => step.event === event) === run.length - 1);
    if (having.length >= FEWEST_TIMES && isLast && having.some((run) => run.length > 1)) {
      return { event, sessions: having.length };
    }
  }
  return null;
}

/** The events of each value of the key, in order of time. */
function runsOf(key: ObservedKey): ReadonlyMap<string, readonly Step[]> {
  const runs = new Map<string, Step[]>();
  for (const event of key.events) {
    for (const observation of event.observations.filter(isAnswered)) {
      const value = keyValue(observation, key.path);
      if (value === null) continue;
      const run = runs.get(value) ?? [];
      run.push({ event, at: observation.at });
      runs.set(value, run);
    }
  }
  for (const run of runs.values()) run.sort((one, other) => one.at - other.at);
  return runs;
}

/** What was refused may have ended there. */
function isAnswered({ status }: Observation): boolean {
  return status !== null && status < 400;
}

function pairOf(
  first: ObservedEvent,
  second: ObservedEvent,
  key: ObservedKey,
  runs: readonly (readonly Step[])[],
  end: number,
): ObservedPair | null {
  const gaps: number[] = [];
  const unmet: number[] = [];
  let failed = 0;
  for (const run of runs) {
    for (const [index, { event, at }] of run.entries()) {
      if (event !== first) continue;
      const rest = run.slice(index + 1);
      const again = rest.findIndex((step) => step.event === first);
      const found = (again < 0 ? rest : rest.slice(0, again)).find((step) => step.event === second);
      if (found !== undefined) gaps.push(found.at - at);
      else if (again < 0) unmet.push(at);
      else failed += 1;
    }
  }
  if (gaps.length === 0) return null;
  const longest = Math.max(...gaps);
  // What began so late may be followed after the capture.
  const open = unmet.filter((at) => end - at <= longest).length;
  failed += unmet.length - open;
  return { first, second, key, times: gaps.length, failed, open, shortest: Math.min(...gaps), longest };
}
