import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as passed } from 'node:timers/promises';

/** Longer than tcpdump takes to hand over what it holds. */
const SETTLING_MS = 300;

/** Everything on the loopback interface from `start` to `stop`, through tcpdump. */
export class Wire {
  readonly #path: string;
  readonly #dump: ChildProcess;

  private constructor(path: string, dump: ChildProcess) {
    this.#path = path;
    this.#dump = dump;
  }

  static async start(path: string): Promise<Wire> {
    const words = [
      '-i',
      'lo',
      '-Z',
      'root',
      '-U',
      '--immediate-mode',
      '-s',
      '2000',
      '-B',
      '16384',
      '-w',
      path,
      'tcp',
    ];
    const dump = spawn('tcpdump', words, { stdio: ['ignore', 'ignore', 'pipe'] });
    for (let told = ''; !told.includes('listening'); ) told += String((await once(dump.stderr, 'data'))[0]);
    return new Wire(path, dump);
  }

  /** The capture as a classic file. */
  async stop(): Promise<Buffer> {
    await passed(SETTLING_MS);
    this.#dump.kill('SIGINT');
    await once(this.#dump, 'exit');
    return readFileSync(this.#path);
  }
}
