import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMPARISON_FORMATS } from '../../../src/report/compare/index.ts';

const page = readFileSync(new URL('../../../docs/compare.md', import.meta.url), 'utf8');
const excerpts = [...page.matchAll(/<!-- from (\S+) -->\n(`{3,})\w+\n([\s\S]*?)\n\2\n/g)].map(
  ([, file = '', , text = '']) => [file, text] as const,
);

describe('docs/compare.md', () => {
  it.each(excerpts)('has an excerpt of %s as it is', (file, excerpt) => {
    const golden = readFileSync(new URL(`../../golden/compare/${file}`, import.meta.url), 'utf8');
    for (const part of excerpt.split(/\n?…\n/)) expect(golden).toContain(part);
  });

  it('has excerpts of every format, and names each', () => {
    const ends = new Set(excerpts.map(([file]) => file.split('.').at(-1)));
    expect(ends).toEqual(new Set(['txt', 'md', 'json']));
    for (const { name } of COMPARISON_FORMATS) expect(page).toMatch(new RegExp(`\`(?:--format )?${name}\``));
  });
});
