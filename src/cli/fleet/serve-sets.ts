import type { ProcessReply, SetTask } from '../../fleet/index.ts';
import { Hopeless, processSet } from './process-set.ts';

/** Reads the capture sets that a worker tells this process of, one after the other. It ends when the worker does. */
export function serveSets(): void {
  // Ctrl-C goes to all processes of a terminal: the worker decides when this one ends.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  process.on('disconnect', () => process.exit());
  process.on('message', (task: SetTask) => void answer(task));
}

async function answer(task: SetTask): Promise<void> {
  const say = (reply: ProcessReply): void => {
    // Where the worker is gone, there is nobody to tell.
    process.send?.(reply, undefined, undefined, () => {});
  };
  try {
    say({ kind: 'done', outcome: await processSet(task, (progress) => say({ kind: 'progress', progress })) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say({ kind: 'failed', reason, isFinal: error instanceof Hopeless });
  }
}
