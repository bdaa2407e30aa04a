import { resolve } from 'node:path';
import { digestOf, type SetTask, taskId } from '../../fleet/index.ts';
import { count } from '../../report/layout/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { dialectsFor } from '../settings/dialect-setting.ts';
import { withFolders } from '../several/folders.ts';
import type { Surroundings } from '../surroundings.ts';
import type { FleetFlags } from './fleet-flags.ts';
import { reachQueue, runSettings, whyNotDone } from './fleet-plan.ts';
import { leaveRun, type RunPlace, submitTask, taskOf } from './submitting.ts';

/**
 * `hookscope fleet retry`: what failed in a run is read again, with the files as they are now. With paths, only sets that have one of
 * these files.
 */
export async function retryInFleet(
  paths: readonly string[],
  flags: FleetFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const asked = await runSettings(flags, surroundings);
  if (!asked.ok) return reportFailure(surroundings, asked.message);
  const { redis, run, store } = asked.value;
  const wanted = withFolders(paths, surroundings.directory);
  if (!wanted.ok) return reportFailure(surroundings, wanted.message);
  const queue = await reachQueue(redis);
  if (!queue.ok) return reportFailure(surroundings, queue.message);
  const place: RunPlace = { queue: queue.value, store, run };
  try {
    return await retrySets(place, wanted.value, surroundings);
  } catch (error) {
    return reportFailure(surroundings, whyNotDone(redis, error));
  } finally {
    await queue.value.close();
  }
}

async function retrySets(
  place: RunPlace,
  wanted: readonly string[],
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const { queue, run } = place;
  const states = await queue.statesOf(run);
  if (states === null) {
    return reportFailure(surroundings, `--run ${run}: Redis knows no such run; was it submitted there?`);
  }
  const files = new Set(wanted.map((path) => resolve(surroundings.directory, path)));
  const failed = states.filter(
    ({ state, paths }) => state === 'failed' && (files.size === 0 || paths.some((path) => files.has(path))),
  );
  let [again, wrong] = [0, 0];
  for (const { id } of failed) {
    const before = await queue.taskOf(id);
    // Redis has forgotten it since; a report names it, and it can be submitted.
    if (before === null) continue;
    const why = await retryOne(place, id, before, surroundings);
    if (why === null) again += 1;
    else {
      reportFailure(surroundings, `${why}; not tried again`);
      wrong += 1;
    }
  }
  surroundings.stdout.write(`run ${run}: ${count(again, 'capture set')} tried again\n`);
  return wrong === 0 ? 0 : 2;
}

/** null where it was queued; else why it could not be. */
async function retryOne(
  place: RunPlace,
  id: string,
  { files, settings }: SetTask,
  surroundings: Surroundings,
): Promise<string | null> {
  const known = await dialectsFor(settings.dialect ?? undefined, surroundings);
  if (!known.ok) return known.message;
  const task = await taskOf(
    files.map(({ path }) => path),
    { ...settings, dialects: digestOf(known.value) },
  );
  if (typeof task === 'string') return task;
  if (taskId(task) === id) {
    await place.queue.tryAgain(id, task);
    return null;
  }
  // The files, the dialects or the program are others than they were: it is another set in place of the old one.
  await submitTask(place, task);
  await leaveRun(place, id);
  return null;
}
