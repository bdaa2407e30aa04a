/**
 * Damaged inputs by the thousand, outside CI:
 *
 *     npm run fuzz -- [--count N] [--from N] [--seed N] [--stage NAME] [--keep FOLDER] [--only INDEX] [--whole N]
 *
 * `--whole` is the number of inputs that also go through the built command (`npm run build` makes it); 1 in 200 unless given.
 * Every input can be made again from its seed and number. Inputs that fail are kept as files, and the exit status is 1.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { INPUT_EXTENSIONS, inputBytes } from './input.ts';
import { variantOf } from './process/messages.ts';
import { type Failure, type Outcome, supervise } from './process/supervise.ts';
import { tryWholeCommand } from './process/whole-command.ts';
import { readSeeds } from './seeds/index.ts';
import { makeInput, STAGE_NAMES, type StageName, stageOf } from './stages/index.ts';

const BOUNDS = { milliseconds: 20_000, bytes: 400e6 };
const TOLD_EVERY = 1000;
const INPUTS_PER_WHOLE_COMMAND = 200;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    stage: { type: 'string' },
    keep: { type: 'string', default: join(tmpdir(), 'hookscope-fuzz-failures') },
    only: { type: 'string' },
    whole: { type: 'string' },
  },
});

const stage = STAGE_NAMES.find((name) => name === values.stage) ?? null;
if (values.stage !== undefined && stage === null) {
  console.error(`--stage ${values.stage}: expected ${STAGE_NAMES.join(', ')}`);
  process.exit(2);
}
const seed = Number(values.seed);
const from = values.only === undefined ? Number(values.from) : Number(values.only);
const to = values.only === undefined ? from + Number(values.count) : from + 1;
const began = performance.now();
const outcome = await supervise({
  seed,
  from,
  to,
  stage,
  bounds: BOUNDS,
  onFailure: tellFailure,
  onProgress: (tried) => {
    if (tried % TOLD_EVERY === 0) console.log(`${tried} tried, ${seconds()} s`);
  },
});
await keep(outcome.failures);
console.log(summary(outcome));
const whole = Number(values.whole ?? Math.floor((to - from) / INPUTS_PER_WHOLE_COMMAND));
const wholeFailures = tryWholeCommand(seed, whole, await readSeeds());
for (const { index, problem } of wholeFailures) console.log(`${index}: ${problem}`);
console.log(`  the whole command: ${whole} inputs, ${wholeFailures.length} failed; ${seconds()} s in all`);
process.exitCode = outcome.failures.length + wholeFailures.length === 0 ? 0 : 1;

function tellFailure({ index, problem }: Failure): void {
  console.log(`input ${index} (${stage ?? stageOf(index)}, variant ${variantOf(index)}): ${problem}`);
}

async function keep(failures: readonly Failure[]): Promise<void> {
  if (failures.length === 0) return;
  mkdirSync(values.keep, { recursive: true });
  const seeds = await readSeeds();
  for (const { index } of failures) {
    const name: StageName = stage ?? stageOf(index);
    const input = makeInput(seed, index, name, seeds);
    const path = join(
      values.keep,
      `${seed}-${index}-${name}-v${variantOf(index)}${INPUT_EXTENSIONS[input.kind]}`,
    );
    writeFileSync(path, inputBytes(input));
    console.log(`kept ${path}`);
  }
}

function summary({ tried, failures, stages, slowest, mostBytes, heapBytes, hasCorpus }: Outcome): string {
  const lines = [...stages].map(([name, { tried: count, milliseconds }]) => {
    return `  ${name.padEnd(14)} ${String(count).padStart(7)} inputs, ${(milliseconds / count).toFixed(1)} ms each`;
  });
  return [
    `seed ${seed}, inputs ${from} to ${to - 1}${hasCorpus ? ', with the corpus' : ', without the corpus'}: ${tried} tried in ${seconds()} s, ${failures.length} failed`,
    ...lines,
    `  slowest: input ${slowest.index}, ${Math.round(slowest.milliseconds)} ms; most memory: input ${mostBytes.index}, ${Math.round(mostBytes.bytes / 1e6)} MB more; live heap at the end ${Math.round(heapBytes / 1e6)} MB`,
  ].join('\n');
}

function seconds(): number {
  return Math.round((performance.now() - began) / 1000);
}
