import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { connectionTo, QUEUE, queueEngine } from './engine.ts';
import type { RedisPlace } from './redis-place.ts';
import type { SetOutcome, SetProgress, SetTask } from './set-task.ts';

/** A set is tried so often, whether its process or its whole machine died; then it is failed with its name. */
export const MOST_STARTS = 3;
/** Milliseconds before a set is tried again whose process died. */
const RETRY_MS = 1000;
/** Seconds for which Redis remembers what came of a set. The shards stay in the store. */
const REMEMBERED_SECONDS = 30 * 24 * 3600;
/** Jobs asked for at one time. */
const JOBS_AT_ONCE = 500;

type SetJob = Job<SetTask, SetOutcome>;

/** What became of a set so far. */
export interface SetState {
  readonly id: string;
  /** `forgotten`: Redis knows nothing of it. */
  readonly state: 'waiting' | 'active' | 'completed' | 'failed' | 'forgotten';
  readonly paths: readonly string[];
  readonly bytes: number;
  readonly progress: SetProgress | null;
  readonly outcome: SetOutcome | null;
  /** Why it failed; null where it did not. */
  readonly reason: string | null;
  /** Milliseconds since 1970; null where it was not begun, or not finished. */
  readonly beganAt: number | null;
  readonly endedAt: number | null;
}

/** What became of a set that was submitted. */
export type Submitted = 'queued' | 'there already' | 'failed before';

/** The queue, for commands that ask and submit. */
export class FleetQueue {
  readonly #queue: Queue<SetTask, SetOutcome>;

  readonly #redis: Redis;

  constructor(queue: Queue<SetTask, SetOutcome>, redis: Redis) {
    this.#queue = queue;
    this.#redis = redis;
    // Told where a command fails for it. Without a listener an error would end the process.
    queue.on('error', () => {});
  }

  /** Waits until Redis answers. Rejects where it does not. */
  async reach(): Promise<void> {
    await this.#queue.waitUntilReady();
  }

  /**
   * Adds a set to a run. Nothing is queued where its job is there already: of this run, of another one, done or failed. What is
   * lost is done again: it was done, and its shard is gone (`isThere` is false).
   */
  async submit(run: string, id: string, task: SetTask, isThere: boolean): Promise<Submitted> {
    await this.#redis.sadd(runKey(run), id);
    const known: SetJob | undefined = await this.#queue.getJob(id);
    if (known !== undefined) {
      if (isFailed(known)) return 'failed before';
      if (known.finishedOn === undefined || isThere) return 'there already';
      await known.remove();
    }
    await this.#add(id, task);
    return 'queued';
  }

  /** Queues a set again that failed, with all its attempts. False where it did not fail, or is being read again already. */
  async tryAgain(id: string, task: SetTask): Promise<boolean> {
    const known: SetJob | undefined = await this.#queue.getJob(id);
    if (known === undefined || !isFailed(known)) return false;
    await known.remove();
    await this.#add(id, task);
    return true;
  }

  /** What a set was submitted with; null where Redis knows nothing of it. */
  async taskOf(id: string): Promise<SetTask | null> {
    const known: SetJob | undefined = await this.#queue.getJob(id);
    return known?.data ?? null;
  }

  /** Takes a set out of a run. Its job stays, of which another run may be. */
  async leave(run: string, id: string): Promise<void> {
    await this.#redis.srem(runKey(run), id);
  }

  async #add(id: string, task: SetTask): Promise<void> {
    await this.#queue.add('set', task, {
      jobId: id,
      attempts: MOST_STARTS,
      backoff: { type: 'fixed', delay: RETRY_MS },
      removeOnComplete: { age: REMEMBERED_SECONDS },
      removeOnFail: { age: REMEMBERED_SECONDS },
    });
  }

  /** All sets of a run; null where there is no such run. */
  async statesOf(run: string): Promise<readonly SetState[] | null> {
    const ids = await this.#redis.smembers(runKey(run));
    if (ids.length === 0) return null;
    const active = new Set((await this.#queue.getActive()).map(({ id }) => id));
    const states: SetState[] = [];
    for (let at = 0; at < ids.length; at += JOBS_AT_ONCE) {
      const some = ids.slice(at, at + JOBS_AT_ONCE);
      const jobs = await Promise.all(some.map((id) => this.#queue.getJob(id)));
      states.push(...some.map((id, index) => stateOf(id, jobs[index], active)));
    }
    return states.sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** Sets of all runs that wait, and that are being read. */
  async left(): Promise<number> {
    const counts = await this.#queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  /** Processes that take sets at present. */
  async workers(): Promise<number> {
    return this.#queue.getWorkersCount();
  }

  async close(): Promise<void> {
    await this.#queue.close().catch(() => {});
    this.#redis.disconnect();
  }
}

function runKey(run: string): string {
  return `${QUEUE}:run:${run}`;
}

function stateOf(id: string, job: SetJob | undefined, active: ReadonlySet<string | undefined>): SetState {
  if (job === undefined) {
    const nothing = { progress: null, outcome: null, reason: null, beganAt: null, endedAt: null };
    return { id, state: 'forgotten', paths: [], bytes: 0, ...nothing };
  }
  const isOver = job.finishedOn !== undefined;
  const hasFailed = isFailed(job);
  const { files } = job.data;
  const paths = files.map(({ path }) => path);
  return {
    id,
    state: hasFailed ? 'failed' : isOver ? 'completed' : active.has(id) ? 'active' : 'waiting',
    paths,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    progress: isOver ? null : progressOf(job.progress),
    outcome: isOver && !hasFailed ? job.returnvalue : null,
    reason: hasFailed ? reasonOf(job.failedReason ?? '', paths) : null,
    beganAt: job.processedOn ?? null,
    endedAt: job.finishedOn ?? null,
  };
}

function isFailed({ finishedOn, failedReason }: SetJob): boolean {
  return finishedOn !== undefined && failedReason !== undefined && failedReason !== '';
}

/** How it is told that the process which read a set died. */
export const DEATH_OF_PROCESS = 'the process that read it ended early';
/** How the engine tells that a set was started too often, because workers died. */
const DEATHS_OF_WORKERS = /started more than allowable limit|stalled more than allowable limit/;

/** Why a set failed, as words that follow its name. */
export function reasonOf(told: string, [path, ...others]: readonly string[]): string {
  if (told.startsWith(DEATH_OF_PROCESS) || DEATHS_OF_WORKERS.test(told)) {
    return `what read it died ${MOST_STARTS} times, so it is not tried again (${told}); try hookscope check on it alone`;
  }
  // Of several files the reason says which one is meant.
  return others.length === 0 && path !== undefined && told.startsWith(`${path}: `)
    ? told.slice(path.length + 2)
    : told;
}

function progressOf(told: unknown): SetProgress | null {
  if (typeof told !== 'object' || told === null || !('bytes' in told) || !('frames' in told)) return null;
  return { bytes: Number(told.bytes) || 0, frames: Number(told.frames) || 0 };
}

/** The queue on a server; null where the engine is not installed. `isPatient`: it waits for a server that is away. */
export function openQueue(place: RedisPlace, isPatient: boolean): FleetQueue | null {
  const engine = queueEngine();
  if (engine === null) return null;
  const redis = connectionTo(engine, place, isPatient);
  return new FleetQueue(new engine.bullmq.Queue(QUEUE, { connection: redis }), redis);
}
