import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM, ROOT } from './built-program.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis) console.warn('skipped: no redis-server (Debian: apt-get install redis-server)');

let folder = '';
let port = 0;
let redis: ChildProcess | null = null;

async function freePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => settle(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function startRedis(): Promise<void> {
  const started = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--appendonly',
      'yes',
      '--save',
      '',
      '--rdbcompression',
      'no',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  redis = started;
  await new Promise<void>((settle) => {
    started.stdout.on('data', (text: Buffer) => text.includes('Ready to accept') && settle());
  });
}

async function endOf(child: ChildProcess): Promise<number | null> {
  return child.exitCode ?? new Promise((settle) => child.on('exit', (status) => settle(status)));
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function hookscope(...words: readonly string[]): Ended {
  const ended = spawnSync(process.execPath, [PROGRAM, ...words], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { status: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

function fleet(action: string, run: string, ...words: readonly string[]): Ended {
  const at = ['--redis', `redis://127.0.0.1:${port}`, '--store', 'store'];
  return hookscope('fleet', action, ...at, '--run', run, ...words);
}

function worker(...words: readonly string[]): ChildProcess {
  const at = ['--redis', `redis://127.0.0.1:${port}`, '--store', 'store', '--lock-seconds', '1'];
  return spawn(process.execPath, [PROGRAM, 'fleet', 'work', ...at, ...words], {
    cwd: folder,
    stdio: 'ignore',
  });
}

interface Status {
  readonly sets: Readonly<Record<string, number>>;
  readonly failed: readonly { readonly files: readonly string[]; readonly reason: string }[];
}

function statusOf(run: string): Status {
  return JSON.parse(fleet('status', run, '--format', 'json').stdout) as Status;
}

/** Everything but the paths and the numbers of marks. */
function plain(json: string): string {
  const numbers = new Map<string, number>();
  return json.replace(/\[(secret) \d+\]/g, (mark, kind: string) => {
    if (!numbers.has(mark)) numbers.set(mark, numbers.size + 1);
    return `[${kind} ${numbers.get(mark)}]`;
  });
}

describe.skipIf(!hasRedis)('a fleet', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
    port = await freePort();
    await startRedis();
    mkdirSync(join(folder, 'captures'));
    for (const name of ['log', 'incoming-call', 'missing-connection-status', 'snaplen-cut']) {
      copyFileSync(join(ROOT, `samples/${name}.pcap`), join(folder, 'captures', `${name}.pcap`));
    }
  });
  afterAll(async () => {
    redis?.kill('SIGKILL');
    if (redis !== null) await endOf(redis);
    rmSync(folder, { recursive: true, force: true });
  });

  it('reports on one capture as check does', { timeout: 120_000 }, async () => {
    const path = join(folder, 'captures/log.pcap');
    expect(fleet('submit', 'single', path).status).toBe(0);
    expect(await endOf(worker('--drain'))).toBe(0);
    const report = fleet('report', 'single', '--format', 'json', '--fail-on', 'never');
    const check = hookscope('check', path, '--format', 'json', '--fail-on', 'never');
    expect(plain(report.stdout) === plain(check.stdout)).toBe(true);
    expect(report.status).toBe(check.status);
  });

  it('takes a set once, however often it is submitted, and reads it for one worker after the other that is killed', {
    timeout: 240_000,
  }, async () => {
    expect(fleet('submit', 'many', 'captures').stdout).toContain(
      '3 capture sets submitted, 1 set there already',
    );
    expect(fleet('submit', 'many', 'captures').stdout).toContain(
      '0 capture sets submitted, 4 sets there already',
    );
    const killed = worker();
    await new Promise((settle) => setTimeout(settle, 1500));
    killed.kill('SIGKILL');
    await endOf(killed);
    redis?.kill('SIGTERM');
    if (redis !== null) await endOf(redis);
    await startRedis();
    expect(await endOf(worker('--drain'))).toBe(0);
    expect(statusOf('many').sets).toMatchObject({ completed: 4, failed: 0, waiting: 0 });
    const report = fleet('report', 'many', '--format', 'json', '--fail-on', 'never');
    expect(report.status).toBe(0);
    expect((JSON.parse(report.stdout) as { captures: unknown[] }).captures).toHaveLength(4);
  });

  it('names what is no capture, and what is gone, and ends the others', { timeout: 120_000 }, async () => {
    mkdirSync(join(folder, 'odd'));
    writeFileSync(join(folder, 'odd/none.pcap'), 'no capture');
    copyFileSync(join(ROOT, 'samples/web-phone-call.pcap'), join(folder, 'odd/gone.pcap'));
    copyFileSync(join(ROOT, 'samples/slow-backend.pcap'), join(folder, 'odd/sound.pcap'));
    expect(fleet('submit', 'odd', 'odd').status).toBe(0);
    rmSync(join(folder, 'odd/gone.pcap'));
    expect(await endOf(worker('--drain'))).toBe(0);
    const { sets, failed } = statusOf('odd');
    expect(sets).toMatchObject({ completed: 1, failed: 2 });
    expect(failed.map(({ reason }) => reason).join('\n')).toMatch(
      /gone\.pcap: cannot be read[\s\S]*not a capture|not a capture[\s\S]*gone\.pcap: cannot be read/,
    );
    const report = fleet('report', 'odd', '--quiet');
    expect(report.status).toBe(2);
    expect(report.stderr).toContain('none.pcap');
    expect(report.stdout).toContain('hook calls');
  });

  it('keeps nothing of captures in Redis', () => {
    const dump = spawnSync('redis-cli', ['-p', String(port), '--rdb', '-'], { maxBuffer: 1e9 }).stdout;
    expect(dump.includes('snaplen-cut.pcap')).toBe(true);
    for (const word of ['EchoApp', 'defaultApp', 'ConnectionStatusEvent'])
      expect(dump.includes(word)).toBe(false);
  });

  it('shows a shard as a capture', () => {
    const shards = readdirSync(join(folder, 'store/shards'), { recursive: true, encoding: 'utf8' });
    const shard = shards.find((name) => name.endsWith('.shard')) ?? '';
    const path = join('store/shards', shard);
    expect(existsSync(join(folder, path))).toBe(true);
    expect(hookscope('check', path, '--fail-on', 'never').status).toBe(0);
    expect(hookscope('check', path, 'captures/log.pcap').stderr).toContain('holds no shard');
    expect(hookscope('check', path, '--port', '80').stderr).toContain('leave --port');
  });
});

describe('fleet', () => {
  it('refuses a password on the command line', () => {
    const words = ['fleet', 'status', '--redis', 'redis://:secret@127.0.0.1', '--run', 'x'];
    const run = spawnSync(process.execPath, [PROGRAM, ...words], { cwd: tmpdir(), encoding: 'utf8' });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('HOOKSCOPE_REDIS_PASSWORD');
    expect(run.stderr).not.toContain(':secret@');
  });
});
