import { reportFailure } from './failure.ts';
import { READING_THREAD } from './jobs/messages.ts';
import { whyNotWritten } from './output/write.ts';
import { runProgram } from './program.ts';
import { isBrokenPipe, surroundingsOf } from './surroundings.ts';

/**
 * Bytes of the slabs from which Node cuts small buffers. A slab stays in memory as long as one buffer of it is kept. From
 * Node 24 on slabs have 64 KiB, so that each kept body of a few bytes could cost that much.
 */
export const BUFFER_SLAB_BYTES = 8 * 1024;

/** Reads capture sets for a worker of a fleet, in a process of their own (`bin/fleet-processor.js`). */
export async function serveSets(): Promise<void> {
  Buffer.poolSize = BUFFER_SLAB_BYTES;
  (await import('./fleet/serve-sets.ts')).serveSets();
}

/**
 * The `hookscope` command. It sets the exit status and never ends the process itself, because that would cut off what
 * was written to a pipe.
 */
export async function main(words: readonly string[]): Promise<void> {
  Buffer.poolSize = BUFFER_SLAB_BYTES;
  if (words[0] === READING_THREAD) {
    const { runReadingThread } = await import('./jobs/reading-thread.ts');
    if (runReadingThread()) return;
  }
  const { surroundings, flushed } = surroundingsOf(process);
  try {
    const status = await runProgram(words, surroundings);
    const failed = await flushed();
    process.exitCode =
      failed === null || isBrokenPipe(failed) || status === 2
        ? status
        : reportFailure(surroundings, whyNotWritten(failed));
  } catch (error) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.exitCode = reportFailure(surroundings, `internal error, please report it: ${trace}`, {
      lines: true,
    });
  }
}
