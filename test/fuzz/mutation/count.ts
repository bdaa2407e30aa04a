import type { Random } from '../../../samples/builder/index.ts';

/** How many faults one input gets: most of them few, so that what lies behind the first is reached too. */
export function faultCount(random: Random): number {
  return random.pick([1, 1, 1, 1, 2, 2, 3, 5, 12]);
}
