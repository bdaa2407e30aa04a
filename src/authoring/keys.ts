/** Finds the members whose values join requests: ids of sessions, calls, streams, visits … */
import type { JsonType } from '../dialects/index.ts';
import type { ObservedEvent } from './events.ts';
import { keyOfPath, type Observation } from './observation.ts';

/** A member that joins requests of several events. */
export interface ObservedKey {
  readonly path: readonly string[];
  readonly types: readonly JsonType[];
  /** How many different values there are. */
  readonly values: number;
  /** The events all of whose payloads have it. */
  readonly events: readonly ObservedEvent[];
}

export interface ObservedKeys {
  /** The id of what holds the dialogs; null: none was found. */
  readonly session: ObservedKey | null;
  /** Ids of the smaller things that several events are about, each with the events that it was taken for. */
  readonly dialogs: readonly ObservedKey[];
  /** Members that join requests as well and were not taken. */
  readonly others: readonly ObservedKey[];
}

/** Requests that share a value, on the average: a value that comes once joins nothing. */
const LEAST_SHARED = 1.5;
const ID_NAME = /(?:id|sid|uuid|guid|key|number|name|stream|call|session|room|conn|client)$/i;
const NO_ID = /^(?:true|false|null|yes|no|on|off|)$/i;
/** Members that many requests have in common without being joined by them. */
const NO_KEY =
  /^(?:status|state|time|timestamp|created_?at|date|version|ip|addr|address|(?:remote|client)[-_]?(?:ip|addr|address)|port|app|vhost|server|host|reason|code)$/i;

interface Tally {
  readonly path: readonly string[];
  readonly types: Set<JsonType>;
  /** For each value the events that it was seen in, and how often it came. */
  readonly values: Map<string, { readonly events: Set<ObservedEvent>; count: number }>;
  readonly present: Map<ObservedEvent, number>;
}

/** `named`: the member that names the event, which is no key. */
export function findKeys(
  events: readonly ObservedEvent[],
  named: readonly string[] | null,
  isSecret: (path: readonly string[]) => boolean,
): ObservedKeys {
  const ownKey = named === null ? null : keyOfPath(named);
  const keys = [...tallies(events).values()]
    .filter(({ path }) => keyOfPath(path) !== ownKey && !isSecret(path) && !NO_KEY.test(path.at(-1) ?? ''))
    .filter((tally) => joins(tally))
    .map(keyOf)
    .filter((key) => key.events.length >= 2)
    .sort((one, other) => rank(other) - rank(one));
  const session = sessionAmong(keys, events);
  const rest = keys.filter((key) => key !== session);
  const free = new Set(events);
  const dialogs: ObservedKey[] = [];
  const others: ObservedKey[] = [];
  for (const key of rest) {
    const fits = session === null || (isWider(session, key) && holds(session, key, events));
    const own = key.events.filter((event) => free.has(event));
    if (!fits || own.length < 2) {
      others.push(key);
      continue;
    }
    for (const event of own) free.delete(event);
    dialogs.push({ ...key, events: own });
  }
  return { session, dialogs, others };
}

/** The key that holds another one, and is in the most events of those that do. */
function sessionAmong(keys: readonly ObservedKey[], events: readonly ObservedEvent[]): ObservedKey | null {
  const holders = keys.filter((key) =>
    keys.some((finer) => finer !== key && isWider(key, finer) && holds(key, finer, events)),
  );
  const [widest] = holders.sort(
    (one, other) => other.events.length - one.events.length || one.values - other.values,
  );
  return widest ?? null;
}

/** Whether a key can be that of something larger: more events have it, or it has fewer values in the same ones. */
function isWider(key: ObservedKey, finer: ObservedKey): boolean {
  return (
    key.events.length > finer.events.length ||
    (key.events.length === finer.events.length && key.values < finer.values)
  );
}

/** Members at the same place in several events, with their values. */
function tallies(events: readonly ObservedEvent[]): ReadonlyMap<string, Tally> {
  const all = new Map<string, Tally>();
  for (const event of events) {
    for (const { members } of event.observations) {
      for (const [key, { path, type, value }] of members) {
        if (value === null || (type !== 'string' && type !== 'integer') || NO_ID.test(value)) continue;
        const tally = all.get(key) ?? {
          path,
          types: new Set<JsonType>(),
          values: new Map(),
          present: new Map(),
        };
        all.set(key, tally);
        tally.types.add(type);
        tally.present.set(event, (tally.present.get(event) ?? 0) + 1);
        const known = tally.values.get(value);
        if (known === undefined) tally.values.set(value, { events: new Set([event]), count: 1 });
        else {
          known.events.add(event);
          known.count += 1;
        }
      }
    }
  }
  return all;
}

/** Whether the values come again, in other events too: a value that all requests share joins nothing. */
function joins({ path, values }: Tally): boolean {
  const rows = [...values.values()];
  const requests = rows.reduce((sum, { count }) => sum + count, 0);
  const across = rows.filter(({ events }) => events.size >= 2).length;
  if (values.size < 2) return false;
  return (
    requests / values.size >= LEAST_SHARED &&
    across / values.size >= 0.5 &&
    (ID_NAME.test(path.at(-1) ?? '') || across === values.size)
  );
}

function keyOf({ path, types, values, present }: Tally): ObservedKey {
  const events = [...present].filter(([event, count]) => count === event.observations.length);
  return { path, types: [...types], values: values.size, events: events.map(([event]) => event) };
}

/** Names of ids go first, then what more events have, then what tells more things apart. */
function rank({ path, values, events }: ObservedKey): number {
  const isId = /(?:id|sid|uuid|guid|key)$/i.test(path.at(-1) ?? '');
  return (isId ? 1e9 : 0) + events.length * 1e6 + Math.min(values, 1e5) * 10 - path.length;
}

/** Whether each value of the finer key has one value of the other, which is in every event that has the finer one. */
function holds(key: ObservedKey, finer: ObservedKey, events: readonly ObservedEvent[]): boolean {
  if (!finer.events.every((event) => key.events.includes(event))) return false;
  const owners = new Map<string, string>();
  for (const event of events) {
    for (const observation of event.observations) {
      const [small, large] = [keyValue(observation, finer.path), keyValue(observation, key.path)];
      if (small === null || large === null) continue;
      if ((owners.get(small) ?? large) !== large) return false;
      owners.set(small, large);
    }
  }
  return true;
}

/** The value of a key in a request; null where it has none. */
export function keyValue({ members }: Observation, path: readonly string[]): string | null {
  const member = members.get(keyOfPath(path));
  return member === undefined || member.value === null || member.value === '' ? null : member.value;
}
