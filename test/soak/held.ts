import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in use once everything that nobody holds was thrown away. */
export interface Held {
  /** Of objects and texts. */
  readonly heap: number;
  /** Of typed arrays and buffers. */
  readonly columns: number;
}

/** Measures what this process holds. The second collection takes what the first one left to be finished. */
export async function held(): Promise<Held> {
  collectGarbage();
  await setImmediate();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, columns: arrayBuffers };
}
