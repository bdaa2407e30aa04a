import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { PROGRAM, ROOT } from './built-program.ts';

const SAMPLE = join(ROOT, 'samples/log.pcap');
const scratch = mkdtempSync(join(tmpdir(), 'hookscope-cache-'));
const copy = join(scratch, 'copy');
const bundle = join(copy, 'dist/cli/main.cjs');
const cache = join(copy, 'dist/cli/main.cache');
const TELL_USE =
  'const { script } = require("./bin/load-program.js").loadProgram(); console.log(String(script.cachedDataRejected))';

/** What a program writes about a sample, with a working directory that has nothing to do with it. */
function reportOf(program: string, ...flags: readonly string[]): string {
  return execFileSync(process.execPath, [...flags, program, 'check', SAMPLE, '--fail-on', 'never'], {
    cwd: scratch,
    encoding: 'utf8',
  });
}

/** `false`: V8 took the code cache. `true`: it refused it. `undefined`: it was given none. */
function useOfCache(...flags: readonly string[]): string {
  return execFileSync(process.execPath, [...flags, '-e', TELL_USE], { cwd: copy, encoding: 'utf8' }).trim();
}

describe('the code cache', () => {
  const expected = reportOf(PROGRAM);

  beforeEach(() => {
    rmSync(copy, { recursive: true, force: true });
    for (const part of ['bin', 'dist', 'package.json'])
      cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  it('serves an installation elsewhere, also through a link', () => {
    expect(useOfCache()).toBe('false');
    const link = join(scratch, 'hookscope');
    rmSync(link, { force: true });
    symlinkSync(join(copy, 'bin/hookscope.js'), link);
    expect(reportOf(link)).toBe(expected);
  });

  it('is of a program in ASCII alone, which is read as Latin-1', () => {
    expect(readFileSync(bundle).every((byte) => byte < 0x80)).toBe(true);
  });

  it('holds no path of the machine that made it', () => {
    expect(readFileSync(cache).includes(ROOT)).toBe(false);
  });

  it('serves threads as well, whatever flags the main thread has set', () => {
    const told = `const { Worker } = require('node:worker_threads');
      require('./bin/load-program.js').loadProgram();
      new Worker(${JSON.stringify(TELL_USE)}, { eval: true, argv: ['internal-reading-thread'] });`;
    expect(execFileSync(process.execPath, ['-e', told], { cwd: copy, encoding: 'utf8' }).trim()).toBe(
      'false',
    );
  });

  it('is refused by V8 with other flags, and the program runs all the same', () => {
    expect(useOfCache('--no-opt')).toBe('true');
    expect(reportOf(join(copy, 'bin/hookscope.js'), '--no-opt')).toBe(expected);
  });

  it.each([
    ['that is absent', () => rmSync(cache)],
    ['that was cut off', () => truncateSync(cache, 100_000)],
    ['that is empty', () => writeFileSync(cache, '')],
    ['in which a byte changed', () => changeByte(200_000)],
    ['of another Node', () => changeByte(readFileSync(cache).indexOf(process.versions.node))],
  ])('%s is not used', (_what, damage) => {
    damage();
    expect(useOfCache()).toBe('undefined');
    expect(reportOf(join(copy, 'bin/hookscope.js'))).toBe(expected);
  });

  it('of another source is not used, even if that has the same length', () => {
    const source = readFileSync(bundle, 'utf8');
    const changed = source.replace('Finds out from a traffic capture', 'Tells you of a traffic capture !');
    expect(changed).toHaveLength(source.length);
    expect(changed).not.toBe(source);
    writeFileSync(bundle, changed);
    expect(useOfCache()).toBe('undefined');
    const program = join(copy, 'bin/hookscope.js');
    expect(execFileSync(process.execPath, [program, '--help'], { encoding: 'utf8' })).toContain('Tells you');
  });
});

function changeByte(at: number): void {
  const bytes = readFileSync(cache);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(cache, bytes);
}
