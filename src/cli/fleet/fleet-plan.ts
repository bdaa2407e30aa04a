import { resolve } from 'node:path';
import { systemReason } from '../../base/system-error.ts';
import {
  type FleetQueue,
  isRunName,
  openQueue,
  type RedisPlace,
  readRedisPlace,
  Store,
} from '../../fleet/index.ts';
import { failure, type Result, success } from '../failure.ts';
import type { Configuration } from '../settings/configuration.ts';
import { loadConfiguration } from '../settings/configuration-file.ts';
import { readText } from '../settings/text-file.ts';
import type { Surroundings } from '../surroundings.ts';
import type { FleetFlags } from './fleet-flags.ts';

/** What is set for a fleet: flags take precedence over the configuration file. */
export interface FleetSettings extends FleetFlags {
  readonly ports?: readonly number[];
}

/** Reads the configuration, and puts the flags over it. */
export async function fleetSettings(
  flags: FleetFlags,
  surroundings: Surroundings,
): Promise<Result<FleetSettings>> {
  const configuration: Result<Configuration> = await loadConfiguration(surroundings, flags.config ?? null);
  if (!configuration.ok) return configuration;
  const { settings } = configuration.value;
  const { port, ...given } = flags;
  return success({ ...settings, ...given, ...(port !== undefined && { ports: port }) });
}

/** Where Redis is, with the password from the environment or a file. */
export async function redisOf(
  { redis, redisPasswordFile }: FleetSettings,
  { environment, directory }: Surroundings,
): Promise<Result<RedisPlace>> {
  if (redis === undefined) return failure('fleet: --redis URL is needed, such as redis://127.0.0.1:6379');
  let password = environment.HOOKSCOPE_REDIS_PASSWORD ?? null;
  if (redisPasswordFile !== undefined) {
    const read = await readText(resolve(directory, redisPasswordFile), 'password');
    if (!read.ok) return read;
    password = read.value.replace(/\r?\n$/, '');
  }
  const place = readRedisPlace(redis, password === '' ? null : password);
  return place.ok ? success(place.place) : failure(place.message);
}

/** The name of the run that is meant. */
export function runOf({ run }: FleetSettings): Result<string> {
  if (run === undefined) return failure('fleet: --run NAME is needed');
  if (!isRunName(run)) {
    return failure(
      `--run ${run}: expected letters, digits, . _ and -, at most 64 of them, a letter or digit first`,
    );
  }
  return success(run);
}

/** The folder that the machines of the fleet share. */
export function storeOf({ store }: FleetSettings, { directory }: Surroundings): Result<Store> {
  return store === undefined
    ? failure('fleet: --store DIR is needed: a folder that all machines of the fleet share')
    : success(new Store(resolve(directory, store)));
}

/** What commands need that change the sets of a run. */
export interface RunSettings {
  readonly settings: FleetSettings;
  readonly redis: RedisPlace;
  readonly run: string;
  readonly store: Store;
}

export async function runSettings(
  flags: FleetFlags,
  surroundings: Surroundings,
): Promise<Result<RunSettings>> {
  const settings = await fleetSettings(flags, surroundings);
  if (!settings.ok) return settings;
  const redis = await redisOf(settings.value, surroundings);
  if (!redis.ok) return redis;
  const run = runOf(settings.value);
  if (!run.ok) return run;
  const store = storeOf(settings.value, surroundings);
  if (!store.ok) return store;
  return success({ settings: settings.value, redis: redis.value, run: run.value, store: store.value });
}

export const NO_ENGINE =
  'fleet: the queue engine is not installed; install hookscope with npm, because a program in one file is without it';

/** The queue, once Redis answers. */
export async function reachQueue(place: RedisPlace): Promise<Result<FleetQueue>> {
  const queue = openQueue(place, false);
  if (queue === null) return failure(NO_ENGINE);
  try {
    await queue.reach();
    return success(queue);
  } catch (error) {
    await queue.close();
    return failure(whyNoRedis(place, error));
  }
}

/** Why a command failed: for the store, or for Redis. */
export function whyNotDone(place: RedisPlace, error: unknown): string {
  if (error instanceof Error && 'syscall' in error && 'path' in error) {
    return `${String(error.path)}: ${systemReason(error)}`;
  }
  return whyNoRedis(place, error);
}

/** Why a command failed for Redis, without what was sent to it. */
export function whyNoRedis({ host, port }: RedisPlace, error: unknown): string {
  const reason = error instanceof Error && error.message !== '' ? error.message : String(error);
  return `redis at ${host}:${port}: ${reason.split('\n')[0]}; is it running, and are the address and the password right?`;
}
