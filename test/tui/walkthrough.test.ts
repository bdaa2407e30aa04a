import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PAGE = fileURLToPath(new URL('../../docs/terminal.md', import.meta.url));
const SCREEN = /(<!-- screen: ([\w-]+) -->\n```\n)[^`]*(```)/g;

/** The walk-through with the screens that the program draws, as screens.test.ts holds them. */
function withScreens(page: string): string {
  return page.replace(SCREEN, (_block, begin: string, name: string, end: string) => {
    const screen = readFileSync(new URL(`screens/${name}.txt`, import.meta.url), 'utf8');
    return `${begin}${screen.replaceAll(/[ \t]+$/gm, '')}${end}`;
  });
}

it('the walk-through shows the screens as they are', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect([...page.matchAll(SCREEN)].length).toBeGreaterThan(5);
  if (process.env.UPDATE === '1') writeFileSync(PAGE, withScreens(page));
  expect(readFileSync(PAGE, 'utf8')).toBe(withScreens(page));
});
