import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../cli/built-program.ts';
import { HAS_TMUX, Tmux } from './tmux.ts';

if (!HAS_TMUX) console.warn('There is no tmux: the terminal UI is not tried in a real terminal.');

const LOG = fileURLToPath(new URL('../../samples/log.pcap', import.meta.url));

const program = `${process.execPath} ${PROGRAM}`;
let folder: string;
let terminal: Tmux;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-terminal-'));
  copyFileSync(LOG, join(folder, 'log.pcap'));
  terminal = new Tmux(80, 24, folder);
});

afterEach(() => {
  terminal.end();
  rmSync(folder, { recursive: true });
});

/** The shell's prompt is back, what it showed before too, and the cursor can be seen. */
async function restored(): Promise<void> {
  await terminal.shows(/^\$ ?$/m);
  expect(terminal.screen()).toContain('before the program');
  expect(terminal.screen()).not.toContain('Sessions');
  expect(terminal.modes()).toEqual({ alternate: false, cursor: true });
}

describe.skipIf(!HAS_TMUX)('hookscope in a real terminal', () => {
  it('is walked through from the first screen to the shell', async () => {
    terminal.type(`echo before the program; ${program} log.pcap; echo status $?`);
    terminal.press('Enter');
    await terminal.shows('ConnectionStatusEvent  missing');
    await terminal.shows('✗ 1 missing: ConnectionStatusEvent');
    await terminal.shows('No ConnectionStatusEvent within 10 s');
    expect(terminal.modes().alternate).toBe(true);

    terminal.press('Up', 'Up');
    await terminal.shows('call 1/3');
    terminal.press('Enter', 'z');
    for (const [key, text] of [
      ['2', 'sipRegisterRequired'],
      ['3', 'gives back the request unchanged'],
      ['4', 'POST /EchoApp/connect HTTP/1.1'],
      ['5', 'Its TCP connection'],
      ['6', '{"nodeId":"Ah20G'],
    ] as const) {
      terminal.press(key);
      await terminal.shows(text);
    }
    terminal.press('z', 'Left', 'G');

    terminal.resize(200, 50);
    await terminal.shows(/missing: expected within 10 s of frame 48 +│/);
    terminal.resize(60, 15);
    await terminal.shows('[6 raw]');
    terminal.resize(80, 24);
    await terminal.shows('[6 raw]');

    terminal.press('Left', 'g', 'Right');
    await terminal.shows('/37');
    terminal.type('/status:FINISH');
    await terminal.shows('✓ valid');
    terminal.press('Enter');
    await terminal.shows('match status:FINISH');
    terminal.press('Escape');
    await terminal.shows('Filter taken away');
    terminal.press('p');
    await terminal.shows('problem 1/6');
    terminal.press('f');
    await terminal.shows('Findings by rule');
    terminal.press('q', 'q');
    await terminal.shows('Back to the calls');

    terminal.type('ej');
    await terminal.shows('hookscope-log.json');
    terminal.press('Enter');
    await terminal.shows('Wrote hookscope-log.json');
    expect(JSON.parse(readFileSync(join(folder, 'hookscope-log.json'), 'utf8'))).toMatchObject({
      schema: 'hookscope/1',
    });

    terminal.press('q');
    await terminal.shows('status 0');
    await restored();
  });

  it('reads keys from the terminal where the capture comes through a pipe', async () => {
    terminal.type(`echo before the program; cat log.pcap | ${program} -; echo status $?`);
    terminal.press('Enter');
    await terminal.shows('standard input');
    terminal.press('?');
    await terminal.shows('Ctrl-D');
    terminal.press('q', 'q');
    await terminal.shows('Leave?');
    terminal.press('q');
    await terminal.shows('status 0');
    await restored();
  });

  it('gives the terminal to the shell while it is suspended', async () => {
    terminal.type(`echo before the program; ${program} log.pcap`);
    terminal.press('Enter');
    await terminal.shows('Sessions');
    terminal.press('C-z');
    await restored();
    terminal.type('fg');
    terminal.press('Enter');
    await terminal.shows('Sessions');
    terminal.press('f');
    await terminal.shows('problem 1/6');
    terminal.press('Q');
    await restored();
  });

  it('restores the screen when a signal ends it', async () => {
    terminal.type(`echo before the program; sh -c 'echo $$ > pid; exec ${program} log.pcap'; echo status $?`);
    terminal.press('Enter');
    await terminal.shows('Sessions');
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGTERM');
    await terminal.shows('status 143');
    await restored();
  });
});
