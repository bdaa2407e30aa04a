import type { Random } from '../../../samples/builder/index.ts';

/** How many faults an input gets. Most get few, so that the bytes behind the first fault are read too. */
export function faultCount(random: Random): number {
  return random.pick([1, 1, 1, 1, 2, 2, 3, 5, 12]);
}
