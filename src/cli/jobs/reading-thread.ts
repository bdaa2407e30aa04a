import { Buffer } from 'node:buffer';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { scanFile } from '../../engine/index.ts';
import { FilesRead } from '../files-read.ts';
import type { Reply, Task } from './messages.ts';
import { type ReadingJob, readSet } from './reading-job.ts';

/** Milliseconds between two messages about progress. */
const PROGRESS_MS = 200;

/** Does what the main thread asks for, one task after the other. False where this is no thread that was started for it. */
export function runReadingThread(): boolean {
  const port = parentPort;
  if (port === null) return false;
  const job = workerData as ReadingJob;
  port.on('message', (task: Task) => void answer(task, job, port));
  return true;
}

async function answer(task: Task, job: ReadingJob, port: MessagePort): Promise<void> {
  const say = (reply: Reply, moved: readonly ArrayBuffer[] = []): void => port.postMessage(reply, [...moved]);
  if (task.kind === 'scan') {
    say({ kind: 'scanned', scan: await scanFile(task.path, job.reader, null) });
    return;
  }
  let told = performance.now();
  const folder = { directory: process.cwd(), files: new FilesRead() };
  const read = await readSet(task.paths, job, folder, (progress) => {
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    say({ kind: 'progress', progress });
  });
  if (!read.ok) {
    say({ kind: 'unread', errors: [{ path: task.paths[0] ?? '', message: read.message }] });
  } else if (!read.value.ok) {
    say({ kind: 'unread', errors: read.value.errors });
  } else {
    const whole = Buffer.concat([...read.value.set.chunks]);
    // A copy of its own memory, which can be handed over without a further copy.
    const bytes = new Uint8Array(whole);
    say({ kind: 'read', bytes }, [bytes.buffer]);
  }
}
