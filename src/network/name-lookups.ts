import { MAX_EVIDENCE_FRAMES, MAX_LOOKED_UP_NAMES } from '../base/limits.ts';
import type { Instant } from '../base/time.ts';
import type { DnsMessage } from './dns-message.ts';

/** How often a host asked for the address of a name, and what it was told. */
export interface NameLookup {
  /** In lower case, without the last dot. */
  readonly name: string;
  /** The address of the host that asked, and of the server that it asked (of several, the first). */
  readonly client: string;
  readonly server: string;
  readonly queries: number;
  /** Responses with an address. */
  readonly resolved: number;
  /** Responses that say the name exists and has no address of the type asked for. */
  readonly empty: number;
  /** Responses with a response code other than 0, by the code (RFC 1035 §4.1.1): 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED. */
  readonly failed: ReadonlyMap<number, number>;
  /** Time of the first message. */
  readonly time: Instant;
  /** Frames of the first messages, in order; at most MAX_EVIDENCE_FRAMES. */
  readonly frames: readonly number[];
}

/** A message with its place. */
export interface DnsSighting {
  readonly message: DnsMessage;
  readonly client: string;
  readonly server: string;
  readonly frame: number;
  readonly time: Instant;
}

/** Types that ask for the address of a host. */
const ADDRESS_TYPES: ReadonlySet<number> = new Set([1, 28]);

/** Gathers look-ups by the host that asks and the name: sums, so that those of several readings add up. */
export class NameLookups {
  readonly #lookups = new Map<string, NameLookup>();
  #left = 0;

  take({ message, client, server, frame, time }: DnsSighting): void {
    if (!ADDRESS_TYPES.has(message.type) || message.name === '') return;
    const { isResponse, rcode, hasAddress } = message;
    this.add({
      name: message.name,
      client,
      server,
      queries: isResponse ? 0 : 1,
      resolved: isResponse && hasAddress ? 1 : 0,
      empty: isResponse && rcode === 0 && !hasAddress ? 1 : 0,
      failed: new Map(isResponse && rcode !== 0 ? [[rcode, 1]] : []),
      time,
      frames: [frame],
    });
  }

  /** Adds what was gathered elsewhere. */
  add(lookup: NameLookup): void {
    const key = `${lookup.client} ${lookup.name}`;
    const known = this.#lookups.get(key);
    if (known !== undefined) this.#lookups.set(key, joined(known, lookup));
    else if (this.#lookups.size < MAX_LOOKED_UP_NAMES) this.#lookups.set(key, lookup);
    else this.#left += 1;
  }

  /** Messages about further names, beyond MAX_LOOKED_UP_NAMES. */
  get left(): number {
    return this.#left;
  }

  /** In order of their first frames. What comes later changes nothing of it. */
  lookups(): readonly NameLookup[] {
    return [...this.#lookups.values()].sort((one, other) => one.frames[0] - other.frames[0]);
  }
}

function joined(one: NameLookup, other: NameLookup): NameLookup {
  const isFirst = one.frames[0] <= other.frames[0];
  const { client, name, server, time } = isFirst ? one : other;
  const failed = new Map(one.failed);
  for (const [rcode, count] of other.failed) failed.set(rcode, (failed.get(rcode) ?? 0) + count);
  return {
    name,
    client,
    server,
    queries: one.queries + other.queries,
    resolved: one.resolved + other.resolved,
    empty: one.empty + other.empty,
    failed,
    time,
    frames: firstFrames(one.frames, other.frames),
  };
}

/** The first frames of two lists: as many as evidence names. */
export function firstFrames(one: readonly number[], other: readonly number[]): readonly number[] {
  const last = one.at(-1) ?? 0;
  if (one.length >= MAX_EVIDENCE_FRAMES && other.every((frame) => frame >= last)) return one;
  return [...new Set([...one, ...other])].sort((a, b) => a - b).slice(0, MAX_EVIDENCE_FRAMES);
}
