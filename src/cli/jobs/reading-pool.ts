import { Worker } from 'node:worker_threads';
import { type AnalysisProgress, type FileScan, scanFile } from '../../engine/index.ts';
import { READING_THREAD, type Reply, type Task } from './messages.ts';
import type { ReadBytes, ReadingJob } from './reading-job.ts';

interface Waiting {
  readonly task: Task;
  readonly onProgress: ((progress: AnalysisProgress) => void) | null;
  readonly settle: (reply: Exclude<Reply, { kind: 'progress' }>) => void;
}

/** A thread, and what it was given: it does the first of these at present. */
interface Hand {
  readonly thread: Worker;
  readonly tasks: Waiting[];
}

/** What a thread is given at one time: it need not wait for the main thread, which may be judging, between two tasks. */
export const TASKS_AT_ONCE = 2;

/**
 * Threads that read captures beside the main thread, which takes part in scanning. A thread that dies (it had no memory left, or met a fault of the program) costs the
 * set that it read, and another one takes its place.
 */
export class ReadingPool {
  readonly job: ReadingJob;
  readonly threads: number;
  readonly #program: string;
  readonly #hands: Hand[] = [];
  readonly #queue: Waiting[] = [];
  #isScanning = false;
  #isClosed = false;

  /** `program`: the file that starts hookscope. */
  constructor(program: string, threads: number, job: ReadingJob) {
    this.#program = program;
    this.threads = threads;
    this.job = job;
  }

  /** What is known of a file before it is analysed. */
  async scan(path: string): Promise<FileScan> {
    const asked = this.#ask({ kind: 'scan', path }, null);
    void this.#takePart();
    const reply = await asked;
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
    if (reply.kind === 'read') return { ok: true, bytes: reply.bytes, exchanges: reply.exchanges };
    return { ok: false, errors: reply.kind === 'unread' ? reply.errors : [] };
  }

  /** Ends all threads; what they were doing is not settled. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#hands.map(({ thread }) => thread.terminate()));
  }

  /** Scans in this thread what no other one has begun. */
  async #takePart(): Promise<void> {
    if (this.#isScanning) return;
    this.#isScanning = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      if (next.task.kind !== 'scan') {
        this.#queue.unshift(next);
        break;
      }
      next.settle({ kind: 'scanned', scan: await scanFile(next.task.path, this.job.reader, null) });
    }
    this.#isScanning = false;
  }

  #ask(task: Task, onProgress: Waiting['onProgress']): Promise<Exclude<Reply, { kind: 'progress' }>> {
    return new Promise((settle) => {
      this.#queue.push({ task, onProgress, settle });
      this.#assign();
    });
  }

  #assign(): void {
    while (this.#queue.length > 0) {
      const idle = this.#hands.find(({ tasks }) => tasks.length === 0) ?? this.#newHand();
      const most = this.#queue[0]?.task.kind === 'scan' ? 1 : TASKS_AT_ONCE;
      const free = idle ?? this.#hands.find(({ tasks }) => tasks.length < most);
      const next = free === undefined ? undefined : this.#queue.shift();
      if (free === undefined || next === undefined) return;
      free.tasks.push(next);
      free.thread.postMessage(next.task);
    }
  }

  #newHand(): Hand | undefined {
    if (this.#hands.length >= this.threads) return undefined;
    const thread = new Worker(this.#program, { argv: [READING_THREAD], workerData: this.job });
    const hand: Hand = { thread, tasks: [] };
    this.#hands.push(hand);
    thread.on('message', (reply: Reply) => {
      if (reply.kind === 'progress') {
        hand.tasks[0]?.onProgress?.(reply.progress);
        return;
      }
      hand.tasks.shift()?.settle(reply);
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
    const [doing, ...others] = hand.tasks;
    if (doing !== undefined) {
      const path = doing.task.kind === 'scan' ? doing.task.path : (doing.task.paths[0] ?? '');
      const message = `${path}: reading it failed (${reason}); try it alone, without --jobs`;
      doing.settle({ kind: 'unread', errors: [{ path, message }] });
    }
    this.#queue.unshift(...others);
    this.#assign();
  }
}
