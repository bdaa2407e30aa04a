import type { SetState } from './fleet-queue.ts';

/** How a run stands, as a program reads it. */
export interface RunStatus {
  readonly schema: 'hookscope-fleet/1';
  readonly run: string;
  readonly sets: Readonly<Record<SetState['state'], number>>;
  /** Processes that take sets, of whatever run. */
  readonly workers: number;
  /** How much of the work is done, from 0 to 1, as far as sizes tell. */
  readonly share: number;
  readonly bytes: { readonly done: number; readonly all: number };
  readonly frames: number;
  readonly calls: number;
  /** Seconds until it is done at the pace so far; null where that cannot be told, where no worker is there, or where it is done. */
  readonly secondsLeft: number | null;
  readonly failed: readonly { readonly files: readonly string[]; readonly reason: string }[];
  /** Rules with the most important findings so far. Each set was judged by itself: what one lacks another may hold. */
  readonly worst: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly count: number;
    readonly sets: number;
  }[];
}

/** What a set costs besides the reading of its bytes, as bytes: a small one costs about as much. */
const SET_COST_BYTES = 1_000_000;
/** Milliseconds that the pace is taken from: workers come and go, and a run may lie still for days. */
const PACE_MS = 300_000;
const WORST_SHOWN = 8;
const SEVERITY_ORDER: readonly string[] = ['error', 'warning', 'note'];

/** Sums up the sets of a run. `now`: milliseconds since 1970. */
export function runStatus(run: string, states: readonly SetState[], workers: number, now: number): RunStatus {
  const sets: Record<SetState['state'], number> = {
    waiting: 0,
    active: 0,
    completed: 0,
    failed: 0,
    forgotten: 0,
  };
  let [done, all, frames, calls] = [0, 0, 0, 0];
  for (const { state, bytes, progress, outcome } of states) {
    sets[state] += 1;
    all += bytes;
    if (state === 'completed' || state === 'failed') done += bytes;
    else done += Math.min(bytes, progress?.bytes ?? 0);
    frames += outcome?.frames ?? progress?.frames ?? 0;
    calls += outcome?.calls ?? 0;
  }
  return {
    schema: 'hookscope-fleet/1',
    run,
    sets,
    workers,
    share: shareOf(states),
    bytes: { done, all },
    frames,
    calls,
    secondsLeft: workers === 0 ? null : secondsLeft(states, now),
    failed: states.flatMap(({ paths, reason }) => (reason === null ? [] : [{ files: paths, reason }])),
    worst: worstOf(states),
  };
}

/** What a set costs, and how much of that is done. */
function costOf({ state, bytes, progress }: SetState): { readonly done: number; readonly all: number } {
  const all = SET_COST_BYTES + bytes;
  if (state === 'completed' || state === 'failed') return { done: all, all };
  return { done: Math.min(bytes, progress?.bytes ?? 0), all };
}

function shareOf(states: readonly SetState[]): number {
  const costs = states.map(costOf);
  const [done, all] = [sumOf(costs.map((cost) => cost.done)), sumOf(costs.map((cost) => cost.all))];
  return all === 0 ? 1 : done / all;
}

function secondsLeft(states: readonly SetState[], now: number): number | null {
  const costs = states.map(costOf);
  const left = sumOf(costs.map(({ done, all }) => all - done));
  const since = now - PACE_MS;
  // What ended before that says nothing about the pace of today.
  const recent = states.filter(({ state, endedAt }) =>
    state === 'active' ? true : endedAt !== null && endedAt >= since,
  );
  const begins = recent.flatMap(({ beganAt }) => beganAt ?? []);
  const milliseconds = now - Math.max(since, Math.min(...begins, now));
  const done = sumOf(recent.map((set) => costOf(set).done));
  if (done === 0 || left === 0 || milliseconds <= 0) return null;
  return Math.ceil((milliseconds * left) / done / 1000);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

function worstOf(states: readonly SetState[]): RunStatus['worst'] {
  const byRule = new Map<string, { rule: string; severity: string; count: number; sets: number }>();
  const place = (severity: string): number => SEVERITY_ORDER.indexOf(severity);
  for (const { outcome } of states) {
    const inSet = new Set<string>();
    // A set tells of a rule once for each severity that its findings have.
    for (const [rule, severity, count] of outcome?.worst ?? []) {
      const known = byRule.get(rule) ?? { rule, severity, count: 0, sets: 0 };
      byRule.set(rule, known);
      if (place(severity) < place(known.severity)) known.severity = severity;
      known.count += count;
      if (!inSet.has(rule)) known.sets += 1;
      inSet.add(rule);
    }
  }
  return [...byRule.values()]
    .sort((one, other) => place(one.severity) - place(other.severity) || other.count - one.count)
    .slice(0, WORST_SHOWN);
}

/** Whether nothing of the run is left to do. */
export function isOver({ sets }: RunStatus): boolean {
  return sets.waiting + sets.active === 0;
}
