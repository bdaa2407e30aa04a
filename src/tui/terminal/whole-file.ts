import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface WholeFileOptions {
  /** A file that is there is replaced; otherwise it is kept, and the promise rejects with EEXIST. */
  readonly overwrite: boolean;
  /** Permissions of the file, before the process's umask. */
  readonly mode?: number;
}

/**
 * Writes a file whole or not at all: under another name beside it, which then takes its place. A link of that name is
 * replaced, not followed. Rejects with the operating system's error.
 */
export async function writeWholeFile(
  path: string,
  chunks: Iterable<string>,
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
    // A second name can be given only where there is none yet.
    if (overwrite) await rename(temporary, path);
    else await link(temporary, path).catch((error: unknown) => moved(error, temporary, path));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Where the file system knows no second names: as safe as can be. */
async function moved(error: unknown, temporary: string, path: string): Promise<void> {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw error;
  await (await open(path, 'wx')).close();
  await rename(temporary, path);
}
