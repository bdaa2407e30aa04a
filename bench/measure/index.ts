/** Measures whole processes, several times over, and keeps the median. */
import { type Command, type ProcessCost, processCost } from './process-cost.ts';

export { available } from './available.ts';
export { type Command, type ProcessCost, processCost } from './process-cost.ts';

/** Medians of several runs, field by field; `runs` tells how many. */
export interface Measured extends ProcessCost {
  readonly runs: number;
}

/** User and system time in seconds; NaN where it is not known. */
export function processorSeconds({ user, system }: ProcessCost): number {
  return (user ?? Number.NaN) + (system ?? Number.NaN);
}

/**
 * Runs all commands in turn, and that `runs` times, so that other work on the machine disturbs all of them alike. `warmUp` runs
 * first and is not counted: it brings the file into memory.
 */
export function measureAll<Name extends string>(
  commands: Readonly<Record<Name, Command>>,
  warmUp: Command,
  runs: number,
): ReadonlyMap<Name, Measured> {
  processCost(warmUp);
  const costs = new Map<Name, ProcessCost[]>();
  for (let run = 0; run < runs; run += 1) {
    for (const [name, command] of Object.entries(commands) as [Name, Command][]) {
      costs.set(name, [...(costs.get(name) ?? []), processCost(command)]);
    }
  }
  return new Map([...costs].map(([name, all]) => [name, medians(all)]));
}

function medians(costs: readonly ProcessCost[]): Measured {
  const of = (pick: (cost: ProcessCost) => number | null): number | null => {
    const known = costs.flatMap((cost) => pick(cost) ?? []);
    return known.length === 0 ? null : median(known);
  };
  return {
    runs: costs.length,
    wall: median(costs.map((cost) => cost.wall)),
    user: of((cost) => cost.user),
    system: of((cost) => cost.system),
    peakBytes: of((cost) => cost.peakBytes),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
