/** Captures of many machines by a queue on Redis: the queue, the folder that machines share, and what is told of a run. */
export { type FleetQueue, openQueue, reasonOf, type SetState, type Submitted } from './fleet-queue.ts';
export { type FleetWorker, startWorker, type WorkerEvent, type WorkerOptions } from './fleet-worker.ts';
export { type ReadPlace, type RedisPlace, readRedisPlace } from './redis-place.ts';
export { isOver, type RunStatus, runStatus } from './run-status.ts';
export type { ProcessReply } from './set-processes.ts';
export {
  digestOf,
  type SetFile,
  type SetOutcome,
  type SetProgress,
  type SetSettings,
  type SetTask,
  setFileOf,
  taskId,
  whyChanged,
} from './set-task.ts';
export { isRunName, Store, type SubmittedSet } from './store.ts';
