import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { scanFile } from '../../engine/index.ts';
import type { Reply, Task } from './messages.ts';
import { type ReadingJob, readBytes } from './reading-job.ts';

/** Milliseconds between two messages about progress. */
const PROGRESS_MS = 200;

/** Does what the main thread asks for, one task after the other. False where this is no thread that was started for it. */
export function runReadingThread(): boolean {
  const port = parentPort;
  if (port === null) return false;
  const job = workerData as ReadingJob;
  let before = Promise.resolve();
  port.on('message', (task: Task) => {
    before = before.then(() => answer(task, job, port));
  });
  return true;
}

async function answer(task: Task, job: ReadingJob, port: MessagePort): Promise<void> {
  const say = (reply: Reply, moved: readonly ArrayBuffer[] = []): void => port.postMessage(reply, [...moved]);
  if (task.kind === 'scan') {
    say({ kind: 'scanned', scan: await scanFile(task.path, job.reader, null) });
    return;
  }
  let told = performance.now();
  const read = await readBytes(task.paths, job, (progress) => {
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    say({ kind: 'progress', progress });
  });
  if (read.ok) say({ kind: 'read', bytes: read.bytes, exchanges: read.exchanges }, [read.bytes.buffer]);
  else say({ kind: 'unread', errors: read.errors });
}
