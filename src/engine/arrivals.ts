import { byRequest, type HookCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import type { Analysis } from './model.ts';
import type { Gathered } from './reading.ts';

/**
 * What came since an analysis was made. Nobody has judged it so far: whether such a call repeats another one, and what it
 * leads to, the next analysis tells. It is a value, as the analysis is.
 */
export interface Arrivals {
  readonly since: Analysis;
  /** Calls that the analysis does not list, in order of request. Those that wait for their responses have ids below 0. */
  readonly added: readonly HookCall[];
  /** Calls that it lists as waiting and that wait no longer: most of them are among the added ones. */
  readonly gone: ReadonlySet<HookCall>;
  /** Headers and bodies that are at hand, by the id of the added call. */
  readonly exchanges: ReadonlyMap<number, Exchange>;
  /** Calls that are not among the added ones, because there are more than MAX_UNJUDGED_CALLS. */
  readonly left: number;
}

/** None of the calls that came since is listed. */
export function unlistedArrivals(since: Analysis, left: number): Arrivals {
  return { since, added: [], gone: new Set(), exchanges: new Map(), left };
}

/**
 * `waited`: the requests that waited for their responses when the analysis was made. `complete`: the calls that were
 * complete since. `waiting`: the requests that wait at present.
 */
export function arrivalsSince(
  since: Analysis,
  waited: readonly HookCall[],
  complete: Gathered,
  waiting: Gathered,
): Arrivals {
  const known = new Map(waited.map((call) => [placeOf(call), call] as const));
  const added: HookCall[] = [];
  const gone = new Set<HookCall>();
  const exchanges = new Map(complete.exchanges);
  for (const call of complete.calls) {
    const before = known.get(placeOf(call));
    // What was folded into another call is not listed, and needs not be as long as it is not judged anew.
    if (before !== undefined && since.callExchanges.isFolded(before.id)) continue;
    added.push(call);
  }
  const waitStill = new Set<HookCall>();
  for (const call of waiting.calls) {
    const before = known.get(placeOf(call));
    if (before !== undefined) {
      waitStill.add(before);
      continue;
    }
    // The analysis has given the ids from -1 on to the requests that waited then.
    const id = call.id - waited.length;
    const exchange = waiting.exchanges.get(call.id);
    added.push({ ...call, id });
    if (exchange !== undefined) exchanges.set(id, exchange);
  }
  // What is neither complete nor waiting turned out to be no call.
  for (const call of waited) {
    if (!waitStill.has(call) && !since.callExchanges.isFolded(call.id)) gone.add(call);
  }
  return { since, added: added.sort(byRequest), gone, exchanges, left: 0 };
}

/** What tells a request from all others of its capture. */
function placeOf({ stream, requestFrames }: HookCall): string {
  return `${stream} ${requestFrames[0]}`;
}
