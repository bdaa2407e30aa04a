import { resolve } from 'node:path';
import { systemReason } from '../../base/system-error.ts';
import { dialects } from '../../dialects/index.ts';
import {
  type FleetQueue,
  type SetFile,
  type SetSettings,
  type SetState,
  type SetTask,
  type Store,
  type Submitted,
  setFileOf,
  taskId,
} from '../../fleet/index.ts';
import { count } from '../../report/layout/index.ts';
import { reportFailure } from '../failure.ts';
import { captureSetsOf } from '../several/capture-sets.ts';
import type { Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';
import type { FleetSettings } from './fleet-plan.ts';

/** Where sets are submitted to. */
export interface RunPlace {
  readonly queue: FleetQueue;
  readonly store: Store;
  readonly run: string;
}

/** Submits sets to one run. */
export class Submitting {
  /** Sets that could not be submitted. */
  wrong = 0;
  readonly #place: RunPlace;
  readonly #settings: FleetSettings;
  /** Digest of the dialects. */
  readonly #dialects: string;
  readonly #surroundings: Surroundings;

  constructor(place: RunPlace, settings: FleetSettings, dialects: string, surroundings: Surroundings) {
    this.#place = place;
    this.#dialects = dialects;
    this.#settings = settings;
    this.#surroundings = surroundings;
  }

  async submit(paths: readonly string[]): Promise<void> {
    const { reader } = this.#settings;
    const { queue, run } = this.#place;
    const { directory, stdout } = this.#surroundings;
    const sets = await captureSetsOf(paths, this.#settings, reader, this.#surroundings);
    const failed = failedOf((await queue.statesOf(run)) ?? []);
    const came: Record<Submitted, number> = { queued: 0, 'there already': 0, 'failed before': 0 };
    for (const set of sets) {
      const whole = set.paths.map((path) => resolve(directory, path));
      const task = await taskOf(whole, this.#asked());
      if (typeof task === 'string') {
        reportFailure(this.#surroundings, `${task}; not submitted`);
        this.wrong += 1;
        continue;
      }
      came[await submitTask(this.#place, task)] += 1;
      const before = failed.get(placesOf(whole));
      if (before !== undefined && before !== taskId(task)) await leaveRun(this.#place, before);
    }
    const there = came['there already'] === 0 ? '' : `, ${count(came['there already'], 'set')} there already`;
    const lost =
      came['failed before'] === 0
        ? ''
        : `, ${count(came['failed before'], 'set')} failed before (hookscope fleet retry tries again)`;
    stdout.write(`run ${run}: ${count(came.queued, 'capture set')} submitted${there}${lost}\n`);
  }

  #asked(): SetSettings {
    const { ports = [], host = null, dialect = null } = this.#settings;
    // A file of a dialect has to be found from wherever a worker runs.
    const found =
      dialect === null || dialects.has(dialect) ? dialect : resolve(this.#surroundings.directory, dialect);
    return { ports, host, dialect: found, dialects: this.#dialects };
  }
}

/** What is submitted for files as they are now, by their whole paths. A text says which one cannot be read. */
export async function taskOf(paths: readonly string[], settings: SetSettings): Promise<SetTask | string> {
  const files: SetFile[] = [];
  for (const path of paths) {
    try {
      files.push(await setFileOf(path));
    } catch (error) {
      return `${path}: cannot be read: ${systemReason(error)}`;
    }
  }
  return { files, settings, version: version() };
}

/** Makes a set one of the run: in the store first, so that a report never overlooks one. */
export async function submitTask({ queue, store, run }: RunPlace, task: SetTask): Promise<Submitted> {
  const id = taskId(task);
  const bytes = task.files.reduce((sum, file) => sum + file.bytes, 0);
  await store.addToRun(run, [{ id, paths: task.files.map(({ path }) => path), bytes }]);
  return queue.submit(run, id, task, store.hasShard(id));
}

/** Takes a set out of the run whose files were submitted anew, because they are others now. */
export async function leaveRun({ queue, store, run }: RunPlace, id: string): Promise<void> {
  await queue.leave(run, id);
  await store.leave(run, id);
}

/** Ids of sets that failed, by their files. */
function failedOf(states: readonly SetState[]): ReadonlyMap<string, string> {
  return new Map(
    states.flatMap(({ id, state, paths }) => (state === 'failed' ? [[placesOf(paths), id] as const] : [])),
  );
}

function placesOf(paths: readonly string[]): string {
  return paths.join('\0');
}
