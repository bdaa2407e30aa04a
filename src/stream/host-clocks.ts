import { type CountedTime, LEAST_LEAP_SECONDS } from '../base/clock-steps.ts';
import { type Segment, timestampOf } from '../packet/index.ts';

/** Connections, pairs of hosts and hosts that are remembered; another takes the place of one that it shares a slot with. */
const SLOTS = 1024;
/** The slot of a key, by its low bits. */
const SLOT = SLOTS - 1;
/** Ticks per second: RFC 7323 §5.4 allows 1 to 1,000, and clocks are not exact. */
const SLOWEST_PACE = 1;
const FASTEST_PACE = 1100;
/** Ticks after which the pace of a clock is told well enough: frames may be captured some milliseconds late. */
const TICKS_FOR_PACE = 200;
/** A timestamp that is further ahead than this is behind (RFC 7323 §5.2: modulo 2^32). */
const HALF_OF_RANGE = 2 ** 31;

/** Whether the connections of a pair of hosts have timestamps of one clock: some systems give each an offset of its own. */
const CLOCK = { unknown: 0, shared: 1, apart: 2 } as const;

/**
 * The clocks that senders put into their segments (RFC 7323). They tell whether time went by while nothing was captured:
 * on a connection that goes on, and from one to the next where a host uses one clock for all.
 */
export class HostClocks {
  readonly #connections = new LastTimestamps();
  /** Of the first segment of each connection. */
  readonly #pairs = new LastTimestamps();
  readonly #clocks = new Uint8Array(SLOTS);
  /** By sender: ticks per second; 0 where that is not known. */
  readonly #hosts = new Int32Array(SLOTS);
  readonly #paces = new Float64Array(SLOTS);

  /**
   * Takes the next segment, its frame and its capture time: whole seconds since 1970, and nanoseconds. Tells what its sender
   * counted since it was last heard of; null where that was just now, or is not told.
   */
  segment(frame: number, seconds: number, nanoseconds: number, segment: Segment): CountedTime | null {
    const ticks = timestampOf(segment);
    if (ticks < 0) return null;
    const host = hostOf(segment);
    const pair = pairOf(host, segment);
    const connection = mixed(pair, (segment.sourcePort << 16) | segment.destinationPort);
    const connections = this.#connections;
    if (!connections.heard(connection, frame, seconds, nanoseconds, ticks)) {
      connections.measureFrom(connection);
      const isKnown = this.#pairs.heard(pair, frame, seconds, nanoseconds, ticks);
      return isKnown ? this.#fromPair(pair & SLOT, host) : null;
    }
    const { elapsed, counted } = connections;
    const isQuick = elapsed >= 0 && elapsed < LEAST_LEAP_SECONDS && counted < HALF_OF_RANGE;
    if (isQuick) {
      this.#measure(connection, host);
      return null;
    }
    connections.measureFrom(connection);
    return this.#told(connections, host);
  }

  /** The first segment of a connection, after one of another connection between the same hosts. */
  #fromPair(slot: number, host: number): CountedTime | null {
    const { elapsed, counted } = this.#pairs;
    if (elapsed >= LEAST_LEAP_SECONDS)
      return this.#clocks[slot] === CLOCK.shared ? this.#told(this.#pairs, host) : null;
    if (elapsed < 0) return null;
    const isOneClock = counted <= elapsed * FASTEST_PACE + TICKS_FOR_PACE;
    if (!isOneClock) this.#clocks[slot] = CLOCK.apart;
    else if (this.#clocks[slot] === CLOCK.unknown) this.#clocks[slot] = CLOCK.shared;
    return null;
  }

  #told({ since, elapsed, counted }: LastTimestamps, host: number): CountedTime | null {
    if (elapsed < LEAST_LEAP_SECONDS || counted >= HALF_OF_RANGE) return null;
    const pace = this.#hosts[host & SLOT] === host ? this.#paces[host & SLOT] : 0;
    // A clock that never moved is none: made captures have such.
    if (pace === 0 && counted === 0) return null;
    return { since, elapsed, counted: counted / (pace || SLOWEST_PACE), isPaceKnown: pace > 0 };
  }

  /** The pace of a sender's clock, since the measurement began; where that is no pace of a clock, it begins anew. */
  #measure(connection: number, host: number): void {
    const connections = this.#connections;
    const counted = connections.ticksMeasured(connection);
    if (counted < TICKS_FOR_PACE) return;
    const pace = counted / connections.secondsMeasured(connection);
    if (pace >= SLOWEST_PACE && pace <= FASTEST_PACE) {
      this.#hosts[host & SLOT] = host;
      this.#paces[host & SLOT] = pace;
    } else {
      connections.measureFrom(connection);
    }
  }
}

/** Places of the numbers of a slot. What belongs to one slot stands together: each segment finds another one, which is not in the cache. */
const WORD = { key: 0, frame: 1, ticks: 2, sinceTicks: 3, all: 4 } as const;
const TIME = { heard: 0, since: 1, all: 2 } as const;

/** When a key was last heard of, and with which timestamp. */
class LastTimestamps {
  /** What the last call of `heard` found: the frame before, and the seconds and ticks since then. */
  since = 0;
  elapsed = 0;
  counted = 0;
  readonly #words = new Int32Array(SLOTS * WORD.all);
  /** Seconds. */
  readonly #times = new Float64Array(SLOTS * TIME.all);

  /**
   * Notes a timestamp, and the capture time in seconds and nanoseconds: apart, because V8 makes an object of each fraction that
   * is passed on. False where the key was not heard of before.
   */
  heard(key: number, frame: number, seconds: number, nanoseconds: number, ticks: number): boolean {
    const words = this.#words;
    const times = this.#times;
    const word = (key & SLOT) * WORD.all;
    const time = (key & SLOT) * TIME.all;
    const since = words[word + WORD.frame] >>> 0;
    const isKnown = since > 0 && words[word + WORD.key] === key;
    const now = seconds + nanoseconds / 1e9;
    this.since = since;
    this.elapsed = now - times[time + TIME.heard];
    this.counted = (ticks - words[word + WORD.ticks]) >>> 0;
    words[word + WORD.key] = key;
    words[word + WORD.frame] = frame;
    words[word + WORD.ticks] = ticks;
    times[time + TIME.heard] = now;
    return isKnown;
  }

  /** The measurement of the pace of a key's clock begins where it was heard of last. */
  measureFrom(key: number): void {
    const word = (key & SLOT) * WORD.all;
    const time = (key & SLOT) * TIME.all;
    this.#words[word + WORD.sinceTicks] = this.#words[word + WORD.ticks];
    this.#times[time + TIME.since] = this.#times[time + TIME.heard];
  }

  /** Ticks from there to where it was heard of last. */
  ticksMeasured(key: number): number {
    const word = (key & SLOT) * WORD.all;
    return (this.#words[word + WORD.ticks] - this.#words[word + WORD.sinceTicks]) >>> 0;
  }

  /** Seconds of the capture that went by meanwhile. */
  secondsMeasured(key: number): number {
    const time = (key & SLOT) * TIME.all;
    return this.#times[time + TIME.heard] - this.#times[time + TIME.since];
  }
}

/** Numbers that stand for a sender, and for sender and receiver; two that share one would have to be heard in turn to matter. */
function hostOf(segment: Segment): number {
  const hash = mixed(segment.family, segment.source0);
  if (segment.family === 4) return hash;
  return mixed(mixed(mixed(hash, segment.source1), segment.source2), segment.source3);
}

function pairOf(host: number, segment: Segment): number {
  const hash = mixed(host, segment.destination0);
  if (segment.family === 4) return hash;
  return mixed(mixed(mixed(hash, segment.destination1), segment.destination2), segment.destination3);
}

/** One step of FNV-1a over a word, with the high bits brought down. Signed: V8 makes an object of an integer beyond 31 bits. */
function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x01000193);
  return product ^ (product >>> 15);
}
