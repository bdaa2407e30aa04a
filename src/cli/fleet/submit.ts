import { digestOf, openQueue } from '../../fleet/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { stopSignal } from '../network/until-stopped.ts';
import { dialectsFor } from '../settings/dialect-setting.ts';
import { withFolders } from '../several/folders.ts';
import type { Surroundings } from '../surroundings.ts';
import { FinishedFiles } from './finished-files.ts';
import type { FleetFlags } from './fleet-flags.ts';
import { reachQueue, runSettings, whyNotDone } from './fleet-plan.ts';
import { Submitting } from './submitting.ts';

/** Milliseconds between two looks at a watched folder. */
const LOOK_MS = 2000;

/** `hookscope fleet submit`: one job for each capture set. */
export async function submitToFleet(
  paths: readonly string[],
  flags: FleetFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const asked = await runSettings(flags, surroundings);
  if (!asked.ok) return reportFailure(surroundings, asked.message);
  const { settings, redis, run, store } = asked.value;
  if (paths.length === 0 && flags.watch === undefined) {
    return reportFailure(
      surroundings,
      'fleet submit: give captures or folders with captures, or --watch DIR',
    );
  }
  const files = withFolders(paths, surroundings.directory);
  if (!files.ok) return reportFailure(surroundings, files.message);
  const known = await dialectsFor(settings.dialect, surroundings);
  if (!known.ok) return reportFailure(surroundings, known.message);
  const queue = await reachQueue(redis);
  if (!queue.ok) return reportFailure(surroundings, queue.message);
  // A folder is watched for days: then it waits for a Redis that is restarted.
  const lasting = flags.watch === undefined ? null : openQueue(redis, true);
  const submitting = new Submitting(
    { queue: lasting ?? queue.value, store, run },
    settings,
    digestOf(known.value),
    surroundings,
  );
  try {
    if (files.value.length > 0) await submitting.submit(files.value);
    if (flags.watch !== undefined) await watch(flags.watch, submitting, surroundings);
    return submitting.wrong === 0 ? 0 : 2;
  } catch (error) {
    return reportFailure(surroundings, whyNotDone(redis, error));
  } finally {
    await queue.value.close();
    await lasting?.close();
  }
}

/** Submits what is finished in a folder until a signal comes. */
async function watch(folder: string, submitting: Submitting, surroundings: Surroundings): Promise<void> {
  const finished = new FinishedFiles(folder, surroundings.directory);
  const { stopped, release } = stopSignal();
  let isStopped = false;
  void stopped.then(() => {
    isStopped = true;
  });
  while (!isStopped) {
    const files = finished.look(Date.now());
    if (files.length > 0) await submitting.submit(files);
    await Promise.race([stopped, new Promise((settle) => setTimeout(settle, LOOK_MS).unref())]);
  }
  release();
}
