import { resolve } from 'node:path';
import { systemReason } from '../../base/system-error.ts';
import { dialects } from '../../dialects/index.ts';
import {
  digestOf,
  type FleetQueue,
  type SetFile,
  type SetTask,
  type Store,
  setFileOf,
  taskId,
} from '../../fleet/index.ts';
import { count } from '../../report/layout/index.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { stopSignal } from '../network/until-stopped.ts';
import { dialectsFor } from '../settings/dialect-setting.ts';
import { type CaptureFiles, captureSetsOf } from '../several/capture-sets.ts';
import { withFolders } from '../several/folders.ts';
import type { Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';
import { FinishedFiles } from './finished-files.ts';
import type { FleetFlags } from './fleet-flags.ts';
import {
  type FleetSettings,
  fleetSettings,
  reachQueue,
  redisOf,
  runOf,
  storeOf,
  whyNoRedis,
} from './fleet-plan.ts';

/** Milliseconds between two looks at a watched folder. */
const LOOK_MS = 2000;

/** `hookscope fleet submit`: one job for each capture set. */
export async function submitToFleet(
  paths: readonly string[],
  flags: FleetFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const settings = await fleetSettings(flags, surroundings);
  if (!settings.ok) return reportFailure(surroundings, settings.message);
  const [place, run, store] = [
    await redisOf(settings.value, surroundings),
    runOf(settings.value),
    storeOf(settings.value, surroundings),
  ];
  for (const each of [place, run, store]) if (!each.ok) return reportFailure(surroundings, each.message);
  if (!place.ok || !run.ok || !store.ok) return 2;
  if (paths.length === 0 && flags.watch === undefined) {
    return reportFailure(
      surroundings,
      'fleet submit: give captures or folders with captures, or --watch DIR',
    );
  }
  const files = withFolders(paths, surroundings.directory);
  if (!files.ok) return reportFailure(surroundings, files.message);
  const known = await dialectsFor(settings.value.dialect, surroundings);
  if (!known.ok) return reportFailure(surroundings, known.message);
  const queue = await reachQueue(place.value);
  if (!queue.ok) return reportFailure(surroundings, queue.message);
  const submitting = new Submitting(
    queue.value,
    store.value,
    run.value,
    settings.value,
    digestOf(known.value),
    surroundings,
  );
  try {
    if (files.value.length > 0) await submitting.submit(files.value);
    if (flags.watch !== undefined) await watch(flags.watch, submitting, surroundings);
    return submitting.wrong === 0 ? 0 : 2;
  } catch (error) {
    return reportFailure(surroundings, whyNoRedis(place.value, error));
  } finally {
    await queue.value.close();
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

/** Submits sets to one run. */
class Submitting {
  /** Sets that could not be submitted. */
  wrong = 0;
  readonly #queue: FleetQueue;
  readonly #store: Store;
  readonly #run: string;
  readonly #settings: FleetSettings;
  /** Digest of the dialects. */
  readonly #dialects: string;
  readonly #surroundings: Surroundings;

  constructor(
    queue: FleetQueue,
    store: Store,
    run: string,
    settings: FleetSettings,
    dialects: string,
    surroundings: Surroundings,
  ) {
    this.#dialects = dialects;
    this.#queue = queue;
    this.#store = store;
    this.#run = run;
    this.#settings = settings;
    this.#surroundings = surroundings;
  }

  async submit(paths: readonly string[]): Promise<void> {
    const { reader } = this.#settings;
    const sets = await captureSetsOf(paths, this.#settings, reader, this.#surroundings);
    let [added, known] = [0, 0];
    for (const set of sets) {
      const isAdded = await this.#submitSet(set);
      if (isAdded === null) this.wrong += 1;
      else if (isAdded) added += 1;
      else known += 1;
    }
    const there = known === 0 ? '' : `, ${count(known, 'set')} there already`;
    this.#surroundings.stdout.write(`run ${this.#run}: ${count(added, 'capture set')} submitted${there}\n`);
  }

  /** A file of a dialect has to be found from wherever a worker runs. */
  #dialect(): string | null {
    const { dialect = null } = this.#settings;
    return dialect === null || dialects.has(dialect)
      ? dialect
      : resolve(this.#surroundings.directory, dialect);
  }

  /** null where the files cannot be read. */
  async #submitSet({ paths }: CaptureFiles): Promise<boolean | null> {
    const { ports = [], host = null } = this.#settings;
    const files: SetFile[] = [];
    for (const path of paths) {
      try {
        files.push(await setFileOf(resolve(this.#surroundings.directory, path)));
      } catch (error) {
        reportFailure(this.#surroundings, `${path}: cannot be read: ${systemReason(error)}; not submitted`);
        return null;
      }
    }
    const asked = { ports, host, dialect: this.#dialect(), dialects: this.#dialects };
    const task: SetTask = { files, settings: asked, version: version() };
    const id = taskId(task);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    await this.#store.addToRun(this.#run, [{ id, paths: files.map(({ path }) => path), bytes }]);
    return this.#queue.submit(this.#run, id, task, this.#store.hasShard(id));
  }
}
