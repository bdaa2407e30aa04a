import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Comparison } from '../../../src/compare/index.ts';
import { Masker } from '../../../src/privacy/index.ts';
import { COMPARISON_FORMATS, type ComparisonOptions } from '../../../src/report/compare/index.ts';

/** A comparison as text; options are those of `compare` into a pipe, and changes to them. */
export function rendered(
  name: string,
  comparison: Comparison,
  changes: Partial<ComparisonOptions> = {},
): string {
  const format = COMPARISON_FORMATS.find((each) => each.name === name);
  if (format === undefined) throw new Error(`there is no format ${name}`);
  const options: ComparisonOptions = {
    masker: new Masker({ showSecrets: false }),
    version: '0.0.0',
    color: false,
    columns: 80,
    everything: false,
    verdictOnly: false,
    ...changes,
  };
  return [...format.render(comparison, options)].join('');
}

/** Compares with a file of `test/golden/compare`; with UPDATE=1 in the environment writes it anew. */
export function expectGolden(text: string, file: string): void {
  const path = new URL(`../../golden/compare/${file}`, import.meta.url);
  if (process.env.UPDATE === '1') writeFileSync(path, text);
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : `there is no ${file}`);
}
