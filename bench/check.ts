import { benchRow, type RowResult } from './bench.ts';
import { CaptureCache } from './captures.ts';
import { benchOptions } from './options.ts';
import { machine } from './results-table.ts';
import type { RowName } from './rows.ts';
import { judgeTargets, TARGET_ROWS } from './targets.ts';
import { benchTerminal, HAS_SCRIPT, judgeTerminal } from './terminal/index.ts';

const WORDS = new Map([
  [true, 'met'],
  [false, 'NOT MET'],
  [null, 'not told'],
]);

/**
 * Measures the rows of the targets and says which targets are met, in each round. Exit status 1 where one is not. Takes the
 * options of `bench`.
 */
async function main(words: readonly string[]): Promise<void> {
  const options = benchOptions(words, TARGET_ROWS);
  const cache = new CaptureCache(options.cache, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${machine()}\n\n`);
  for (let round = 1; round <= options.rounds; round += 1) {
    const results = new Map<RowName, RowResult>();
    for (const name of options.rows) results.set(name, await benchRow(options.row(name), cache, options));
    const terminal = options.terminal && HAS_SCRIPT ? await benchTerminal(cache, options) : null;
    if (options.rounds > 1) process.stdout.write(`Round ${round}\n`);
    for (const { title, met, told } of [...judgeTargets(results), ...judgeTerminal(terminal)]) {
      process.stdout.write(`${(WORDS.get(met) ?? '').padEnd(9)} ${title}: ${told}\n`);
      if (met === false) process.exitCode = 1;
    }
  }
}

await main(process.argv.slice(2));
