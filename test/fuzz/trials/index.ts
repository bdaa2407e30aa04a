import type { FuzzInput } from '../input.ts';
import { tryCapture } from './capture.ts';
import { tryFile, tryWords } from './command-line.ts';
import { tryFilter } from './filter.ts';
import { tryShard } from './shard.ts';

/** Tries an input. Rejects where something does not hold that must. `folder` belongs to this attempt alone. */
export async function tryInput(input: FuzzInput, variant: number, folder: string): Promise<void> {
  switch (input.kind) {
    case 'capture':
      return tryCapture(input.bytes, variant);
    case 'shard':
      return tryShard(input.bytes, variant);
    case 'words':
      return tryWords(input.words, folder);
    case 'filter':
      return tryFilter(input.text);
    default:
      return tryFile(input, folder);
  }
}
