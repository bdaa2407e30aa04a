import { resolve } from 'node:path';
import { failure, type Outcome, success } from '../failure.ts';
import { isBrokenPipe, type Output, type Surroundings } from '../surroundings.ts';
import { inChunks } from './chunks.ts';
import { reasonOf, writeWhole } from './file.ts';

/** Writes pieces of text to a file, or to standard output where there is none. */
export async function write(
  pieces: Iterable<string>,
  path: string | null,
  surroundings: Surroundings,
): Promise<Outcome<null>> {
  if (path !== null) return writeWhole(resolve(surroundings.directory, path), inChunks(pieces));
  const { stdout } = surroundings;
  try {
    for (const chunk of inChunks(pieces)) await writeChunk(stdout, chunk);
    return success(null);
  } catch (error) {
    // Who reads no further has seen enough.
    return isBrokenPipe(error) ? success(null) : failure(`standard output: ${reasonOf(error)}`);
  }
}

/** Settles when the chunk was taken: no more than one waits. */
function writeChunk(output: Output, chunk: string): Promise<void> {
  return new Promise((settle, fail) => {
    output.write(chunk, (error) => (error ? fail(error) : settle()));
  });
}
