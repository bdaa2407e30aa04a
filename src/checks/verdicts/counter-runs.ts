import { hostOf } from '../../base/endpoint.ts';
import { firstIndex } from '../../base/first-index.ts';
import { appendTo } from '../../base/multimap.ts';
import { ITEMS_A_STEP, type Steps } from '../../base/steps.ts';
import type { Dialect } from '../../dialects/index.ts';
import { type CallExchanges, firstFrameOf, type HookCall, timeOf } from '../../hooks/index.ts';
import { nodeOf } from './joined-calls.ts';

/** A call with a number, or a further attempt of one. */
export interface Counted {
  readonly value: number;
  /** Seconds since 1970. */
  readonly at: number;
  readonly call: HookCall;
}

/** What one server process counted, as far as the capture has it. */
export interface CounterRun {
  /** Name of the counter. */
  readonly name: string;
  /** In order of the counter, each value once. */
  readonly counted: readonly Counted[];
  /** For each of these the latest time of those up to it: what makes them quick to search, though a few are out of order. */
  readonly latest: readonly number[];
}

/** Numbers that the capture has not, between two that it has. */
export interface CounterGap {
  readonly before: Counted;
  readonly after: Counted;
  /** How many calls are not in the capture. */
  readonly absent: number;
}

/** What the servers of a capture counted. */
export interface Counters {
  /** By {@link counterKey}. Servers that cannot be told apart from another one are not there. */
  readonly runs: ReadonlyMap<string, readonly CounterRun[]>;
  /** By host, in order of time (seconds since 1970): calls of dialects with a counter whose number cannot be read. */
  readonly unread: ReadonlyMap<string, readonly number[]>;
}

/**
 * Seconds by which a number may come later than higher ones: hooks are sent over connections of their own, and one may have to wait for
 * its connection.
 */
export const COUNTER_JITTER_SECONDS = 3;

/** Numbers by which calls that are under way at once may be out of order. */
const MAX_DISORDER = 64;

/** The server process whose counter a call has; null where the dialect has no counter, or the call does not name its node. */
export function counterKey(call: HookCall): string | null {
  const node = call.dialect.counters.length === 0 ? null : nodeOf(call);
  // Servers may have the same name, as long as nobody gave them others.
  return node === null ? null : `${call.dialect.name}\n${hostOf(call.client)}\n${node}`;
}

/** The runs of the calls of a snapshot, in steps. `calls` in order of request. */
export function* countingCalls(calls: readonly HookCall[], callExchanges: CallExchanges): Steps<Counters> {
  const runs = new Map<string, readonly CounterRun[]>();
  const unread = new Map<string, number[]>();
  const byServer = new Map<string, Counted[]>();
  let last: Dialect | null = null;
  let hasCounter = false;
  for (let position = 0; position < calls.length; position++) {
    if (position % ITEMS_A_STEP === 0) yield;
    const call = calls[position];
    if (call.dialect !== last) {
      last = call.dialect;
      hasCounter = last.counters.length > 0;
    }
    if (!hasCounter) continue;
    // A further attempt has a number of its own; a leg is the same call seen again.
    for (const attempt of callExchanges.attemptsOf(call)) {
      const key = counterKey(attempt);
      const at = timeOf(attempt);
      if (key === null || attempt.counter === null) appendTo(unread, hostOf(attempt.client), at);
      else appendTo(byServer, key, { value: attempt.counter, at, call: attempt });
    }
  }
  for (const [key, counted] of byServer) {
    const [first] = counted;
    const name = first?.call.dialect.counters[0]?.parameter;
    const own = runsOf(counted.sort((one, other) => one.at - other.at || one.value - other.value));
    if (name === undefined || own === null) continue;
    runs.set(
      key,
      own.map((run) => finished(name, run)),
    );
    yield;
  }
  for (const times of unread.values()) times.sort((one, other) => one - other);
  return { runs, unread };
}

function finished(name: string, { byValue }: GrowingRun): CounterRun {
  const counted = [...byValue.values()].sort((one, other) => one.value - other.value);
  let latest = Number.NEGATIVE_INFINITY;
  return {
    name,
    counted,
    latest: counted.map(({ at }) => {
      latest = Math.max(latest, at);
      return latest;
    }),
  };
}

/** A run while numbers are added. */
interface GrowingRun {
  readonly byValue: Map<number, Counted>;
  /** The first in time. */
  readonly first: Counted;
  highest: Counted;
}

/**
 * Tells the processes of one server apart, which each count from the beginning. null where two seem to count at once, as behind a
 * router that gives both one address: then no number that is absent proves anything. `counted` in order of time.
 */
function runsOf(counted: readonly Counted[]): readonly GrowingRun[] | null {
  const runs: GrowingRun[] = [];
  for (const each of counted) {
    const run = runs.at(-1);
    if (run === undefined || !continues(run, each)) {
      runs.push({ byValue: new Map([[each.value, each]]), first: each, highest: each });
      continue;
    }
    const ahead = each.value - run.highest.value;
    const isOfAnother = runs.some(
      (other) => other !== run && isNext(other, each) && each.value - other.highest.value < ahead,
    );
    if (isOfAnother) return null;
    run.byValue.set(each.value, each);
    if (ahead > 0) run.highest = each;
  }
  return runs;
}

/** Whether a number may be of a process: it is higher than all before, or came late by so little that others overtook it. */
function continues({ byValue, first, highest }: GrowingRun, { value, at, call }: Counted): boolean {
  if (byValue.has(value)) return false;
  const { counters, toleranceSeconds } = call.dialect;
  if (counters.some(({ begins }) => begins === value) && at - first.at > toleranceSeconds) return false;
  if (value > highest.value) return true;
  return highest.value - value <= MAX_DISORDER && at - highest.at <= COUNTER_JITTER_SECONDS;
}

/** Whether a number follows so closely on the last one of an earlier run that this may have gone on. */
function isNext({ highest }: GrowingRun, { value }: Counted): boolean {
  return value > highest.value && value - highest.value <= MAX_DISORDER;
}

/**
 * Numbers that a run lacks. What came before the first number that was seen in time is not asked for: the capture may have begun
 * between calls that were under way at once.
 */
export function gapsOf({ counted }: Pick<CounterRun, 'counted'>): readonly CounterGap[] {
  const gaps: CounterGap[] = [];
  let earliest = Number.POSITIVE_INFINITY;
  let begun = 0;
  for (const { at, value } of counted) {
    if (at < earliest) [earliest, begun] = [at, value];
  }
  for (let place = 1; place < counted.length; place++) {
    const [before, after] = [counted[place - 1], counted[place]];
    const absent = after.value - before.value - 1;
    if (absent > 0 && before.value >= begun) gaps.push({ before, after, absent });
  }
  return gaps;
}

/** What a counter says of a span of time: the numbers around it, and a gap between them; null where it has no gap. */
export interface CounterWitness {
  readonly name: string;
  readonly from: Counted;
  readonly until: Counted;
  readonly gap: CounterGap | null;
}

/**
 * What the counter of a call's server says of a span (seconds since 1970): null where no numbers enclose it. What was sent within the
 * span has a number between them.
 */
export function witnessOf(
  { runs }: Counters,
  call: HookCall,
  from: number,
  until: number,
): CounterWitness | null {
  const key = counterKey(call);
  const own = key === null ? undefined : runs.get(key);
  for (const run of own ?? []) {
    const enclosed = enclosedBy(run, from - COUNTER_JITTER_SECONDS, until + COUNTER_JITTER_SECONDS);
    if (enclosed !== null) return enclosed;
  }
  return null;
}

function enclosedBy(
  { name, counted, latest }: CounterRun,
  from: number,
  until: number,
): CounterWitness | null {
  const begin = firstIndex(latest.length, (place) => latest[place] >= from) - 1;
  const end = firstIndex(latest.length, (place) => latest[place] > until);
  if (begin < 0 || end === counted.length) return null;
  const [before, after] = [counted[begin], counted[end]];
  const gap = after.value - before.value > end - begin ? firstGap(counted, begin, end) : null;
  return { name, from: before, until: after, gap };
}

function firstGap(counted: readonly Counted[], begin: number, end: number): CounterGap | null {
  for (let place = begin; place < end; place++) {
    const [before, after] = [counted[place], counted[place + 1]];
    const absent = after.value - before.value - 1;
    if (absent > 0) return { before, after, absent };
  }
  return null;
}

/** Whether a call of a host whose number cannot be read came within a span: it may have one that is absent. */
export function hasUnread({ unread }: Counters, call: HookCall, from: number, until: number): boolean {
  const times = unread.get(hostOf(call.client)) ?? [];
  const place = firstIndex(times.length, (index) => times[index] >= from - COUNTER_JITTER_SECONDS);
  return place < times.length && times[place] <= until + COUNTER_JITTER_SECONDS;
}

/** A gap in words: `hook_index goes from 17 (frame 5) to 20 (frame 9)`. */
export function gapText(name: string, { before, after }: CounterGap): string {
  return `${name} goes from ${before.value} (frame ${firstFrameOf(before.call)}) to ${after.value} (frame ${firstFrameOf(after.call)})`;
}
