import type { SampledStack } from './sampled-run.ts';
import type { SourceFiles } from './source-files.ts';
import { STAGES, type Stage, stageOf } from './stages.ts';

/** Waiting for the disk or a timer: no work of the program. */
const IDLE = '(idle)';

/** How much of a run falls on each stage: microseconds or bytes, as in the samples. */
export type StageCosts = ReadonlyMap<Stage, number>;

/** Adds up samples by stage; stages without any have 0. */
export function stageCosts(stacks: readonly SampledStack[], files: Pick<SourceFiles, 'fileOf'>): StageCosts {
  const costs = new Map<Stage, number>(STAGES.map((stage) => [stage, 0]));
  for (const { functions, amount } of stacks) {
    if (functions[0]?.functionName === IDLE) continue;
    const stage = stageOf(functions.map((one) => ({ name: one.functionName, file: files.fileOf(one) })));
    costs.set(stage, (costs.get(stage) ?? 0) + amount);
  }
  return costs;
}

/** The median of several runs, stage by stage. */
export function medianCosts(runs: readonly StageCosts[]): StageCosts {
  return new Map(
    STAGES.map((stage) => {
      const sorted = runs.map((costs) => costs.get(stage) ?? 0).sort((one, other) => one - other);
      return [stage, sorted[sorted.length >> 1] ?? 0];
    }),
  );
}
