import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tmux } from '../../test/tui/tmux.ts';
import { type Screen, screenOf } from './screen-cells.ts';
import { type Scene, screenPicture, walkPicture } from './terminal-svg.ts';
import { WALK } from './walk.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SIZE = { columns: 100, rows: 30 } as const;

/**
 * The pictures of the terminal UI by their file names: what the built program draws in a real terminal when it opens `samples/log.pcap`, and
 * a walk with the keys of `walk.ts`.
 */
export async function terminalPictures(): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-pictures-'));
  copyFileSync(join(ROOT, 'samples/log.pcap'), join(folder, 'log.pcap'));
  const terminal = new Tmux(SIZE.columns, SIZE.rows, folder);
  const scenes: Scene[] = [];
  try {
    // In colour, whatever is asked of the programs around it.
    terminal.type(
      `env -u NO_COLOR -u FORCE_COLOR ${process.execPath} ${join(ROOT, 'bin/hookscope.js')} log.pcap`,
    );
    terminal.press('Enter');
    for (const { keys, shows, caption, seconds } of WALK) {
      for (const key of keys) terminal.press(key);
      await terminal.shows(shows);
      scenes.push({ screen: await settled(terminal), caption, seconds });
    }
  } finally {
    terminal.end();
    rmSync(folder, { recursive: true });
  }
  const [first] = scenes;
  if (first === undefined) throw new Error('the walk has no scenes');
  return new Map([
    ['terminal.svg', screenPicture(first.screen, SIZE.columns, 'hookscope log.pcap in a terminal')],
    ['walk.svg', walkPicture(scenes, SIZE.columns, 'A walk through log.pcap')],
  ]);
}

/** Looks that must show the same, one after the other, and milliseconds between two of them: on a busy machine a screen comes late. */
const SAME_LOOKS = 4;
const LOOK_MS = 400;

/** The screen when nothing of it changes any more. */
async function settled(terminal: Tmux): Promise<Screen> {
  let before = '';
  let same = 1;
  for (;;) {
    const now = terminal.colours();
    same = now === before ? same + 1 : 1;
    if (same === SAME_LOOKS) return screenOf(now, SIZE.columns, SIZE.rows);
    before = now;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** The HTML report of a sample as a headless Chromium shows it; the file that is written is a PNG. */
export function reportPicture(chromium: string, path: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-pictures-'));
  const report = join(folder, 'report.html');
  try {
    const words = ['report', join(ROOT, 'samples/log.pcap'), '-o', report, '--fail-on', 'never'];
    execFileSync(process.execPath, [join(ROOT, 'bin/hookscope.js'), ...words]);
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--window-size=1100,800',
    ];
    const own = [
      '--no-first-run',
      '--disable-background-networking',
      `--user-data-dir=${join(folder, 'profile')}`,
    ];
    execFileSync(chromium, [...flags, ...own, `--screenshot=${path}`, `file://${report}`], {
      stdio: 'ignore',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
