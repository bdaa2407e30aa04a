import type { FuzzInput } from '../input.ts';
import { tryCapture } from './capture.ts';
import { tryFile, tryWords } from './command-line.ts';
import { tryFilter } from './filter.ts';

/** Tries an input; rejects where something that must hold does not. `folder` is the attempt's own. */
export async function tryInput(input: FuzzInput, variant: number, folder: string): Promise<void> {
  switch (input.kind) {
    case 'capture':
      return tryCapture(input.bytes, variant);
    case 'words':
      return tryWords(input.words, folder);
    case 'filter':
      return tryFilter(input.text);
    default:
      return tryFile(input, folder);
  }
}
