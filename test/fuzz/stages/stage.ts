import type { Random } from '../../../samples/builder/index.ts';
import type { FuzzInput } from '../input.ts';
import type { Seeds } from '../seeds/index.ts';

/** Makes damaged inputs that are sound up to the stage it is named after, so that the damage gets that far. */
export type MakeInput = (random: Random, seeds: Seeds) => FuzzInput;
