import { reportFailure } from './failure.ts';
import { whyNotWritten } from './output/write.ts';
import { runProgram } from './program.ts';
import { surroundingsOf } from './surroundings.ts';

/**
 * The `hookscope` command. It sets the exit status and never ends the process itself, because that would cut off what
 * was written to a pipe.
 */
export async function main(words: readonly string[]): Promise<void> {
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
