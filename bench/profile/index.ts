/** What a hook call costs in each stage of the program: microseconds, and bytes allocated on the heap. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CaptureCache } from '../captures.ts';
import { COMMANDS } from '../commands.ts';
import { PROFILES } from '../generate/index.ts';
import { type ProcessCost, processCost, processorSeconds } from '../measure/index.ts';
import { factsOf } from '../report-facts.ts';
import { grouped } from '../results-table.ts';
import type { Row } from '../rows.ts';
import { markdownTable, type Table } from '../tables.ts';
import { sampledAllocation, sampledTime } from './sampled-run.ts';
import { SourceFiles } from './source-files.ts';
import { medianCosts, type StageCosts, stageCosts } from './stage-costs.ts';
import { STAGES } from './stages.ts';

const ROOT = new URL('../../', import.meta.url);
/** A build of its own with source maps; git ignores the folder, and `dist/` is left alone. */
const BUILD_FOLDER = 'build';
const PROGRAM = fileURLToPath(new URL('./program.cjs', import.meta.url));

/** Runs `check` on a row's capture under both samplers. */
export function profileTable(row: Row, cache: CaptureCache, runs: number): Table {
  execFileSync(process.execPath, ['build.mjs', '--to', BUILD_FOLDER, '--source-maps'], {
    cwd: fileURLToPath(ROOT),
    stdio: 'inherit',
  });
  const files = new SourceFiles(new URL(`${BUILD_FOLDER}/`, ROOT).href);
  const { path: capture, tls } = cache.capture(row.profile, row.size);
  const [loadBefore = 0] = loadavg();
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-bench-output-'));
  try {
    const output = join(folder, 'output');
    const command = COMMANDS.check({
      hookscope: PROGRAM,
      capture,
      tls,
      faulty: PROFILES[row.profile].faulty,
      output,
    });
    const plain = Array.from({ length: runs }, () => processCost(command));
    const { calls, findings } = factsOf(output);
    const times = Array.from({ length: runs }, () => stageCosts(sampledTime(command), files));
    const heap = stageCosts(sampledAllocation(command), files);
    const least = (of: (cost: ProcessCost) => number): string =>
      microseconds(Math.min(...plain.map(of)) * 1e6, calls);
    return {
      title: `Profile: ${row.title}`,
      about: `${grouped(calls)} hook calls, ${grouped(findings)} findings.`,
      circumstances: `Medians of ${runs}; load average before ${loadBefore.toFixed(1)}. Without a sampler the whole command takes ${least(({ wall }) => wall)} µs a call, and ${least(processorSeconds)} µs of processor time.`,
      body: tableOf(medianCosts(times), heap, calls),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tableOf(times: StageCosts, heap: StageCosts, calls: number): string {
  const whole = sum(times);
  const line = (name: string, time: number, bytes: number): readonly string[] => [
    name,
    microseconds(time, calls),
    `${Math.round((100 * time) / whole)} %`,
    grouped(Math.round(bytes / calls)),
  ];
  return markdownTable(
    ['stage', 'µs a call', 'share', 'bytes allocated a call'],
    [
      ...STAGES.map((stage) => line(stage, times.get(stage) ?? 0, heap.get(stage) ?? 0)),
      line('all', whole, sum(heap)),
    ],
  );
}

function sum(costs: StageCosts): number {
  return [...costs.values()].reduce((total, cost) => total + cost, 0);
}

function microseconds(time: number, calls: number): string {
  return (time / calls).toFixed(1);
}
