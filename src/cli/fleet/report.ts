import { escapeTerminal } from '../../report/index.ts';
import { count } from '../../report/layout/index.ts';
import { checkShards } from '../commands/check.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import type { FleetFlags } from './fleet-flags.ts';
import { fleetSettings, reachQueue, redisOf, runOf, storeOf, whyNoRedis } from './fleet-plan.ts';

/** `hookscope fleet report`: puts the shards of a run together, and judges what they show together. */
export async function reportOfFleet(flags: FleetFlags, surroundings: Surroundings): Promise<ExitStatus> {
  const settings = await fleetSettings(flags, surroundings);
  if (!settings.ok) return reportFailure(surroundings, settings.message);
  const run = runOf(settings.value);
  if (!run.ok) return reportFailure(surroundings, run.message);
  const store = storeOf(settings.value, surroundings);
  if (!store.ok) return reportFailure(surroundings, store.message);
  const sets = await store.value.setsOf(run.value);
  if (sets === null || sets.length === 0) {
    return reportFailure(surroundings, `--run ${run.value}: there is no such run in this store`);
  }
  const reasons = await whyAbsent(run.value, settings.value, surroundings);
  if (typeof reasons === 'string') return reportFailure(surroundings, reasons);
  const there = sets.filter(({ id }) => store.value.hasShard(id));
  const absent = sets.filter(({ id }) => !store.value.hasShard(id));
  for (const { id, paths } of absent) {
    const reason = reasons.get(id) ?? 'it is not done yet';
    surroundings.stderr.write(
      `hookscope: ${escapeTerminal(`${paths.join(' + ')}: not in the report: ${reason}`)}\n`,
    );
  }
  if (there.length === 0) {
    return reportFailure(
      surroundings,
      `--run ${run.value}: none of its ${count(sets.length, 'set')} is done`,
    );
  }
  const { redis: _redis, run: _run, store: _store, ...checkFlags } = flags;
  const { status } = await checkShards(
    there.map(({ id }) => store.value.shardPath(id)),
    checkFlags,
    surroundings,
    await store.value.marksKey(),
  );
  // A report that lacks a set is none of the whole run.
  return absent.length > 0 ? 2 : status;
}

/** By the ids of sets, why they are not done. Asks Redis where it was named; a message where that does not answer. */
async function whyAbsent(
  run: string,
  settings: FleetFlags,
  surroundings: Surroundings,
): Promise<ReadonlyMap<string, string> | string> {
  if (settings.redis === undefined) return new Map();
  const place = await redisOf(settings, surroundings);
  if (!place.ok) return place.message;
  const queue = await reachQueue(place.value);
  if (!queue.ok) return queue.message;
  try {
    const states = (await queue.value.statesOf(run)) ?? [];
    return new Map(
      states.flatMap(({ id, state, reason }) => {
        if (reason !== null) return [[id, reason] as const];
        return state === 'completed' ? [] : [[id, `it is ${state}`] as const];
      }),
    );
  } catch (error) {
    return whyNoRedis(place.value, error);
  } finally {
    await queue.value.close();
  }
}
