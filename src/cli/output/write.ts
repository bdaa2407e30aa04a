import { resolve } from 'node:path';
import { systemReason } from '../../base/system-error.ts';
import { inChunks, type Piece } from '../../report/index.ts';
import { failure, type Result, success } from '../failure.ts';
import type { FileUse } from '../files-read.ts';
import { isBrokenPipe, type Output, type Surroundings } from '../surroundings.ts';
import { type Chunks, writeWhole } from './file.ts';

/**
 * Writes the pieces of a text to a file, or to standard output where there is none. `replaced`: what is in use and was to be
 * written anew.
 */
export async function write(
  pieces: Iterable<Piece>,
  path: string | null,
  surroundings: Surroundings,
  replaced: FileUse | null = null,
): Promise<Result<null>> {
  return writeChunks(inChunks(pieces), path, surroundings, replaced);
}

/** The same for chunks that are large enough for one write each. */
export async function writeChunks(
  chunks: Chunks,
  path: string | null,
  surroundings: Surroundings,
  replaced: FileUse | null = null,
): Promise<Result<null>> {
  const { files, directory } = surroundings;
  if (path !== null) return writeWhole(resolve(directory, path), chunks, files, replaced);
  const refused = files.whyNotStandardOutput();
  if (refused !== null) return failure(`standard output: ${refused}`);
  try {
    for await (const chunk of chunks) await writeChunk(surroundings.stdout, chunk);
    return success(null);
  } catch (error) {
    return failure(whyNotWritten(error));
  }
}

/** One line that says why standard output could not take everything. */
export function whyNotWritten(error: unknown): string {
  if (isBrokenPipe(error)) return 'standard output: nobody reads it any more, so that it is not complete';
  return `standard output: ${systemReason(error)}`;
}

/** Settles when the chunk was accepted, so that only one chunk waits. */
function writeChunk(output: Output, chunk: Piece): Promise<void> {
  return new Promise((settle, fail) => {
    output.write(chunk, (error) => (error ? fail(error) : settle()));
  });
}
