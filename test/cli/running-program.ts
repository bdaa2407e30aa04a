import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { PROGRAM, ROOT } from './built-program.ts';

/** The built program while it runs, and what it has written so far. */
export class RunningProgram {
  stdout = '';
  stderr = '';
  readonly child: ChildProcessWithoutNullStreams;
  /** Settles with the exit status; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  #wake = (): void => {};

  constructor(words: readonly string[], directory: string = ROOT) {
    this.child = spawn(process.execPath, [PROGRAM, ...words], { cwd: directory });
    this.child.stdin.on('error', () => {});
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.#wake();
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.#wake();
    });
    this.ended = new Promise((settle) => {
      this.child.on('close', (status) => {
        settle(status);
        this.#wake();
      });
    });
  }

  /** Waits until something was written; rejects where the program ends before. */
  async until(pattern: RegExp, stream: 'stdout' | 'stderr' = 'stdout'): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this[stream]);
      if (found !== null) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`ended without ${pattern}\n${this.stdout}\n${this.stderr}`);
      }
      await new Promise<void>((settle) => {
        this.#wake = settle;
      });
    }
  }

  /** Asks it to end, and waits for it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Runs the program to its end. */
export async function runProgram(
  words: readonly string[],
  directory?: string,
): Promise<RunningProgram & { status: number | null }> {
  const program = new RunningProgram(words, directory);
  program.child.stdin.end();
  return Object.assign(program, { status: await program.ended });
}
