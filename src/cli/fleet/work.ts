import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openQueue, reasonOf, startWorker, type WorkerEvent } from '../../fleet/index.ts';
import { byteSize, escapeTerminal, grouped } from '../../report/index.ts';
import { count } from '../../report/layout/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { stopSignal } from '../network/until-stopped.ts';
import type { Surroundings } from '../surroundings.ts';
import type { FleetFlags } from './fleet-flags.ts';
import { fleetSettings, NO_ENGINE, reachQueue, redisOf, storeOf } from './fleet-plan.ts';
import { WORK_VARIABLE, type WorkSettings } from './process-set.ts';

/** Seconds after which a set counts as given up whose worker says nothing. */
const LOCK_SECONDS = 30;
/** Milliseconds between two looks at whether anything is left, with `--drain`. */
const LOOK_MS = 500;
/** So many looks in a row have to find nothing: a set that is tried again is away for a moment. */
const EMPTY_LOOKS = 3;

/** `hookscope fleet work`: takes capture sets until a signal comes, or nothing is left. */
export async function workInFleet(flags: FleetFlags, surroundings: Surroundings): Promise<ExitStatus> {
  const settings = await fleetSettings(flags, surroundings);
  if (!settings.ok) return reportFailure(surroundings, settings.message);
  const place = await redisOf(settings.value, surroundings);
  if (!place.ok) return reportFailure(surroundings, place.message);
  const store = storeOf(settings.value, surroundings);
  if (!store.ok) return reportFailure(surroundings, store.message);
  const { directory, environment, stderr } = surroundings;
  const { tlsKeys = [], hookSecretFile, reader = 'hookscope', lane = 'on', concurrency = 1 } = settings.value;
  const work: WorkSettings = {
    store: resolve(directory, settings.value.store ?? ''),
    directory,
    tlsKeys: tlsKeys.map((path) => resolve(directory, path)),
    hookSecretFile: hookSecretFile === undefined ? null : resolve(directory, hookSecretFile),
    reader,
    lane,
  };
  // Made here, so that a store that cannot be written to is told at once.
  await store.value.marksKey();
  const reached = await reachQueue(place.value);
  if (!reached.ok) return reportFailure(surroundings, reached.message);
  await reached.value.close();
  // From now on a Redis that is restarted is waited for.
  const queue = openQueue(place.value, true);
  if (queue === null) return reportFailure(surroundings, NO_ENGINE);
  const say = (line: string): void => {
    stderr.write(`${new Date().toISOString()} ${escapeTerminal(line)}\n`);
  };
  let lastError: string | null = null;
  let [done, failed] = [0, 0];
  const { HOOKSCOPE_REDIS_PASSWORD: _password, ...inherited } = environment;
  const worker = startWorker(place.value, {
    concurrency,
    lockSeconds: settings.value.lockSeconds ?? LOCK_SECONDS,
    processor: processorPath(),
    environment: { ...inherited, [WORK_VARIABLE]: JSON.stringify(work) },
    onEnd: (task, how) => {
      if (how.kind === 'completed') done += 1;
      else if (!how.isAgain) failed += 1;
      say(
        endLine(
          task.files.map(({ path }) => path),
          how,
        ),
      );
    },
    onConnection: (error) => {
      if (error !== null && error !== lastError) say(`redis: ${error}; goes on once it is there`);
      lastError = error;
    },
  });
  if (worker === null) return reportFailure(surroundings, NO_ENGINE);
  const { stopped, release } = stopSignal();
  say(`takes capture sets, ${concurrency} at one time`);
  const drained = flags.drain === true ? untilDrained(() => queue.left(), stopped) : stopped;
  await Promise.race([stopped, drained]);
  // What is under way is finished; a second signal ends at once.
  await worker.close();
  release();
  await queue.close();
  say(`ended: ${count(done, 'set')} done, ${failed} failed`);
  return 0;
}

function endLine(paths: readonly string[], how: WorkerEvent): string {
  const name = paths.join(' + ');
  if (how.kind === 'failed') {
    const reason = how.isAgain ? how.reason : reasonOf(how.reason, paths);
    return `${name}: ${how.isAgain ? 'is tried again' : 'failed'}: ${reason}`;
  }
  const { frames, calls, bytes, shardBytes } = how.outcome;
  return `${name}: ${byteSize(bytes)}, ${grouped(frames)} frames, ${grouped(calls)} hook calls; shard of ${byteSize(shardBytes)}`;
}

async function untilDrained(left: () => Promise<number>, stopped: Promise<void>): Promise<void> {
  let empty = 0;
  let isStopped = false;
  void stopped.then(() => {
    isStopped = true;
  });
  while (!isStopped && empty < EMPTY_LOOKS) {
    // While Redis is away nobody knows what is left.
    const sets = await left().catch(() => 1);
    empty = sets === 0 ? empty + 1 : 0;
    await new Promise((settle) => setTimeout(settle, LOOK_MS));
  }
}

/** The file whose function reads a set, beside the program. */
function processorPath(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  // From the bundle it is two folders up, from the sources three.
  for (let up = 0; up < 4; up++) {
    const path = join(folder, 'bin/fleet-processor.js');
    if (existsSync(path)) return path;
    folder = dirname(folder);
  }
  throw new Error('bin/fleet-processor.js is not there: the program is not installed as a whole');
}
