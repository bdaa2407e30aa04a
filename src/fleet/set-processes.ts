import { type ChildProcess, fork } from 'node:child_process';
import type { SetOutcome, SetProgress, SetTask } from './set-task.ts';

/** What a process that reads sets tells of the one that it was given. It ends with one message that is no progress. */
export type ProcessReply =
  | { readonly kind: 'progress'; readonly progress: SetProgress }
  | { readonly kind: 'done'; readonly outcome: SetOutcome }
  /** `isFinal`: trying again would give the same. */
  | { readonly kind: 'failed'; readonly reason: string; readonly isFinal: boolean };

/** How the reading of a set ended. `died`: its process did, by the signal or with the exit status that is named. */
export type SetEnd =
  | Exclude<ProcessReply, { kind: 'progress' }>
  | { readonly kind: 'died'; readonly by: string };

/**
 * Processes that read sets, one set at a time each, so that a set which makes its process crash or use up its memory costs nobody
 * else. One that is done waits for the next set. (That of the queue engine is not used: a process that dies while it starts is
 * waited for without end by bullmq 6.7.)
 */
export class SetProcesses {
  readonly #file: string;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #idle: ChildProcess[] = [];

  /** `file`: the module that a process runs. */
  constructor(file: string, environment: Readonly<Record<string, string | undefined>>) {
    this.#file = file;
    this.#environment = environment;
  }

  /** Has a process read a set. Never rejects. */
  async read(task: SetTask, onProgress: (progress: SetProgress) => void): Promise<SetEnd> {
    const child = this.#idle.pop() ?? this.#start();
    const end = await new Promise<SetEnd>((settle) => {
      child.on('message', (reply: ProcessReply) => {
        if (reply.kind === 'progress') onProgress(reply.progress);
        else settle(reply);
      });
      child.on('exit', (status, signal) => settle({ kind: 'died', by: signal ?? `exit status ${status}` }));
      child.on('error', (error) => settle({ kind: 'died', by: error.message }));
      // What it could not be told it is told by its end.
      child.send(task, () => {});
    });
    child.removeAllListeners();
    if (end.kind === 'died') child.kill('SIGKILL');
    else this.#idle.push(child.on('exit', () => this.#lose(child)).on('error', () => {}));
    return end;
  }

  /** Ends the processes that wait. */
  close(): void {
    for (const child of this.#idle) child.removeAllListeners().disconnect();
    this.#idle.length = 0;
  }

  #start(): ChildProcess {
    const env = { ...this.#environment };
    return fork(this.#file, [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  #lose(child: ChildProcess): void {
    const at = this.#idle.indexOf(child);
    if (at >= 0) this.#idle.splice(at, 1);
  }
}
