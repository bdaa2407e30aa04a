import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { helpLines } from '../../src/tui/commands/help.ts';
import { keysPage } from '../../src/tui/commands/keys-page.ts';
import { COMMANDS } from '../../src/tui/commands/table.ts';
import { plainText } from '../../src/tui/layout/line-list.ts';

describe('commands', () => {
  it('have each key once', () => {
    const keys = COMMANDS.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are all in the help screen and in docs/keys.md', () => {
    const help = plainText(helpLines(200));
    for (const command of COMMANDS) expect(help).toContain(command.help);
    const path = fileURLToPath(new URL('../../docs/keys.md', import.meta.url));
    if (process.env.UPDATE === '1') writeFileSync(path, keysPage());
    expect(readFileSync(path, 'utf8')).toBe(keysPage());
  });
});
