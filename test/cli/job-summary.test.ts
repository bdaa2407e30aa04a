import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FilesRead } from '../../src/cli/files-read.ts';
import { runProgram } from '../../src/cli/program.ts';
import { ROOT } from './built-program.ts';

class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function check(summary: string | undefined, ...words: readonly string[]): Promise<number> {
  const sample = join(ROOT, 'samples/missing-connection-status.pcap');
  return runProgram(['check', sample, ...words], {
    stdout: new Sink(),
    stderr: new Sink(),
    stdinIsTerminal: false,
    environment: { GITHUB_STEP_SUMMARY: summary },
    directory: folder,
    files: new FilesRead(),
  });
}

describe('the summary of a GitHub job', () => {
  it('gets the Markdown report, after what is there', async () => {
    const path = join(folder, 'summary.md');
    writeFileSync(path, 'before\n');
    expect(await check(path, '--format', 'github')).toBe(1);
    expect(readFileSync(path, 'utf8')).toMatch(/^before\n### ✗ 1 call missing/);
  });

  it('gets it as well where the annotations are a further report', async () => {
    const path = join(folder, 'summary.md');
    expect(await check(path, '--report', 'github=annotations.txt')).toBe(1);
    expect(readFileSync(path, 'utf8')).toContain('1 call missing');
  });

  it('gets nothing where no annotations are asked for, or where there is none', async () => {
    const path = join(folder, 'summary.md');
    writeFileSync(path, '');
    expect(await check(path)).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe('');
    expect(await check(undefined, '--format', 'github')).toBe(1);
  });

  it('is a failure where it cannot be written', async () => {
    expect(await check(join(folder, 'no', 'summary.md'), '--format', 'github')).toBe(2);
  });
});
