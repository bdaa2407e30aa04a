import { Buffer } from 'node:buffer';
import { type AnalysisOptions, type AnalysisResult, judge, openShard } from '../../engine/index.ts';
import type { MarkBook } from '../../privacy/index.ts';
import { version } from '../version.ts';
import type { ReadBytes, ReadingPool } from './reading-pool.ts';

/** Sets that are read, or wait as shards, besides the one that is judged: for each thread. */
const AHEAD = 2;

/**
 * Analyses capture sets in their order, while threads read those that come next. No more than a few are held, so memory does not
 * grow with their number.
 */
export class ReadingAhead {
  readonly #pool: ReadingPool;
  readonly #sets: readonly (readonly string[])[];
  readonly #marks: MarkBook;
  readonly #ahead: number;
  readonly #begun = new Map<number, Promise<ReadBytes>>();
  #onProgress: AnalysisOptions['onProgress'] = null;
  #next = 0;
  #current = 0;

  /** `marks`: those of the masker with which everything is shown. */
  constructor(pool: ReadingPool, threads: number, sets: readonly (readonly string[])[], marks: MarkBook) {
    this.#pool = pool;
    this.#sets = sets;
    this.#marks = marks;
    this.#ahead = threads * AHEAD;
  }

  /** The analysis of the next set. */
  async next(options: AnalysisOptions): Promise<AnalysisResult> {
    const index = this.#next++;
    this.#current = index;
    this.#onProgress = options.onProgress;
    this.#begin(index);
    const read = await this.#begun.get(index);
    this.#begun.delete(index);
    // The threads go on while this one judges and writes.
    this.#begin(index + 1);
    if (read === undefined) throw new Error('there is no further capture set');
    if (!read.ok) return read;
    const { dialects } = options;
    const bytes = Buffer.from(read.bytes.buffer);
    const opened = openShard(bytes, { dialects, marks: this.#marks, version: version() });
    // Made by this very program a moment ago.
    if (!opened.ok) throw new Error(opened.message);
    const { shard } = opened;
    return { ok: true, analysis: judge(shard, options), places: shard.readings[0]?.places ?? null };
  }

  #begin(from: number): void {
    for (let index = from; index < Math.min(this.#sets.length, from + this.#ahead); index++) {
      if (this.#begun.has(index) || index < this.#next - 1) continue;
      const reading = this.#pool.read(this.#sets[index], (progress) => {
        if (index === this.#current) this.#onProgress?.(progress);
      });
      this.#begun.set(index, reading);
    }
  }
}
