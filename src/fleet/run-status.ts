import type { SetState } from './fleet-queue.ts';

/** How a run stands, as a program reads it. */
export interface RunStatus {
  readonly schema: 'hookscope-fleet/1';
  readonly run: string;
  readonly sets: Readonly<Record<SetState['state'], number>>;
  /** Processes that take sets, of whatever run. */
  readonly workers: number;
  readonly bytes: { readonly done: number; readonly all: number };
  readonly frames: number;
  readonly calls: number;
  /** Seconds until it is done at the pace so far; null where that cannot be told, or where it is done. */
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
    bytes: { done, all },
    frames,
    calls,
    secondsLeft: secondsLeft(states, { done, all }, now),
    failed: states.flatMap(({ paths, reason }) => (reason === null ? [] : [{ files: paths, reason }])),
    worst: worstOf(states),
  };
}

function secondsLeft(
  states: readonly SetState[],
  { done, all }: { readonly done: number; readonly all: number },
  now: number,
): number | null {
  const began = Math.min(...states.flatMap(({ beganAt }) => beganAt ?? []));
  if (done === 0 || done >= all || !Number.isFinite(began) || now <= began) return null;
  return Math.ceil(((now - began) / 1000 / done) * (all - done));
}

function worstOf(states: readonly SetState[]): RunStatus['worst'] {
  const byRule = new Map<string, { rule: string; severity: string; count: number; sets: number }>();
  for (const [rule, severity, count] of states.flatMap(({ outcome }) => outcome?.worst ?? [])) {
    const known = byRule.get(rule);
    if (known === undefined) byRule.set(rule, { rule, severity, count, sets: 1 });
    else {
      known.count += count;
      known.sets += 1;
    }
  }
  const place = (severity: string): number => SEVERITY_ORDER.indexOf(severity);
  return [...byRule.values()]
    .sort((one, other) => place(one.severity) - place(other.severity) || other.count - one.count)
    .slice(0, WORST_SHOWN);
}

/** Whether nothing of the run is left to do. */
export function isOver({ sets }: RunStatus): boolean {
  return sets.waiting + sets.active === 0;
}
