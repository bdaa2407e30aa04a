import { closeSync, openSync, writeSync } from 'node:fs';

const BATCH_BYTES = 1024 * 1024;

/** Writes pieces to a file, many at once. */
export function writeFile(path: string, pieces: Iterable<Buffer>): void {
  const file = openSync(path, 'w');
  let batch: Buffer[] = [];
  let bytes = 0;
  const flush = (): void => {
    writeSync(file, Buffer.concat(batch));
    batch = [];
    bytes = 0;
  };
  for (const piece of pieces) {
    batch.push(piece);
    bytes += piece.length;
    if (bytes >= BATCH_BYTES) flush();
  }
  flush();
  closeSync(file);
}
