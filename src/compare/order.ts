import { timeOf } from '../hooks/index.ts';
import type { AlignedSteps } from './alignment.ts';
import { type ScenarioStep, stepKey } from './step.ts';

/** A step that both courses have at different places. */
export interface Move {
  /** Indexes of the row with the good course's step and of the row with the bad one's. */
  readonly missing: number;
  readonly besides: number;
  readonly good: ScenarioStep;
  readonly bad: ScenarioStep;
  /**
   * The step that it changed places with, where the distance is more than the call server's threads explain; otherwise
   * null.
   */
  readonly passed: ScenarioStep | null;
}

/** Pairs each step that seems to be missing with the same step that was added at another place. */
export function movesOf(rows: readonly AlignedSteps[]): readonly Move[] {
  const moves: Move[] = [];
  const taken = new Set<number>();
  rows.forEach((row, missing) => {
    if (row.kind !== 'missing') return;
    const besides = rows.findIndex(
      (other, index) =>
        other.kind === 'besides' && !taken.has(index) && stepKey(other.bad) === stepKey(row.good),
    );
    const bad = rows[besides]?.bad;
    if (!bad) return;
    taken.add(besides);
    moves.push({ missing, besides, good: row.good, bad, passed: passedBy(rows, row.good, bad) });
  });
  return moves;
}

/** Hooks come over many connections, so steps that are closer in time than the tolerance may have any order. */
function passedBy(rows: readonly AlignedSteps[], good: ScenarioStep, bad: ScenarioStep): ScenarioStep | null {
  const { toleranceSeconds } = bad.worst.dialect;
  for (const row of rows) {
    if (row.kind !== 'both') continue;
    const before = firstTime(good) - firstTime(row.good);
    const now = firstTime(bad) - firstTime(row.bad);
    const isOther = Math.sign(before) !== Math.sign(now);
    if (isOther && Math.abs(before) > toleranceSeconds && Math.abs(now) > toleranceSeconds) return row.bad;
  }
  return null;
}

function firstTime({ calls, worst }: ScenarioStep): number {
  return timeOf(calls[0] ?? worst);
}
