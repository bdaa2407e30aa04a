import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Piece } from '../../report/index.ts';

export interface WholeFileOptions {
  /** True: an existing file is replaced. False: it is kept, and the promise rejects with EEXIST. */
  readonly overwrite: boolean;
  /** Permissions of the file, before the umask of the process applies. */
  readonly mode?: number;
}

/**
 * Writes a file completely or not at all: under a temporary name beside it, which is then renamed. A link with the
 * file's name is replaced, not followed. Rejects with the operating system's error.
 */
export async function writeWholeFile(
  path: string,
  chunks: Iterable<Piece>,
  { overwrite, mode = 0o666 }: WholeFileOptions,
): Promise<void> {
  const temporary = join(dirname(path), `.hookscope-${process.pid}-${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      for (const chunk of chunks) await file.writeFile(chunk);
    } finally {
      await file.close();
    }
    // A hard link can be made only where no file of that name exists.
    if (overwrite) await rename(temporary, path);
    else await link(temporary, path).catch((error: unknown) => moved(error, temporary, path));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The fallback for file systems without hard links, which is as safe as possible there. */
async function moved(error: unknown, temporary: string, path: string): Promise<void> {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw error;
  await (await open(path, 'wx')).close();
  await rename(temporary, path);
}
