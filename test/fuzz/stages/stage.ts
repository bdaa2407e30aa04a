import type { Random } from '../../../samples/builder/index.ts';
import type { FuzzInput } from '../input.ts';
import type { Seeds } from '../seeds/index.ts';

/** Makes inputs that are sound in all stages before its own, so that the damage reaches that stage. */
export type MakeInput = (random: Random, seeds: Seeds) => FuzzInput;
