import { Worker } from 'node:worker_threads';
import type { AnalysisProgress, FileScan, InputError } from '../../engine/index.ts';
import { READING_THREAD, type Reply, type Task } from './messages.ts';
import type { ReadingJob } from './reading-job.ts';

export type ReadBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly errors: readonly InputError[] };

interface Waiting {
  readonly task: Task;
  readonly onProgress: ((progress: AnalysisProgress) => void) | null;
  readonly settle: (reply: Exclude<Reply, { kind: 'progress' }>) => void;
}

/** A thread, and what it does at present. */
interface Hand {
  readonly thread: Worker;
  doing: Waiting | null;
}

/**
 * Threads that read captures beside each other. A thread that dies (it had no memory left, or met a fault of the program) costs the
 * set that it read, and another one takes its place.
 */
export class ReadingPool {
  readonly #program: string;
  readonly #job: ReadingJob;
  readonly #most: number;
  readonly #hands: Hand[] = [];
  readonly #queue: Waiting[] = [];
  #isClosed = false;

  /** `program`: the file that starts hookscope. */
  constructor(program: string, threads: number, job: ReadingJob) {
    this.#program = program;
    this.#most = threads;
    this.#job = job;
  }

  /** What is known of a file before it is analysed. */
  async scan(path: string): Promise<FileScan> {
    const reply = await this.#ask({ kind: 'scan', path }, null);
    if (reply.kind === 'scanned') return reply.scan;
    const message = reply.kind === 'unread' ? (reply.errors[0]?.message ?? '') : '';
    return { ok: false, path, message };
  }

  /** The shard of a capture set as bytes. */
  async read(
    paths: readonly string[],
    onProgress: ((progress: AnalysisProgress) => void) | null,
  ): Promise<ReadBytes> {
    const reply = await this.#ask({ kind: 'read', paths }, onProgress);
    if (reply.kind === 'read') return { ok: true, bytes: reply.bytes };
    return { ok: false, errors: reply.kind === 'unread' ? reply.errors : [] };
  }

  /** Ends all threads; what they were doing is not settled. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#hands.map(({ thread }) => thread.terminate()));
  }

  #ask(task: Task, onProgress: Waiting['onProgress']): Promise<Exclude<Reply, { kind: 'progress' }>> {
    return new Promise((settle) => {
      this.#queue.push({ task, onProgress, settle });
      this.#assign();
    });
  }

  #assign(): void {
    while (this.#queue.length > 0) {
      const free = this.#hands.find(({ doing }) => doing === null) ?? this.#newHand();
      if (free === null) return;
      const next = this.#queue.shift();
      if (next === undefined) return;
      free.doing = next;
      free.thread.postMessage(next.task);
    }
  }

  #newHand(): Hand | null {
    if (this.#hands.length >= this.#most) return null;
    const thread = new Worker(this.#program, { argv: [READING_THREAD], workerData: this.#job });
    const hand: Hand = { thread, doing: null };
    this.#hands.push(hand);
    thread.on('message', (reply: Reply) => {
      if (reply.kind === 'progress') {
        hand.doing?.onProgress?.(reply.progress);
        return;
      }
      const done = hand.doing;
      hand.doing = null;
      done?.settle(reply);
      this.#assign();
    });
    let reason = 'the thread ended';
    thread.on('error', (error: Error) => {
      reason = error.message;
    });
    thread.on('exit', () => this.#lose(hand, reason));
    return hand;
  }

  #lose(hand: Hand, reason: string): void {
    this.#hands.splice(this.#hands.indexOf(hand), 1);
    if (this.#isClosed) return;
    const { doing } = hand;
    if (doing !== null) {
      const path = doing.task.kind === 'scan' ? doing.task.path : (doing.task.paths[0] ?? '');
      const message = `${path}: reading it failed (${reason}); try it alone, without --jobs`;
      doing.settle({ kind: 'unread', errors: [{ path, message }] });
    }
    this.#assign();
  }
}
