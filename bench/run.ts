import { benchRow, type RowResult } from './bench.ts';
import { CaptureCache } from './captures.ts';
import { benchOptions, USAGE } from './options.ts';
import { writePerformancePage } from './performance-page.ts';
import { machine, resultsTable } from './results-table.ts';
import type { RowName } from './rows.ts';

/** The 10 GB are only made when asked for. */
const DEFAULT_ROWS: readonly RowName[] = ['mixed', 'hooks', 'log', 'gzip'];

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(words: readonly string[]): Promise<void> {
  if (words.includes('--help')) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const options = benchOptions(words, DEFAULT_ROWS);
  const cache = new CaptureCache(options.cache, say);
  if (options.clean) {
    cache.clean();
    return;
  }
  process.stdout.write(`${machine()}\n\n`);
  const results: RowResult[] = [];
  for (const name of options.rows) {
    const result = await benchRow(options.row(name), cache, options);
    results.push(result);
    process.stdout.write(`${resultsTable(result)}\n`);
  }
  if (options.write) writePerformancePage(results);
}

await main(process.argv.slice(2));
