import { listsBy } from '../base/multimap.ts';
import { timeoutOf } from '../dialects/index.ts';
import type { Analysis } from '../engine/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { LatencyComparison, LatencyProfile, Weight } from './model.ts';

/** The bad capture's median counts as clearly larger where it is so many times that of the good one … */
const CLEARLY_LARGER_FACTOR = 5;
/** … and so many seconds larger … */
const CLEARLY_LARGER_SECONDS = 0.1;
/** … and each capture has so many calls. With fewer calls it must be larger by CLEARLY_LARGER_SECONDS_OF_FEW. */
const ENOUGH_CALLS = 5;
const CLEARLY_LARGER_SECONDS_OF_FEW = 1;

/** Compares the latencies of each method that was answered in both captures, in the order of the methods' names. */
export function compareLatencies(good: Analysis, bad: Analysis): readonly LatencyComparison[] {
  const before = answeredByMethod(good);
  const found: LatencyComparison[] = [];
  for (const [method, calls] of answeredByMethod(bad)) {
    const usual = before.get(method);
    const worst = calls.at(-1);
    if (usual === undefined || worst === undefined) continue;
    const one = profileOf(usual);
    const other = profileOf(calls);
    found.push({ method, good: one, bad: other, worst, ...judge(one, other, worst) });
  }
  return found.sort((one, other) => (one.method < other.method ? -1 : 1));
}

/** The answered calls of each method, the quickest first. */
function answeredByMethod({ calls }: Analysis): ReadonlyMap<string, readonly HookCall[]> {
  const byMethod = listsBy(calls, ({ response, method }) => (response === null ? null : method));
  for (const each of byMethod.values()) each.sort((one, other) => latencyOf(one) - latencyOf(other));
  return byMethod;
}

function profileOf(calls: readonly HookCall[]): LatencyProfile {
  const at = (share: number): number => {
    const call = calls[Math.min(calls.length - 1, Math.ceil(calls.length * share) - 1)];
    return call === undefined ? 0 : latencyOf(call);
  };
  return { calls: calls.length, median: at(0.5), p95: at(0.95), max: at(1) };
}

function judge(
  good: LatencyProfile,
  bad: LatencyProfile,
  worst: HookCall,
): { readonly weight: Weight | null; readonly reason: string | null } {
  const { slowSeconds } = worst.dialect.delivery;
  const timeoutSeconds = timeoutOf(worst.dialect, worst.methodSpec);
  const crosses = (limit: number | null): limit is number =>
    limit !== null && bad.max >= limit && good.max < limit;
  if (crosses(timeoutSeconds)) {
    return { weight: 'fault', reason: `${worst.dialect.server} gives up after ${timeoutSeconds} s` };
  }
  if (crosses(slowSeconds)) return { weight: 'fault', reason: `at most ${slowSeconds} s are recommended` };
  const few = Math.min(good.calls, bad.calls) < ENOUGH_CALLS;
  const more = few ? CLEARLY_LARGER_SECONDS_OF_FEW : CLEARLY_LARGER_SECONDS;
  if (bad.median >= good.median * CLEARLY_LARGER_FACTOR && bad.median - good.median >= more) {
    return { weight: 'difference', reason: 'the median is clearly larger' };
  }
  return { weight: null, reason: null };
}

function latencyOf({ response }: HookCall): number {
  return response?.latencySeconds ?? 0;
}
