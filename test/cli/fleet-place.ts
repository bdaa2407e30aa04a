import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from './built-program.ts';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** What came of a command. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with a store, and a Redis of its own on a free port. */
export class FleetPlace {
  readonly folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
  port = 0;
  #redis: ChildProcess | null = null;

  async startRedis(): Promise<void> {
    if (this.port === 0) this.port = await freePort();
    const files = ['--dir', this.folder, '--appendonly', 'yes', '--save', '', '--rdbcompression', 'no'];
    const started = spawn('redis-server', ['--port', String(this.port), '--bind', '127.0.0.1', ...files], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#redis = started;
    await new Promise<void>((settle) => {
      started.stdout.on('data', (text: Buffer) => text.includes('Ready to accept') && settle());
    });
  }

  async stopRedis(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#redis?.kill(signal);
    if (this.#redis !== null) await endOf(this.#redis);
    this.#redis = null;
  }

  hookscope(...words: readonly string[]): Ended {
    const options = { cwd: this.folder, encoding: 'utf8', maxBuffer: 1e9 } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], options);
    return { status, stdout, stderr };
  }

  fleet(action: string, run: string, ...words: readonly string[]): Ended {
    return this.hookscope('fleet', action, ...this.#at(), '--run', run, ...words);
  }

  worker(...words: readonly string[]): ChildProcess {
    const own = [PROGRAM, 'fleet', 'work', ...this.#at(), '--lock-seconds', '1', ...words];
    return spawn(process.execPath, own, { cwd: this.folder, stdio: 'ignore' });
  }

  async remove(): Promise<void> {
    await this.stopRedis('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  #at(): readonly string[] {
    return ['--redis', `redis://127.0.0.1:${this.port}`, '--store', 'store'];
  }
}

/** Kills the processes that a worker started (Linux). */
export function killChildrenOf({ pid }: ChildProcess): void {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // proc(5): what follows the name in parentheses are the state and the parent.
      const [, parent] = readFileSync(`/proc/${name}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
      if (Number(parent) === pid) process.kill(Number(name), 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
}

export async function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return new Promise((settle) => child.on('exit', (status) => settle(status)));
}

async function freePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => settle(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
