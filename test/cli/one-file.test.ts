import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_TMUX, Tmux } from '../tui/tmux.ts';
import { PROGRAM, ROOT } from './built-program.ts';

/** Nothing of the project, nor of its packages, lies in this folder or above it. */
const folder = mkdtempSync(join(tmpdir(), 'hookscope-one-file-'));
const file = join(folder, 'hookscope.mjs');

/** What a program writes, run where there is nothing but the one file and a capture. */
function run(program: string, ...words: readonly string[]): string {
  return execFileSync(process.execPath, [program, ...words], { cwd: folder, encoding: 'utf8' });
}

describe('the program in one file', () => {
  beforeAll(() => {
    execFileSync(process.execPath, [join(ROOT, 'bundling/one-file.mjs'), file]);
    cpSync(join(ROOT, 'samples/log.pcap'), join(folder, 'log.pcap'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('needs nothing beside it', () => {
    expect(readdirSync(folder).sort()).toEqual(['hookscope.mjs', 'log.pcap']);
    expect(run(file, '--version')).toBe(run(PROGRAM, '--version'));
  });

  it.each([['text'], ['json'], ['html'], ['sarif']])(
    'gives the report of the installed program as %s',
    (format) => {
      const words = ['check', 'log.pcap', '--format', format, '--fail-on', 'never'];
      expect(run(file, ...words)).toBe(run(PROGRAM, ...words));
    },
  );

  it('has the other reader inside', () => {
    const words = ['check', 'log.pcap', '--reader', 'pcap-parser', '--fail-on', 'never'];
    expect(run(file, ...words)).toBe(run(PROGRAM, ...words));
  });

  it.skipIf(!HAS_TMUX)('draws the terminal UI', async () => {
    const terminal = new Tmux(80, 24, folder);
    try {
      terminal.type(`${process.execPath} hookscope.mjs log.pcap`);
      terminal.press('Enter');
      await terminal.shows('No ConnectionStatusEvent within 10 s');
    } finally {
      terminal.end();
    }
  });
});
