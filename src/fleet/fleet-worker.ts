import type { Job } from 'bullmq';
import { connectionTo, QUEUE, queueEngine } from './engine.ts';
import { DEATH_OF_PROCESS, MOST_STARTS } from './fleet-queue.ts';
import type { RedisPlace } from './redis-place.ts';
import { type SetEnd, SetProcesses } from './set-processes.ts';
import type { SetOutcome, SetTask } from './set-task.ts';

/** How a worker takes sets. */
export interface WorkerOptions {
  /** Sets at one time, each in a process of its own. */
  readonly concurrency: number;
  /** Seconds after which a set counts as given up whose worker says nothing. */
  readonly lockSeconds: number;
  /** The module that a process runs which reads sets. */
  readonly processor: string;
  /** Of the processes. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told of what becomes of sets. `again`: it is going to be tried again. */
  readonly onEnd: (task: SetTask, how: WorkerEvent) => void;
  /** Redis cannot be reached, or can again. */
  readonly onConnection: (error: string | null) => void;
}

export type WorkerEvent =
  | { readonly kind: 'completed'; readonly outcome: SetOutcome }
  | { readonly kind: 'failed'; readonly reason: string; readonly isAgain: boolean };

/** A worker that takes sets from now on. */
export interface FleetWorker {
  /** Takes no more sets; settles when those under way are done. */
  readonly close: () => Promise<void>;
}

/** More than any set is started: `maxStartedAttempts` decides, which counts all starts, however they ended. */
const STALLS_PUT_UP_WITH = 1000;

/** Starts to take sets; null where the engine is not installed. */
export function startWorker(place: RedisPlace, options: WorkerOptions): FleetWorker | null {
  const engine = queueEngine();
  if (engine === null) return null;
  const redis = connectionTo(engine, place, true);
  const milliseconds = options.lockSeconds * 1000;
  const processes = new SetProcesses(options.processor, options.environment);
  const read = async (job: Job<SetTask, SetOutcome>): Promise<SetOutcome> => {
    const end = await processes.read(
      job.data,
      (progress) => void job.updateProgress(progress).catch(() => {}),
    );
    if (end.kind === 'done') return end.outcome;
    throw end.kind === 'failed' && end.isFinal
      ? new engine.bullmq.UnrecoverableError(end.reason)
      : new Error(whyNot(end));
  };
  const worker = new engine.bullmq.Worker<SetTask, SetOutcome>(QUEUE, read, {
    connection: redis,
    concurrency: options.concurrency,
    lockDuration: milliseconds,
    stalledInterval: milliseconds,
    maxStalledCount: STALLS_PUT_UP_WITH,
    maxStartedAttempts: MOST_STARTS,
  });
  worker.on('completed', (job, outcome) => options.onEnd(job.data, { kind: 'completed', outcome }));
  worker.on('failed', (job, error) => {
    if (job === undefined) return;
    const isAgain = job.finishedOn === undefined;
    options.onEnd(job.data, { kind: 'failed', reason: error.message, isAgain });
  });
  worker.on('error', (error) => options.onConnection(error.message));
  worker.on('ready', () => options.onConnection(null));
  const close = async (): Promise<void> => {
    await worker.close();
    processes.close();
    redis.disconnect();
  };
  return { close };
}

function whyNot(end: Exclude<SetEnd, { kind: 'done' }>): string {
  return end.kind === 'failed' ? end.reason : `${DEATH_OF_PROCESS} (${end.by})`;
}
