import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isShard, SHARD_MAGIC_BYTES } from '../../engine/index.ts';

/** Whether a file holds a shard, by its beginning, whatever it is called. */
export function isShardFile(path: string, directory: string): boolean {
  const whole = resolve(directory, path);
  try {
    if (!statSync(whole).isFile()) return false;
    const file = openSync(whole, 'r');
    try {
      const begin = new Uint8Array(SHARD_MAGIC_BYTES);
      return readSync(file, begin) === begin.length && isShard(begin);
    } finally {
      closeSync(file);
    }
  } catch {
    // Whoever reads it says why it cannot be read.
    return false;
  }
}
