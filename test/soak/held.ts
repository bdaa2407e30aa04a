import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BUFFER_SLAB_BYTES } from '../../src/cli/main.ts';

// As the program does: what is held depends on it.
Buffer.poolSize = BUFFER_SLAB_BYTES;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in use after a full garbage collection. */
export interface Held {
  /** Of objects and texts. */
  readonly heap: number;
  /** Of typed arrays and buffers. */
  readonly columns: number;
}

/** Measures what this process holds. It collects twice: finalizers of the first collection free more memory. */
export async function held(): Promise<Held> {
  collectGarbage();
  await setImmediate();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, columns: arrayBuffers };
}
