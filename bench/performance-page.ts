import { readFileSync, writeFileSync } from 'node:fs';
import type { RowResult } from './bench.ts';
import { machine, resultsTable } from './results-table.ts';

const PAGE = new URL('../docs/performance.md', import.meta.url);
const BEGIN = '<!-- measured: begin (npm run bench -- --write) -->';
const END = '<!-- measured: end -->';

/** Puts results in the place of the earlier ones on `docs/performance.md`. */
export function writePerformancePage(results: readonly RowResult[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/performance.md lacks the line ${BEGIN} or ${END}`);
  const tables = results.map(resultsTable).join('\n');
  const measured = `${BEGIN}\nMeasured on ${machine()}.\n\n${tables}`;
  writeFileSync(PAGE, page.slice(0, begin) + measured + page.slice(end));
}
