import { connectionTo, QUEUE, queueEngine } from './engine.ts';
import { MOST_STARTS } from './fleet-queue.ts';
import type { RedisPlace } from './redis-place.ts';
import type { SetOutcome, SetTask } from './set-task.ts';

/** How a worker takes sets. */
export interface WorkerOptions {
  /** Sets at one time, each in a process of its own. */
  readonly concurrency: number;
  /** Seconds after which a set counts as given up whose worker says nothing. */
  readonly lockSeconds: number;
  /** The file whose function reads a set. */
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
  const worker = new engine.bullmq.Worker<SetTask, SetOutcome>(QUEUE, options.processor, {
    connection: redis,
    concurrency: options.concurrency,
    lockDuration: milliseconds,
    stalledInterval: milliseconds,
    maxStalledCount: STALLS_PUT_UP_WITH,
    maxStartedAttempts: MOST_STARTS,
    workerForkOptions: { env: { ...options.environment }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
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
    redis.disconnect();
  };
  return { close };
}
