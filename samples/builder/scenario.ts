import { isLoopback } from './address.ts';
import { etherTypeOf } from './ip-packet.ts';
import type { Packet, PacketWriter, Passage } from './packet.ts';
import { Random } from './random.ts';

export interface ScenarioOptions {
  readonly seed: number;
  /** Whole seconds since 1970 at which the scenario's clock shows 0. */
  readonly epoch: number;
  /** Addresses of the machine that captures, besides its loopback ones. */
  readonly host?: readonly string[];
  /** TSval that a machine's clock shows at time 0, by address; by chance unless given. */
  readonly timestampBases?: Readonly<Record<string, number>>;
}

/** A packet as conversations give it: the scenario adds the rest. */
export interface PacketNote {
  readonly interface?: number;
  readonly comment?: string;
}

const FIRST_EPHEMERAL_PORT = 32_768;
const LAST_EPHEMERAL_PORT = 60_999;

/**
 * The common clock (microseconds from 0), chance and packet queue of everything that goes on in one capture.
 * Conversations put packets in at whatever times they happen; `drain` takes them out in order of time. Whoever
 * writes gigabytes drains up to the present now and then, so that only what is still to come is held.
 */
export class Scenario {
  readonly epoch: number;
  readonly random: Random;
  readonly #host: readonly string[];
  readonly #timestampBases = new Map<string, number>();
  #waiting: Packet[] = [];
  #port: number;

  constructor(options: ScenarioOptions) {
    this.epoch = options.epoch;
    this.random = new Random(options.seed);
    this.#host = options.host ?? [];
    for (const [address, base] of Object.entries(options.timestampBases ?? {})) {
      this.#timestampBases.set(address, base);
    }
    this.#port = FIRST_EPHEMERAL_PORT + this.random.below(4096);
  }

  /** Puts an IP packet on the wire that the capture sees. */
  add(time: number, bytes: Buffer, passage: Passage, note: PacketNote = {}): void {
    this.#waiting.push({ time, etherType: etherTypeOf(bytes), bytes, passage, ...note });
  }

  /** Puts a packet of another network protocol on the wire. */
  addPacket(packet: Packet): void {
    this.#waiting.push(packet);
  }

  /** How a packet between these addresses passes the capturing machine. */
  passage(source: string, destination: string): Passage {
    if (isLoopback(source) && isLoopback(destination)) return 'loopback';
    if (!this.#isOwn(source)) return 'received';
    return this.#isOwn(destination) ? 'loopback' : 'sent';
  }

  /** The next free client port. */
  ephemeralPort(): number {
    this.#port += this.random.between(1, 3);
    if (this.#port > LAST_EPHEMERAL_PORT) this.#port -= LAST_EPHEMERAL_PORT - FIRST_EPHEMERAL_PORT;
    return this.#port;
  }

  /** TSval (RFC 7323) of a machine at a time: one tick a millisecond from a base of its own. */
  timestampValue(address: string, time: number): number {
    let base = this.#timestampBases.get(address);
    if (base === undefined) {
      base = this.random.below(0x7000_0000) + 0x0800_0000;
      this.#timestampBases.set(address, base);
    }
    return (base + Math.floor(time / 1000)) >>> 0;
  }

  /** Takes out all packets before a time (all, unless given), in order of time; equal times keep the order in which they came in. */
  drain(before = Number.POSITIVE_INFINITY): readonly Packet[] {
    const ready = this.#waiting.filter((packet) => packet.time < before);
    this.#waiting = this.#waiting.filter((packet) => packet.time >= before);
    return ready.sort((one, other) => one.time - other.time);
  }

  #isOwn(address: string): boolean {
    return isLoopback(address) || this.#host.includes(address);
  }
}

/** A part of a capture: what was on the wire from a time (included) to a time (excluded), in microseconds. */
export interface CaptureWindow {
  readonly from?: number;
  readonly to?: number;
}

/** Writes packets, which have to be in order of time, leaving out those outside the window. */
export function writePackets(
  writer: PacketWriter,
  packets: readonly Packet[],
  window: CaptureWindow = {},
): void {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = window;
  for (const packet of packets) if (packet.time >= from && packet.time < to) writer.write(packet);
}
