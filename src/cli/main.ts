import { reportFailure } from './failure.ts';
import { run } from './program.ts';
import { surroundingsOf } from './surroundings.ts';

/**
 * The `hookscope` command. Sets the exit status and never ends the process itself: what was written to a pipe would
 * be cut off.
 */
export async function main(words: readonly string[]): Promise<void> {
  const surroundings = surroundingsOf(process);
  // Failures of writing are told to the writer as well; without a listener they would end the process with a trace.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  try {
    process.exitCode = await run(words, surroundings);
  } catch (error) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.exitCode = reportFailure(surroundings, `internal error, please report it: ${trace}`, {
      lines: true,
    });
  }
}
