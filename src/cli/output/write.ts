import { resolve } from 'node:path';
import { systemReason } from '../../base/system-error.ts';
import { inChunks, type Piece } from '../../report/index.ts';
import { failure, type Result, success } from '../failure.ts';
import type { FileUse } from '../files-read.ts';
import { isBrokenPipe, type Output, type Surroundings } from '../surroundings.ts';
import { type Chunks, writeWhole } from './file.ts';
import { canPage, writePaged } from './pager.ts';

export interface WriteOptions {
  /** What is in use and was to be written anew; null or left out: nothing. */
  readonly replaced?: FileUse | null;
  /** A person reads it: on a terminal it goes through a pager where it is longer than the screen. Left out: it does not. */
  readonly isPaged?: boolean;
}

/** Writes the pieces of a text to a file, or to standard output where there is none. */
export async function write(
  pieces: Iterable<Piece>,
  path: string | null,
  surroundings: Surroundings,
  options: WriteOptions = {},
): Promise<Result<null>> {
  return writeChunks(inChunks(pieces), path, surroundings, options);
}

/** The same for chunks that are large enough for one write each. */
export async function writeChunks(
  chunks: Chunks,
  path: string | null,
  surroundings: Surroundings,
  options: WriteOptions = {},
): Promise<Result<null>> {
  const { files, directory } = surroundings;
  if (path !== null) return writeWhole(resolve(directory, path), chunks, files, options.replaced ?? null);
  const refused = files.whyNotStandardOutput();
  if (refused !== null) return failure(`standard output: ${refused}`);
  try {
    if (options.isPaged === true && canPage(surroundings)) await writePaged(chunks, surroundings);
    else for await (const chunk of chunks) await writeChunk(surroundings.stdout, chunk);
    return success(null);
  } catch (error) {
    // Whoever read it has seen enough, as `head` has after its lines.
    return isBrokenPipe(error) ? success(null) : failure(whyNotWritten(error));
  }
}

/** One line that says why standard output could not take everything. */
export function whyNotWritten(error: unknown): string {
  return `standard output: ${systemReason(error)}`;
}

/** Settles when the chunk was accepted, so that only one chunk waits. */
export function writeChunk(output: Output, chunk: Piece): Promise<void> {
  return new Promise((settle, fail) => {
    output.write(chunk, (error) => (error ? fail(error) : settle()));
  });
}
