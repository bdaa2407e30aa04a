import { reportFailure } from './failure.ts';
import { whyNotWritten } from './output/write.ts';
import { runProgram } from './program.ts';
import { surroundingsOf } from './surroundings.ts';

/**
 * Bytes of the slabs from which Node cuts small buffers. A slab stays in memory as long as one buffer of it is kept. From
 * Node 24 on slabs have 64 KiB, so that each kept body of a few bytes could cost that much.
 */
export const BUFFER_SLAB_BYTES = 8 * 1024;

/**
 * The `hookscope` command. It sets the exit status and never ends the process itself, because that would cut off what
 * was written to a pipe.
 */
export async function main(words: readonly string[]): Promise<void> {
  Buffer.poolSize = BUFFER_SLAB_BYTES;
  const surroundings = surroundingsOf(process);
  const { stdout, stderr } = surroundings;
  // Without a listener an error of writing would end the process with a stack trace.
  let failed: unknown = null;
  stdout.on('error', (error: unknown) => {
    failed ??= error;
  });
  stderr.on('error', () => {});
  try {
    const status = await runProgram(words, surroundings);
    await flushed(stdout);
    process.exitCode =
      failed === null || status === 2 ? status : reportFailure(surroundings, whyNotWritten(failed));
  } catch (error) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.exitCode = reportFailure(surroundings, `internal error, please report it: ${trace}`, {
      lines: true,
    });
  }
}

/** Settles when everything written was accepted, or could not be. */
function flushed(output: NodeJS.WritableStream): Promise<void> {
  return new Promise((settle) => {
    output.write('', () => settle());
  });
}
