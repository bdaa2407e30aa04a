import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM, ROOT } from './built-program.ts';
import { endOf, FleetPlace, hasRedis, killChildrenOf } from './fleet-place.ts';

if (!hasRedis) console.warn('skipped: no redis-server (Debian: apt-get install redis-server)');

interface Status {
  readonly sets: Readonly<Record<string, number>>;
  readonly failed: readonly { readonly files: readonly string[]; readonly reason: string }[];
}

function statusOf(place: FleetPlace, run: string): Status {
  return JSON.parse(place.fleet('status', run, '--format', 'json').stdout) as Status;
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
  let place: FleetPlace;
  let folder = '';
  beforeAll(async () => {
    place = new FleetPlace();
    folder = place.folder;
    await place.startRedis();
    mkdirSync(join(folder, 'captures'));
    for (const name of ['log', 'incoming-call', 'missing-connection-status', 'snaplen-cut']) {
      copyFileSync(join(ROOT, `samples/${name}.pcap`), join(folder, 'captures', `${name}.pcap`));
    }
  });
  afterAll(() => place.remove());

  it('reports on one capture as check does', { timeout: 120_000 }, async () => {
    const path = join(folder, 'captures/log.pcap');
    expect(place.fleet('submit', 'single', path).status).toBe(0);
    expect(await endOf(place.worker('--drain'))).toBe(0);
    const report = place.fleet('report', 'single', '--format', 'json', '--fail-on', 'never');
    const check = place.hookscope('check', path, '--format', 'json', '--fail-on', 'never');
    expect(plain(report.stdout) === plain(check.stdout)).toBe(true);
    expect(report.status).toBe(check.status);
  });

  it('takes a set once, however often it is submitted, and reads it for one worker after the other that is killed', {
    timeout: 240_000,
  }, async () => {
    expect(place.fleet('submit', 'many', 'captures').stdout).toContain(
      '3 capture sets submitted, 1 set there already',
    );
    expect(place.fleet('submit', 'many', 'captures').stdout).toContain(
      '0 capture sets submitted, 4 sets there already',
    );
    const killed = place.worker();
    await new Promise((settle) => setTimeout(settle, 1500));
    killed.kill('SIGKILL');
    await endOf(killed);
    await place.stopRedis('SIGTERM');
    await place.startRedis();
    expect(await endOf(place.worker('--drain'))).toBe(0);
    expect(statusOf(place, 'many').sets).toMatchObject({ completed: 4, failed: 0, waiting: 0 });
    const report = place.fleet('report', 'many', '--format', 'json', '--fail-on', 'never');
    expect(report.status).toBe(0);
    expect((JSON.parse(report.stdout) as { captures: unknown[] }).captures).toHaveLength(4);
  });

  it('names what is no capture, and what is gone, and ends the others', { timeout: 120_000 }, async () => {
    mkdirSync(join(folder, 'odd'));
    writeFileSync(join(folder, 'odd/none.pcap'), 'no capture');
    copyFileSync(join(ROOT, 'samples/web-phone-call.pcap'), join(folder, 'odd/gone.pcap'));
    copyFileSync(join(ROOT, 'samples/slow-backend.pcap'), join(folder, 'odd/sound.pcap'));
    expect(place.fleet('submit', 'odd', 'odd').status).toBe(0);
    rmSync(join(folder, 'odd/gone.pcap'));
    expect(await endOf(place.worker('--drain'))).toBe(0);
    const { sets, failed } = statusOf(place, 'odd');
    expect(sets).toMatchObject({ completed: 1, failed: 2 });
    expect(new Map(failed.map(({ files, reason }) => [basename(files[0] ?? ''), reason]))).toEqual(
      new Map([
        ['gone.pcap', expect.stringContaining('cannot be read')],
        ['none.pcap', expect.stringContaining('not a capture')],
      ]),
    );
    const report = place.fleet('report', 'odd', '--quiet');
    expect(report.status).toBe(2);
    expect(report.stderr).toContain('none.pcap');
    expect(report.stdout).toContain('hook calls');
  });

  it('tries again what failed, with the files as they are now', { timeout: 120_000 }, async () => {
    expect(place.fleet('submit', 'odd', 'odd').stdout).toContain('1 set failed before');
    expect(place.fleet('retry', 'odd', 'odd/gone.pcap').stderr).toContain('gone.pcap: cannot be read');
    copyFileSync(join(ROOT, 'samples/web-phone-call.pcap'), join(folder, 'odd/gone.pcap'));
    copyFileSync(join(ROOT, 'samples/incoming-call.pcap'), join(folder, 'odd/none.pcap'));
    expect(place.fleet('retry', 'odd', 'odd/gone.pcap').stdout).toContain('1 capture set tried again');
    expect(place.fleet('retry', 'odd').stdout).toContain('1 capture set tried again');
    expect(await endOf(place.worker('--drain'))).toBe(0);
    expect(statusOf(place, 'odd').sets).toMatchObject({ completed: 3, failed: 0 });
    expect(place.fleet('report', 'odd', '--fail-on', 'never').status).toBe(0);
  });

  it.skipIf(!existsSync('/proc/self/stat'))(
    'gives a set up whose process dies again and again, with its name, and goes on',
    { timeout: 120_000 },
    async () => {
      expect(place.fleet('submit', 'deadly', join(ROOT, 'samples/lost-packets.pcap')).status).toBe(0);
      const worker = place.worker();
      while (statusOf(place, 'deadly').sets.failed === 0) {
        // It cannot end before: each process is killed as soon as it is there.
        const before = performance.now();
        while (performance.now() - before < 1000) {
          killChildrenOf(worker);
          await new Promise((settle) => setTimeout(settle, 5));
        }
      }
      expect(statusOf(place, 'deadly').failed).toEqual([
        {
          files: [expect.stringContaining('lost-packets.pcap')],
          reason: expect.stringContaining('died 3 times'),
        },
      ]);
      const others = join(ROOT, 'samples/firewall.pcap');
      expect(place.fleet('submit', 'deadly', others).status).toBe(0);
      while (statusOf(place, 'deadly').sets.completed === 0) {
        await new Promise((settle) => setTimeout(settle, 100));
      }
      worker.kill('SIGTERM');
      expect(await endOf(worker)).toBe(0);
    },
  );

  it('keeps nothing of captures in Redis', () => {
    const dump = spawnSync('redis-cli', ['-p', String(place.port), '--rdb', '-'], { maxBuffer: 1e9 }).stdout;
    expect(dump.includes('snaplen-cut.pcap')).toBe(true);
    for (const word of ['EchoApp', 'defaultApp', 'ConnectionStatusEvent'])
      expect(dump.includes(word)).toBe(false);
  });

  it('shows a shard as a capture', () => {
    const shards = readdirSync(join(folder, 'store/shards'), { recursive: true, encoding: 'utf8' });
    const shard = shards.find((name) => name.endsWith('.shard')) ?? '';
    const path = join('store/shards', shard);
    expect(existsSync(join(folder, path))).toBe(true);
    expect(place.hookscope('check', path, '--fail-on', 'never').status).toBe(0);
    expect(place.hookscope('check', path, 'captures/log.pcap').stderr).toContain('holds no shard');
    expect(place.hookscope('check', path, '--port', '80').stderr).toContain('leave --port');
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
