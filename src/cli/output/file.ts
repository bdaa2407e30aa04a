import { randomUUID } from 'node:crypto';
import { realpathSync, type Stats, statSync } from 'node:fs';
import { chmod, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemReason } from '../../base/system-error.ts';
import type { Piece } from '../../report/index.ts';
import { failure, type Result, success } from '../failure.ts';
import type { FilesRead, FileUse } from '../files-read.ts';

const PERMISSIONS = 0o777;

export function isFile(path: string): boolean {
  return statOf(path)?.isFile() === true;
}

/** The chunks of a file; they may still have to be made. */
export type Chunks = Iterable<Piece> | AsyncIterable<Piece>;

/** Names of open descriptors. */
const DESCRIPTOR = /^\/(?:dev|proc\/(?:self|thread-self|\d+))\/fd\/\d+$/;

/**
 * Writes a file completely or not at all: under a temporary name beside it, which is then renamed. A pipe or device is
 * written to directly; so is a descriptor, whose file may hold what others wrote: that is not truncated. Nothing is written
 * over a file that was read, unless it is one that was to be `replaced`.
 */
export async function writeWhole(
  path: string,
  chunks: Chunks,
  files: FilesRead,
  replaced: FileUse | null = null,
): Promise<Result<null>> {
  const refused = files.whyNotWritten(path, replaced);
  if (refused !== null) return failure(`${path}: ${refused}`);
  const existing = statOf(path);
  try {
    if (DESCRIPTOR.test(path)) {
      await writeInto(path, 'a', chunks);
      return success(null);
    }
    if (existing !== null && !existing.isFile()) {
      await writeInto(path, 'w', chunks);
      return success(null);
    }
    // The file itself is replaced, not a link to it.
    const target = existing === null ? path : realpathSync(path);
    const temporary = join(dirname(target), `.hookscope-${process.pid}-${randomUUID()}.tmp`);
    try {
      await writeInto(temporary, 'wx', chunks);
      if (existing !== null) await chmod(temporary, existing.mode & PERMISSIONS);
      // Making the chunks took its time: the name may be that of another file by now.
      const late = files.whyNotWritten(path, replaced);
      if (late !== null) throw new Error(late);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return success(null);
  } catch (error) {
    return failure(`${path}: cannot be written: ${systemReason(error)}`);
  }
}

async function writeInto(path: string, flags: string, chunks: Chunks): Promise<void> {
  const file = await open(path, flags);
  try {
    // One chunk is being written while the next is made.
    let written: Promise<unknown> = Promise.resolve();
    for await (const chunk of chunks) {
      await written;
      written = file.writeFile(chunk);
      // A failure is noticed at the next chunk, or at the end; until then it must not count as unhandled.
      written.catch(() => {});
    }
    await written;
  } finally {
    await file.close();
  }
}

/** What the file system knows about a file; null where there is none that may be looked at. */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    // The name is too long, a part of the path is a file, or a folder may not be read.
    return null;
  }
}
