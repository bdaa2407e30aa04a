import { isEnding, outcomeText, type ScenarioStep, stepKey } from './step.ts';

/** A step of the good course beside the corresponding step of the bad one. */
export type AlignedSteps =
  | { readonly kind: 'both'; readonly good: ScenarioStep; readonly bad: ScenarioStep }
  | { readonly kind: 'missing'; readonly good: ScenarioStep; readonly bad: null }
  | { readonly kind: 'besides'; readonly good: null; readonly bad: ScenarioStep };

export interface Alignment {
  readonly rows: readonly AlignedSteps[];
  /** The smaller the cost, the more alike the courses. 0: the same steps with the same answers. */
  readonly cost: number;
}

export const ABSENT_COST = 4;
const OTHER_STATUS_COST = 4;
/** Differing answers and missing calls only decide between alignments whose steps are equally alike. */
const OTHER_ANSWER_COST = 1;

/**
 * Aligns two courses step by step, so that as few steps as possible are missing, added or different (edit distance).
 * Steps correspond where their methods are the same. Of several alignments with the same cost the one that differs
 * first is taken.
 */
export function align(good: readonly ScenarioStep[], bad: readonly ScenarioStep[]): Alignment {
  const width = bad.length + 1;
  // `costs[row, column]`: the cost of aligning the steps from there on, filled from the end.
  const costs = new Int32Array((good.length + 1) * width);
  for (let row = good.length; row >= 0; row--) {
    for (let column = bad.length; column >= 0; column--) {
      if (row === good.length && column === bad.length) continue;
      const one = good[row];
      const other = bad[column];
      let least = Number.MAX_SAFE_INTEGER;
      if (one !== undefined) least = costs[(row + 1) * width + column] + ABSENT_COST;
      if (other !== undefined) {
        least = Math.min(least, costs[row * width + column + 1] + ABSENT_COST);
      }
      const pair = pairCost(one, other);
      if (pair !== null) least = Math.min(least, costs[(row + 1) * width + column + 1] + pair);
      costs[row * width + column] = least;
    }
  }
  return { rows: walk(good, bad, costs, width), cost: costs[0] };
}

function walk(
  good: readonly ScenarioStep[],
  bad: readonly ScenarioStep[],
  costs: Int32Array,
  width: number,
): readonly AlignedSteps[] {
  const rows: AlignedSteps[] = [];
  let row = 0;
  let column = 0;
  while (row < good.length || column < bad.length) {
    const one = good[row];
    const other = bad[column];
    const left = costs[row * width + column];
    const pair = pairCost(one, other);
    if (
      one !== undefined &&
      other !== undefined &&
      pair !== null &&
      left === costs[(row + 1) * width + column + 1] + pair
    ) {
      rows.push({ kind: 'both', good: one, bad: other });
      row += 1;
      column += 1;
    } else if (one !== undefined && left === costs[(row + 1) * width + column] + ABSENT_COST) {
      rows.push({ kind: 'missing', good: one, bad: null });
      row += 1;
    } else if (other !== undefined) {
      rows.push({ kind: 'besides', good: null, bad: other });
      column += 1;
    } else break;
  }
  return rows;
}

/** The cost of taking two steps for the same; null where they cannot be the same. */
function pairCost(one: ScenarioStep | undefined, other: ScenarioStep | undefined): number | null {
  if (one === undefined || other === undefined || one.method !== other.method) return null;
  return (
    (stepKey(one) === stepKey(other) ? 0 : OTHER_STATUS_COST) +
    (outcomeText(one.outcome) === outcomeText(other.outcome) ? 0 : OTHER_ANSWER_COST) +
    (one.lacks.join() === other.lacks.join() ? 0 : OTHER_ANSWER_COST)
  );
}

/**
 * The number of rows at the end that only one course has and that are the end of a scenario which the other course did
 * not reach.
 */
export function openEnd(rows: readonly AlignedSteps[], kind: 'missing' | 'besides'): number {
  let count = 0;
  for (
    let row = rows.at(-1);
    row?.kind === kind && isEnding(row.good ?? row.bad);
    row = rows.at(-1 - count)
  ) {
    count += 1;
  }
  return count;
}

/**
 * How many steps two courses do not have in common, whatever their order. No alignment has fewer missing and added
 * steps.
 */
export function bagDistance(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let distance = 0;
  for (const [key, count] of one) distance += Math.abs(count - (other.get(key) ?? 0));
  for (const [key, count] of other) if (!one.has(key)) distance += count;
  return distance;
}

/** How often each step occurs in a course. */
export function bagOf(steps: readonly ScenarioStep[]): ReadonlyMap<string, number> {
  const bag = new Map<string, number>();
  for (const step of steps) bag.set(stepKey(step), (bag.get(stepKey(step)) ?? 0) + 1);
  return bag;
}
