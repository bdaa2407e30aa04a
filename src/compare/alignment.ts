import { answeringText, type CourseStep, isEnding, stepKey } from './step.ts';

/** A step of the good course beside the step of the bad one that corresponds to it. */
export type AlignedSteps =
  | { readonly kind: 'both'; readonly good: CourseStep; readonly bad: CourseStep }
  | { readonly kind: 'missing'; readonly good: CourseStep; readonly bad: null }
  | { readonly kind: 'besides'; readonly good: null; readonly bad: CourseStep };

export interface Alignment {
  readonly rows: readonly AlignedSteps[];
  /** The smaller, the more alike; 0 for the same steps, answered the same. */
  readonly cost: number;
}

export const ABSENT_COST = 4;
const OTHER_STATUS_COST = 4;
/** Answers and what is missing tell like courses from unlike ones only where the steps do not. */
const OTHER_ANSWER_COST = 1;

/**
 * Aligns two courses step by step so that as little as possible is missing, besides or different (edit distance). Steps
 * correspond where their method is the same. Where several alignments cost the same, what differs stands first.
 */
export function align(good: readonly CourseStep[], bad: readonly CourseStep[]): Alignment {
  const width = bad.length + 1;
  // Cost of what is left from a place on, filled from the end.
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
  good: readonly CourseStep[],
  bad: readonly CourseStep[],
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

/** What it costs to take two steps for the same; null where they cannot be. */
function pairCost(one: CourseStep | undefined, other: CourseStep | undefined): number | null {
  if (one === undefined || other === undefined || one.method !== other.method) return null;
  return (
    (stepKey(one) === stepKey(other) ? 0 : OTHER_STATUS_COST) +
    (answeringText(one.answering) === answeringText(other.answering) ? 0 : OTHER_ANSWER_COST) +
    (one.lacks.join() === other.lacks.join() ? 0 : OTHER_ANSWER_COST)
  );
}

/** How many rows at the end are of one course only, and nothing but the end of a scenario that the other has not come to. */
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

/** How many steps two courses have one by one not in common, whatever their order: no alignment costs less of them. */
export function bagDistance(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let distance = 0;
  for (const [key, count] of one) distance += Math.abs(count - (other.get(key) ?? 0));
  for (const [key, count] of other) if (!one.has(key)) distance += count;
  return distance;
}

/** How often each step comes in a course. */
export function bagOf(steps: readonly CourseStep[]): ReadonlyMap<string, number> {
  const bag = new Map<string, number>();
  for (const step of steps) bag.set(stepKey(step), (bag.get(stepKey(step)) ?? 0) + 1);
  return bag;
}
