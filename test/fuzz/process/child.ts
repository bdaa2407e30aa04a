import process from 'node:process';
import { inputBytes } from '../input.ts';
import { readSeeds, type Seeds } from '../seeds/index.ts';
import { makeInput, stageOf } from '../stages/index.ts';
import { tryInput } from '../trials/index.ts';
import { type Order, type Report, variantOf } from './messages.ts';

const KILOBYTE = 1024;
const LONGEST_PROBLEM = 4000;

/** Tries inputs one after the other. The process that started it watches how long it takes, and whether it dies. */
async function obey(order: Order): Promise<void> {
  const seeds = await readSeeds();
  await attempt(order, seeds, order.from, true);
  for (let index = order.from; index < order.to; index++) await attempt(order, seeds, index, false);
  globalThis.gc?.();
  await tell({ kind: 'done', heapBytes: process.memoryUsage().heapUsed, hasCorpus: seeds.hasCorpus });
  process.disconnect();
}

async function attempt(order: Order, seeds: Seeds, index: number, rehearsal: boolean): Promise<void> {
  if (!rehearsal) await tell({ kind: 'begins', index });
  const stage = order.stage ?? stageOf(index);
  const input = makeInput(order.seed, index, stage, seeds);
  const before = process.resourceUsage().maxRSS;
  const began = performance.now();
  const problem = await tryInput(input, variantOf(index), order.folder).then(
    () => null,
    (error: unknown) => wordsOf(error),
  );
  const milliseconds = performance.now() - began;
  const grewBytes = (process.resourceUsage().maxRSS - before) * KILOBYTE;
  // The first attempt also compiles code and fills tables. So it is made twice, and only the second time counts.
  if (rehearsal) return;
  await tell({
    kind: 'ended',
    index,
    stage,
    milliseconds,
    grewBytes,
    inputBytes: inputBytes(input).length,
    problem,
  });
}

function wordsOf(error: unknown): string {
  const words =
    error instanceof Error
      ? error.name === 'Error' && error.constructor.name === 'Unsound'
        ? error.message
        : (error.stack ?? error.message)
      : String(error);
  return words.slice(0, LONGEST_PROBLEM);
}

/** Settles when the message was handed over: it then arrives even if this process hangs right after. */
function tell(report: Report): Promise<void> {
  return new Promise((settle, fail) => {
    process.send?.(report, (error: Error | null) => (error === null ? settle() : fail(error)));
  });
}

process.once('message', (order: Order) => void obey(order));
