import type { Endpoint } from './address.ts';
import type { PacketNote, Scenario } from './scenario.ts';
import { TCP_FLAGS, type TcpOptions, tcpPacket } from './tcp-segment.ts';

export type Side = 'client' | 'server';

/**
 * What became of a segment. `arrived`: captured and received. `uncaptured`: received, but the capture lacks it.
 * `lost`: captured, but it never reached the other side, which goes on acknowledging what came before.
 */
export type Fate = 'arrived' | 'uncaptured' | 'lost';

export interface TcpConnectionOptions {
  readonly client: Endpoint;
  readonly server: Endpoint;
  /** MSS that both announce: 16396 on loopback (as Linux of 2014), 1460 elsewhere, unless given. */
  readonly maximumSegmentSize?: number;
  /** Timestamps option on every segment (RFC 7323); on unless given. */
  readonly timestamps?: boolean;
  /** Window scale both announce; null leaves the option out. */
  readonly windowScale?: number | null;
  /** Window field of every segment after the SYN, as on the wire. */
  readonly window?: number;
  /**
   * For a connection whose handshake the capture lacks: microseconds before the scenario's 0 at which both sides
   * last spoke, so that the first timestamps echo something.
   */
  readonly silentFor?: number;
  readonly note?: PacketNote;
  /** Every packet is seen a second time, with these ends in place of its own, as before and behind a translation (NAT). */
  readonly translated?: Translation;
}

/** The ends that a connection has behind a translation of addresses; sequence numbers are the same. */
export interface Translation {
  readonly client: Endpoint;
  readonly server: Endpoint;
  /** Microseconds that a packet takes between the two places. */
  readonly delay: number;
}

export interface SegmentOptions {
  /** Sum of `TCP_FLAGS`; ACK, with PSH where there is a payload, unless given. */
  readonly flags?: number;
  readonly payload?: Buffer;
  readonly fate?: Fate;
  readonly window?: number;
  /** [TSval, TSecr] in place of the clock's. */
  readonly timestamps?: readonly [number, number];
  /** Sequence number to send again from, in place of the next. */
  readonly sequence?: number;
  /** Acknowledgement number in place of what was received. */
  readonly acknowledgement?: number;
  readonly note?: PacketNote;
}

/** One direction: what its sender sent, and what of it the receiver has not got. */
interface Flow {
  next: number;
  readonly holes: { from: number; to: number }[];
  lastTimestamp: number;
}

const LOOPBACK_MSS = 16_396;
const ETHERNET_MSS = 1460;
const SYN_WINDOW = 32_792;
const DATA_WINDOW = 257;
const TIMESTAMP_OPTION_BYTES = 12;

/** Opposite ends. */
export const OTHER_SIDE = { client: 'server', server: 'client' } as const satisfies Record<Side, Side>;

/** The sequence numbers of one TCP connection: every segment it is told to send goes out with the right ones. */
export class TcpConnection {
  readonly client: Endpoint;
  readonly server: Endpoint;
  /** Payload bytes that fit into one segment. */
  readonly segmentBytes: number;
  readonly #scenario: Scenario;
  readonly #options: TcpConnectionOptions;
  readonly #maximumSegmentSize: number;
  readonly #flows: Record<Side, Flow>;

  constructor(scenario: Scenario, options: TcpConnectionOptions) {
    this.#scenario = scenario;
    this.#options = options;
    this.client = options.client;
    this.server = options.server;
    const loopback = scenario.passage(options.client.address, options.server.address) === 'loopback';
    this.#maximumSegmentSize = options.maximumSegmentSize ?? (loopback ? LOOPBACK_MSS : ETHERNET_MSS);
    this.segmentBytes =
      this.#maximumSegmentSize - (options.timestamps === false ? 0 : TIMESTAMP_OPTION_BYTES);
    this.#flows = { client: this.#newFlow(options.client), server: this.#newFlow(options.server) };
  }

  /** The sequence number the side sends next. */
  next(side: Side): number {
    return this.#flows[side].next;
  }

  /** The number up to which the side has received everything. */
  received(side: Side): number {
    const flow = this.#flows[OTHER_SIDE[side]];
    return flow.holes[0]?.from ?? flow.next;
  }

  /** Sends one segment at a time of the scenario's clock; returns its sequence number. */
  send(side: Side, time: number, options: SegmentOptions = {}): number {
    const flow = this.#flows[side];
    const payload = options.payload ?? Buffer.alloc(0);
    const flags = options.flags ?? TCP_FLAGS.ack | (payload.length > 0 ? TCP_FLAGS.psh : 0);
    const sequence = options.sequence ?? flow.next;
    const syn = (flags & TCP_FLAGS.syn) !== 0;
    const occupied = payload.length + (syn ? 1 : 0) + ((flags & TCP_FLAGS.fin) === 0 ? 0 : 1);
    const acknowledges = (flags & TCP_FLAGS.ack) !== 0;
    const acknowledgement = acknowledges ? (options.acknowledgement ?? this.received(side)) : 0;
    const timestamps = options.timestamps ?? this.#timestamps(side, time, acknowledges);
    const fate = options.fate ?? 'arrived';
    const end = (sequence + occupied) >>> 0;

    if (fate === 'lost') flow.holes.push({ from: sequence, to: end });
    else this.#fill(flow, sequence);
    if (options.sequence === undefined) flow.next = end;
    flow.lastTimestamp = timestamps[0];
    if (fate === 'uncaptured') return sequence;

    const source = side === 'client' ? this.client : this.server;
    const destination = side === 'client' ? this.server : this.client;
    const fields = {
      sequence,
      acknowledgement,
      flags,
      window: options.window ?? (syn ? SYN_WINDOW : (this.#options.window ?? DATA_WINDOW)),
      options: this.#segmentOptions(flags, timestamps),
      payload,
    };
    const note = { ...this.#options.note, ...options.note };
    const add = (at: number, from: Endpoint, to: Endpoint): void => {
      const bytes = tcpPacket({ source: from, destination: to, ...fields });
      this.#scenario.add(at, bytes, this.#scenario.passage(from.address, to.address), note);
    };
    add(time, source, destination);
    const { translated } = this.#options;
    if (translated === undefined) return sequence;
    const { client, server, delay } = translated;
    // The outer place is the first that the client's packets pass, and the last that the server's do.
    if (side === 'client') add(time + delay, client, server);
    else add(time - delay, server, client);
    return sequence;
  }

  #newFlow(sender: Endpoint): Flow {
    const { silentFor } = this.#options;
    const lastTimestamp =
      silentFor === undefined ? 0 : this.#scenario.timestampValue(sender.address, -silentFor);
    return { next: this.#scenario.random.uint32(), holes: [], lastTimestamp };
  }

  #fill(flow: Flow, sequence: number): void {
    const index = flow.holes.findIndex((hole) => hole.from === sequence);
    if (index >= 0) flow.holes.splice(index, 1);
  }

  #timestamps(side: Side, time: number, acknowledges: boolean): readonly [number, number] {
    const address = side === 'client' ? this.client.address : this.server.address;
    const echo = acknowledges ? this.#flows[OTHER_SIDE[side]].lastTimestamp : 0;
    return [this.#scenario.timestampValue(address, time), echo];
  }

  #segmentOptions(flags: number, timestamps: readonly [number, number]): TcpOptions {
    // A reset carries no options (Linux), every other segment of a connection with timestamps does (RFC 7323).
    if ((flags & TCP_FLAGS.rst) !== 0) return {};
    const always: TcpOptions = this.#options.timestamps === false ? {} : { timestamps };
    if ((flags & TCP_FLAGS.syn) === 0) return always;
    const scale = this.#options.windowScale === undefined ? 7 : this.#options.windowScale;
    return {
      maximumSegmentSize: this.#maximumSegmentSize,
      selectiveAcknowledgement: true,
      ...always,
      ...(scale === null ? {} : { windowScale: scale }),
    };
  }
}
