import { benchRow } from './bench.ts';
import { CaptureCache } from './captures.ts';
import { benchOptions, USAGE } from './options.ts';
import { writePerformancePage } from './performance-page.ts';
import { profileTable } from './profile/index.ts';
import { machine, resultsTable } from './results-table.ts';
import type { RowName } from './rows.ts';
import { sectionsOf, type Table } from './tables.ts';
import { benchTerminal, HAS_SCRIPT, terminalTable } from './terminal/index.ts';

/** Rows that are measured unless others are named. The largest captures have to be named. */
const DEFAULT_ROWS: readonly RowName[] = ['hooks-faulty', 'hooks', 'mixed-faulty', 'log', 'gzip'];

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
  const tables: Table[] = [];
  const show = (table: Table): void => {
    tables.push(table);
    process.stdout.write(`${sectionsOf([table]).join('')}\n\n`);
  };
  for (let round = 1; round <= options.rounds; round += 1) {
    if (options.rounds > 1) process.stdout.write(`Round ${round}\n\n`);
    for (const name of options.rows) {
      const row = options.row(name);
      if (options.profile) show(profileTable(row, cache, options.runs));
      else show(resultsTable(await benchRow(row, cache, options)));
    }
    if (options.terminal && HAS_SCRIPT) show(terminalTable(await benchTerminal(cache, options)));
  }
  if (options.terminal && !HAS_SCRIPT)
    say('the terminal UI is not measured: there is no script of util-linux');
  if (options.write) writePerformancePage(sectionsOf(tables));
}

await main(process.argv.slice(2));
