import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StageName } from '../stages/index.ts';
import type { Order, Report } from './messages.ts';

/** What one input may cost. */
export interface Bounds {
  readonly milliseconds: number;
  /** Growth of resident memory. */
  readonly bytes: number;
}

export interface Plan {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly stage: StageName | null;
  readonly bounds: Bounds;
  readonly onFailure?: (failure: Failure) => void;
  /** Called after each input with the number tried so far. */
  readonly onProgress?: (tried: number) => void;
}

/** An input that failed. */
export interface Failure {
  readonly index: number;
  readonly problem: string;
}

export interface Outcome {
  readonly tried: number;
  readonly failures: readonly Failure[];
  /** Inputs and time by stage. */
  readonly stages: ReadonlyMap<StageName, { readonly tried: number; readonly milliseconds: number }>;
  readonly slowest: { readonly index: number; readonly milliseconds: number };
  /** The input that made the peak of memory grow most. */
  readonly mostBytes: { readonly index: number; readonly bytes: number };
  /** Live heap of the last child when it was done. */
  readonly heapBytes: number;
  readonly hasCorpus: boolean;
}

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
const HEAP_MEGABYTES = 768;
const START_MILLISECONDS = 60_000;

/**
 * Tries inputs in a process of its own. An input fails if it takes too long, takes too much memory, or ends the process. The
 * inputs after it are then tried in another process.
 */
export async function supervise(plan: Plan): Promise<Outcome> {
  const tally = new Tally(plan);
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-fuzz-'));
  try {
    while (tally.next < plan.to) await oneChild(plan, tally, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return tally;
}

class Tally implements Outcome {
  next: number;
  tried = 0;
  readonly failures: Failure[] = [];
  readonly stages = new Map<StageName, { tried: number; milliseconds: number }>();
  slowest = { index: -1, milliseconds: 0 };
  mostBytes = { index: -1, bytes: 0 };
  heapBytes = 0;
  hasCorpus = false;
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.next = plan.from;
  }

  fail(index: number, problem: string): void {
    const failure = { index, problem };
    this.failures.push(failure);
    this.next = index + 1;
    this.#plan.onFailure?.(failure);
  }

  /** True where the child may go on. */
  ended(report: Extract<Report, { kind: 'ended' }>): boolean {
    const { index, stage, milliseconds, grewBytes, problem } = report;
    this.tried += 1;
    this.next = index + 1;
    const before = this.stages.get(stage) ?? { tried: 0, milliseconds: 0 };
    this.stages.set(stage, { tried: before.tried + 1, milliseconds: before.milliseconds + milliseconds });
    if (milliseconds > this.slowest.milliseconds) this.slowest = { index, milliseconds };
    if (grewBytes > this.mostBytes.bytes) this.mostBytes = { index, bytes: grewBytes };
    if (problem !== null) this.fail(index, problem);
    const tooMuch = grewBytes > this.#plan.bounds.bytes;
    if (tooMuch) this.fail(index, `memory grew by ${Math.round(grewBytes / 1e6)} MB`);
    this.#plan.onProgress?.(this.tried);
    return !tooMuch;
  }
}

function oneChild(plan: Plan, tally: Tally, folder: string): Promise<void> {
  const { seed, to, stage, bounds } = plan;
  const child: ChildProcess = fork(CHILD, {
    execArgv: ['--import', 'tsx', '--expose-gc', `--max-old-space-size=${HEAP_MEGABYTES}`],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let current = -1;
  let lastWords = '';
  let over = false;
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text.toString('utf8')).slice(-2000);
  });
  return new Promise((settle, fail) => {
    let unwatch = watch(START_MILLISECONDS, () => child.kill('SIGKILL'));
    const stop = (problem: string): void => {
      if (over) return;
      over = true;
      unwatch();
      child.kill('SIGKILL');
      if (current < 0) {
        fail(new Error(`the process did not begin: ${problem}`));
        return;
      }
      if (tally.next <= current) tally.fail(current, problem);
      settle();
    };
    child.on('message', (report: Report) => {
      if (over) return;
      unwatch();
      if (report.kind === 'begins') {
        current = report.index;
        unwatch = watch(bounds.milliseconds, () => stop(`no end within ${bounds.milliseconds} ms`));
      } else if (report.kind === 'ended') {
        if (tally.ended(report)) unwatch = watch(bounds.milliseconds, () => stop('nothing more was heard'));
        else {
          over = true;
          child.kill('SIGKILL');
          settle();
        }
      } else {
        tally.heapBytes = report.heapBytes;
        tally.hasCorpus = report.hasCorpus;
        over = true;
        settle();
      }
    });
    child.on('exit', (code, signal) => stop(`the process ended (${signal ?? code}): ${lastWords}`));
    const order: Order = { seed, from: tally.next, to, stage, folder };
    child.send(order);
  });
}

const TICK_MILLISECONDS = 250;

/**
 * Calls a function when a time is over, unless the function that is returned is called before. The time is counted in ticks of a
 * timer, so that it stands still while the machine sleeps or this process is stopped.
 */
function watch(milliseconds: number, whenOver: () => void): () => void {
  const tick = Math.min(TICK_MILLISECONDS, milliseconds);
  let left = milliseconds;
  const timer = setInterval(() => {
    left -= tick;
    if (left > 0) return;
    clearInterval(timer);
    whenOver();
  }, tick);
  return () => clearInterval(timer);
}
