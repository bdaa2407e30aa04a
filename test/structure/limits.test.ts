import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as limits from '../../src/base/limits.ts';

const SOURCE = readFileSync(fileURLToPath(new URL('../../src/base/limits.ts', import.meta.url)), 'utf8');
const PAGE = fileURLToPath(new URL('../../docs/robustness.md', import.meta.url));
const [BEGIN, END] = [
  '<!-- limits: UPDATE=1 npx vitest run test/structure writes them -->',
  '<!-- end of limits -->',
];
const DOCUMENTED = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const (\w+) =/g;

/** The bounds, each with its comment from the source. */
function rows(): readonly string[] {
  return [...SOURCE.matchAll(DOCUMENTED)].map(([, comment = '', name = '']) => {
    const value = Object.entries(limits).find(([key]) => key === name)?.[1];
    const words = comment
      .replace(/^\s*\* ?/gm, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    return `| \`${name}\` | ${value?.toLocaleString('en')} | ${words.replaceAll('|', '\\|')} |`;
  });
}

describe('the bounds against hostile input', () => {
  it('are each documented in the source', () => {
    expect(rows()).toHaveLength(Object.keys(limits).length);
  });

  it('stand in docs/robustness.md as they are', () => {
    const table = ['| bound | value | |', '| --- | --- | --- |', ...rows()].join('\n');
    const page = readFileSync(PAGE, 'utf8');
    const [before = '', rest = ''] = page.split(BEGIN);
    const [, after = ''] = rest.split(END);
    const updated = `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
    if (process.env.UPDATE === '1') writeFileSync(PAGE, updated);
    else expect(page).toBe(updated);
  });
});
