import { benchRow } from './bench.ts';
import { CaptureCache } from './captures.ts';
import { benchOptions, USAGE } from './options.ts';
import { writePerformancePage } from './performance-page.ts';
import { profileTable } from './profile/index.ts';
import { machine, resultsTable } from './results-table.ts';
import type { RowName } from './rows.ts';
import { benchTerminal, HAS_SCRIPT, terminalTable } from './terminal/index.ts';

/** Rows that are measured unless others are named. The 10 GB, and the captures with faults, have to be named. */
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
  const tables: string[] = [];
  const show = (table: string): void => {
    tables.push(table);
    process.stdout.write(`${table}\n`);
  };
  for (const name of options.rows) {
    const row = options.row(name);
    if (options.profile) show(profileTable(row, cache, options.runs));
    else show(resultsTable(await benchRow(row, cache, options)));
  }
  if (options.terminal && HAS_SCRIPT) show(terminalTable(await benchTerminal(cache, options)));
  else if (options.terminal) say('the terminal UI is not measured: there is no script of util-linux');
  if (options.write) writePerformancePage(tables);
}

await main(process.argv.slice(2));
