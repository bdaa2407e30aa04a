import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { terminalPictures } from '../../documentation/pictures/terminal-pictures.ts';
import { HAS_TMUX } from '../tui/tmux.ts';

describe.skipIf(!HAS_TMUX)('the pictures of the terminal UI', () => {
  it('are what the program draws (npm run pictures draws them anew)', async () => {
    const drawn = await terminalPictures();
    expect([...drawn.keys()]).toEqual(['terminal.svg', 'walk.svg']);
    for (const [name, picture] of drawn) {
      const kept = readFileSync(new URL(`../../docs/pictures/${name}`, import.meta.url), 'utf8');
      expect(picture === kept, `${name} is as the program draws it`).toBe(true);
    }
  });
});
