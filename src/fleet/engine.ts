import { createRequire } from 'node:module';
import type * as BullMQ from 'bullmq';
import type * as IORedis from 'ioredis';
import type { RedisPlace } from './redis-place.ts';

/** The queue of all fleets on one database of Redis. */
export const QUEUE = 'hookscope';

/** Milliseconds between attempts to reach Redis: longer and longer, up to the last one. */
const RECONNECT_MS = 200;
const LONGEST_RECONNECT_MS = 3000;
/** Attempts of a command that is to end: some five seconds. */
const ATTEMPTS = 6;

/** The queue engine, and the client of Redis that it is given. */
export interface QueueEngine {
  readonly bullmq: typeof BullMQ;
  readonly ioredis: typeof IORedis;
}

let loaded: QueueEngine | null = null;

/**
 * The queue engine. It is loaded when it is asked for: no other command pays for it, and a program that was put into one file is
 * without it. null: it is not installed.
 */
export function queueEngine(): QueueEngine | null {
  try {
    const load = createRequire(import.meta.url);
    loaded ??= {
      bullmq: load('bullmq') as typeof BullMQ,
      ioredis: load('ioredis') as typeof IORedis,
    };
    return loaded;
  } catch {
    return null;
  }
}

/** `isPatient`: it waits for Redis as long as it takes; else it gives up soon. */
export function connectionTo({ ioredis }: QueueEngine, place: RedisPlace, isPatient: boolean): IORedis.Redis {
  const { host, port, database, user, password, isTls } = place;
  const redis = new ioredis.Redis({
    host,
    port,
    db: database,
    ...(user !== null && { username: user }),
    ...(password !== null && { password }),
    ...(isTls && { tls: {} }),
    maxRetriesPerRequest: isPatient ? null : ATTEMPTS,
    retryStrategy: (attempt) =>
      isPatient || attempt <= ATTEMPTS ? Math.min(attempt * RECONNECT_MS, LONGEST_RECONNECT_MS) : null,
  });
  // Told where a command fails for it. Without a listener it would be written to standard error.
  redis.on('error', () => {});
  return redis;
}
