import { Buffer } from 'node:buffer';
import {
  type AnalysisOptions,
  type AnalysisProgress,
  type AnalysisResult,
  analyse,
  judge,
  openShard,
} from '../../engine/index.ts';
import type { MarkBook } from '../../privacy/index.ts';
import { version } from '../version.ts';
import { shardWithExchanges } from './handed-exchanges.ts';
import { type ReadBytes, readBytes } from './reading-job.ts';
import { type ReadingPool, TASKS_AT_ONCE } from './reading-pool.ts';

/** Sets that are read, or wait as shards, besides the one that is judged: for each thread, this one included. */
const AHEAD = 2;

/**
 * Analyses capture sets in their order, while threads read those that come next. This thread takes part: a set that nobody has begun
 * it analyses as if it were alone, and while it would wait for another one it reads a further one. No more than a few are held, so
 * memory does not grow with their number.
 */
export class ReadingAhead {
  readonly #pool: ReadingPool;
  readonly #sets: readonly (readonly string[])[];
  readonly #marks: MarkBook;
  readonly #ahead: number;
  readonly #begun = new Map<number, Promise<void>>();
  readonly #read = new Map<number, ReadBytes>();
  #onProgress: AnalysisOptions['onProgress'] = null;
  /** The first set that nobody has begun. */
  #unbegun = 0;
  /** Sets that threads have, and have not read yet. */
  #atThreads = 0;
  #next = 0;
  #current = 0;

  /** `marks`: those of the masker with which everything is shown. */
  constructor(pool: ReadingPool, sets: readonly (readonly string[])[], marks: MarkBook) {
    this.#pool = pool;
    this.#sets = sets;
    this.#marks = marks;
    this.#ahead = (pool.threads + 1) * AHEAD;
  }

  /** The analysis of the next set. */
  async next(options: AnalysisOptions): Promise<AnalysisResult> {
    const index = this.#next++;
    const paths = this.#sets[index];
    if (paths === undefined) throw new Error('there is no further capture set');
    this.#current = index;
    this.#onProgress = options.onProgress;
    const isOwn = this.#unbegun === index;
    if (isOwn) this.#unbegun += 1;
    this.#giveOut();
    if (isOwn) return analyse(paths, options);
    const read = await this.#whenRead(index);
    this.#read.delete(index);
    this.#begun.delete(index);
    if (!read.ok) return read;
    const bytes = Buffer.from(read.bytes.buffer);
    const opened = openShard(bytes, { dialects: options.dialects, marks: this.#marks, version: version() });
    // Made by this very program a moment ago.
    if (!opened.ok) throw new Error(opened.message);
    const shard = shardWithExchanges(opened.shard, read.exchanges);
    return { ok: true, analysis: judge(shard, options), places: shard.readings[0]?.places ?? null };
  }

  async #whenRead(index: number): Promise<ReadBytes> {
    for (;;) {
      const read = this.#read.get(index);
      if (read !== undefined) return read;
      const further = this.#takeUnbegun();
      if (further === null) await this.#begun.get(index);
      else await this.#readHere(further);
    }
  }

  /** The next set for whoever has nothing to do; null where there is none, or where enough are held. */
  #takeUnbegun(): number | null {
    const index = this.#unbegun;
    if (index >= this.#sets.length || index > this.#current + this.#ahead) return null;
    this.#unbegun += 1;
    return index;
  }

  #giveOut(): void {
    while (this.#atThreads < this.#mostAtThreads()) {
      const index = this.#takeUnbegun();
      if (index === null) return;
      this.#atThreads += 1;
      const reading = this.#pool.read(this.#sets[index] ?? [], (progress) => this.#tell(index, progress));
      this.#begun.set(
        index,
        reading.then((read) => {
          this.#read.set(index, read);
          this.#atThreads -= 1;
          this.#giveOut();
        }),
      );
    }
  }

  /** Towards the end a thread is given no set that another one could begin earlier. */
  #mostAtThreads(): number {
    const { threads } = this.#pool;
    const left = this.#sets.length - this.#unbegun;
    return left > this.#ahead ? threads * TASKS_AT_ONCE : threads;
  }

  async #readHere(index: number): Promise<void> {
    const onProgress = (progress: AnalysisProgress): void => this.#tell(index, progress);
    this.#read.set(index, await readBytes(this.#sets[index] ?? [], this.#pool.job, onProgress));
  }

  #tell(index: number, progress: AnalysisProgress): void {
    if (index === this.#current) this.#onProgress?.(progress);
  }
}
