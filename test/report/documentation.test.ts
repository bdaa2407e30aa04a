import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from '../../src/report/index.ts';
import { renderText } from '../../src/report/text/report.ts';
import { analysisOf, rendered } from './rendered.ts';

const page = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8');
const excerpts = [...page.matchAll(/<!-- from (\S+) -->\n(`{3,})\w+\n([\s\S]*?)\n\2\n/g)].map(
  ([, file = '', , text = '']) => [file, text] as const,
);

describe('docs/reports.md', () => {
  it.each(excerpts)('has an excerpt of %s as it is', (file, excerpt) => {
    const golden = readFileSync(new URL(`../golden/reports/${file}`, import.meta.url), 'utf8');
    for (const part of excerpt.split(/\n?…\n?/)) expect(golden).toContain(part);
  });

  it('has a chapter and the names of each format, and an excerpt of each that is made for others', () => {
    for (const { name, extensions } of REPORT_FORMATS) {
      for (const extension of extensions) expect(page).toContain(`\`${extension}\``);
      if (name === 'text') continue;
      expect(page).toContain(`\n## ${name}\n`);
      if (name !== 'json') expect(excerpts.map(([file]) => file.split('/')[0])).toContain(name);
    }
  });
});

describe('README.md', () => {
  it('shows what the program says', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, sample = '', shown] = /```\n\$ hookscope check samples\/(\S+)\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(shown).toBe(rendered(renderText, await analysisOf(sample)));
  });
});
