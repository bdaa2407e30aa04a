// Draws the pictures of the README from the real program: `npm run pictures`. Needs a build, tmux and, for the HTML report, Chromium.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportPicture, terminalPictures } from './pictures/terminal-pictures.ts';

const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));

mkdirSync(FOLDER, { recursive: true });
for (const [name, picture] of await terminalPictures()) writeFileSync(join(FOLDER, name), picture);

const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
if (chromium === undefined) process.stderr.write('report.png was not drawn: there is no Chromium\n');
else reportPicture(chromium, join(FOLDER, 'report.png'));
