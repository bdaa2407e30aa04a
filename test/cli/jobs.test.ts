import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plantedCapture } from '../privacy/planted.ts';
import { pcapOf } from '../privacy/tiny-capture.ts';
import { PROGRAM, ROOT } from './built-program.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
  const captures = join(folder, 'captures');
  mkdirSync(captures);
  for (const name of ['log', 'incoming-call', 'lost-packets', 'slow-backend']) {
    copyFileSync(join(ROOT, `samples/${name}.pcap`), join(captures, `${name}.pcap`));
  }
  // The same secrets in two captures: their marks have to be the same in the end.
  const planted = pcapOf(plantedCapture().talks);
  for (const name of ['planted-a.pcap', 'planted-b.pcap']) writeFileSync(join(captures, name), planted);
  writeFileSync(join(captures, 'damaged.pcap'), planted.subarray(0, planted.length - 7));
  writeFileSync(join(captures, 'none.pcap'), 'no capture');
  writeFileSync(join(captures, 'notes.txt'), 'what this folder is');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function check(...words: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, 'check', ...words], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { status, stdout, stderr };
}

/** Shows no more than where two runs begin to differ: reports are long. */
function expectSame(one: Run, other: Run): void {
  let at = 0;
  while (at < one.stdout.length && one.stdout[at] === other.stdout[at]) at += 1;
  expect(one.stdout.slice(at, at + 200)).toBe(other.stdout.slice(at, at + 200));
  expect([one.status, one.stderr]).toEqual([other.status, other.stderr]);
}

describe('captures that are read beside each other', () => {
  it('make no use of secrets of TLS sessions that another one holds, in whatever order', () => {
    const fixtures = join(ROOT, 'test/tls/recordings/fixtures');
    const files = ['secrets-before.pcapng.gz', 'faults-tls12.pcap.gz'].map((name) => join(fixtures, name));
    const alone = check(...files, '--each', '--format', 'json');
    expectSame(check(...files, '--each', '--format', 'json', '--jobs', '2'), alone);
    const secrets = Array.from(alone.stdout.matchAll(/"tls":\{"secrets":(\d+)/g), ([, count]) =>
      Number(count),
    );
    expect(secrets).toEqual([expect.any(Number), 0]);
    expect(secrets[0]).toBeGreaterThan(0);
  });

  it.each([
    ['text', '2'],
    ['json', '5'],
  ])('have the %s report that they have one after the other, with %s threads', (format, jobs) => {
    const alone = check('captures', '--format', format);
    const beside = check('captures', '--format', format, '--jobs', jobs);
    expectSame(beside, alone);
    expect(alone.status).toBe(2);
    expect(alone.stdout).toContain(format === 'text' ? 'damaged' : '[secret ');
  });

  it.each([['--show-secrets'], ['--each', '--from', '0.5']])(
    'have the same report with %s %s',
    (...flags) => {
      expectSame(
        check('captures', '--format', 'json', '--jobs', '2', ...flags),
        check('captures', '--format', 'json', ...flags),
      );
    },
  );

  it.each([[['--redact', 'personal']], [['--format', 'html']]])(
    'are read one after the other where that makes a difference, which is said: %s',
    (flags) => {
      const alone = check('captures', ...flags);
      const beside = check('captures', '--jobs', '2', ...flags);
      expect(beside.stdout).toBe(alone.stdout);
      expect(beside.stderr).toContain('one after the other');
      expect(alone.stderr).not.toContain('one after the other');
    },
  );

  it('tell which folder has none', () => {
    mkdirSync(join(folder, 'empty'), { recursive: true });
    expect(check('empty')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('empty: there is no capture'),
    });
  });
});
