import type { PacketNote, Scenario } from './scenario.ts';
import { OTHER_SIDE, type Side, TcpConnection, type TcpConnectionOptions } from './tcp-connection.ts';
import { TCP_FLAGS } from './tcp-segment.ts';

/**
 * What happens to one segment of a message. `uncaptured`: it arrives, but the capture lacks it. `late`: the
 * capture shows it after the segment that follows. `lost`: it does not arrive and is sent again. `repeated`: it
 * arrives and is needlessly sent again.
 */
export type Mishap = 'uncaptured' | 'late' | 'lost' | 'repeated';

export interface Delivery {
  /** Mishaps by number of the segment within the message, from 0. */
  readonly mishaps?: Readonly<Record<number, Mishap>>;
  /** Whether the receiver acknowledges every segment (default), the whole message, or leaves it to its next data. */
  readonly acknowledge?: 'each' | 'last' | 'none';
  /** Microseconds between two segments; 8 to 60 by chance unless given. */
  readonly spacing?: number;
  readonly note?: PacketNote;
}

export interface ConversationOptions extends TcpConnectionOptions {
  /** Microseconds at which it begins. */
  readonly at: number;
  /** Microseconds a segment and its acknowledgement are apart: about 12 on loopback and 300 in a LAN, unless given. */
  readonly roundTrip?: number;
}

const LOOPBACK_ROUND_TRIP = 12;
const LAN_ROUND_TRIP = 300;
/** Linux: TCP_RTO_MIN. */
const RETRANSMISSION_TIMEOUT = 200_000;

/**
 * A TCP connection that is talked over at a plausible pace. Every act begins at `now` and moves it on, so that
 * acts follow each other; `waitUntil` and `wait` move it by hand.
 */
export class Conversation {
  readonly connection: TcpConnection;
  /** Microseconds on the scenario's clock: when the last act ended. */
  now: number;
  readonly #scenario: Scenario;
  readonly #roundTrip: number;

  constructor(scenario: Scenario, options: ConversationOptions) {
    this.#scenario = scenario;
    this.connection = new TcpConnection(scenario, options);
    this.now = options.at;
    const loopback = scenario.passage(options.client.address, options.server.address) === 'loopback';
    this.#roundTrip = options.roundTrip ?? (loopback ? LOOPBACK_ROUND_TRIP : LAN_ROUND_TRIP);
  }

  wait(microseconds: number): this {
    this.now += microseconds;
    return this;
  }

  /** Moves on to a time; does nothing where it is past already. */
  waitUntil(time: number): this {
    this.now = Math.max(this.now, time);
    return this;
  }

  /** The three-way handshake. `lostSyns`: SYNs that nobody answers before it, 1, 2, 4 … seconds apart, as Linux sends them. */
  open(lostSyns = 0): this {
    const sequence = this.connection.next('client');
    for (let lost = 0; lost < lostSyns; lost += 1) {
      this.connection.send('client', this.now, { flags: TCP_FLAGS.syn, sequence, fate: 'arrived' });
      this.wait(1_000_000 * 2 ** lost);
    }
    this.connection.send('client', this.now, { flags: TCP_FLAGS.syn });
    this.#pass(this.#roundTrip);
    this.connection.send('server', this.now, { flags: TCP_FLAGS.syn | TCP_FLAGS.ack });
    this.#pass(this.#roundTrip);
    this.connection.send('client', this.now);
    this.#pass(this.#roundTrip);
    return this;
  }

  /** The client sends bytes; each buffer of a list is one write of the application. */
  request(writes: Buffer | readonly Buffer[], delivery: Delivery = {}): this {
    return this.#say('client', writes, delivery);
  }

  /** The server sends bytes; each buffer of a list is one write of the application. */
  answer(writes: Buffer | readonly Buffer[], delivery: Delivery = {}): this {
    return this.#say('server', writes, delivery);
  }

  /** A keep-alive probe (RFC 9293 section 3.8.4: one byte before the next, no data) and its acknowledgement. */
  keepAlive(side: Side): this {
    this.connection.send(side, this.now, { sequence: (this.connection.next(side) - 1) >>> 0 });
    this.#pass(this.#roundTrip);
    this.connection.send(OTHER_SIDE[side], this.now);
    return this;
  }

  /** FIN from one side, FIN from the other, last acknowledgement. */
  close(side: Side): this {
    this.#pass(this.#roundTrip);
    this.connection.send(side, this.now, { flags: TCP_FLAGS.fin | TCP_FLAGS.ack });
    this.#pass(this.#roundTrip);
    this.connection.send(OTHER_SIDE[side], this.now, { flags: TCP_FLAGS.fin | TCP_FLAGS.ack });
    this.#pass(this.#roundTrip);
    this.connection.send(side, this.now);
    return this;
  }

  /** One side resets the connection. */
  reset(side: Side): this {
    this.#pass(this.#roundTrip);
    this.connection.send(side, this.now, { flags: TCP_FLAGS.rst | TCP_FLAGS.ack });
    return this;
  }

  #say(side: Side, writes: Buffer | readonly Buffer[], delivery: Delivery): this {
    const segments = (Buffer.isBuffer(writes) ? [writes] : writes).flatMap((write) => this.#segmented(write));
    const acknowledge = delivery.acknowledge ?? 'each';
    const again: { readonly payload: Buffer; readonly sequence: number }[] = [];
    let overtaken: { readonly payload: Buffer; readonly sequence: number } | null = null;
    segments.forEach((payload, index) => {
      if (index > 0)
        this.#pass(delivery.spacing ?? this.#scenario.random.between(8, 60), delivery.spacing === undefined);
      const last = index === segments.length - 1;
      const mishap = delivery.mishaps?.[index];
      const note = delivery.note === undefined ? {} : { note: delivery.note };
      if (mishap === 'late' && !last) {
        // Both were sent; the capture shows the second first.
        const sequence = this.connection.send(side, this.now, { payload, fate: 'uncaptured' });
        overtaken = { payload, sequence };
        return;
      }
      const fate = mishap === 'uncaptured' || mishap === 'lost' ? mishap : 'arrived';
      const sequence = this.connection.send(side, this.now, { payload, fate, ...note });
      if (mishap === 'lost' || mishap === 'repeated') again.push({ payload, sequence });
      if (overtaken !== null) {
        this.#pass(2, false);
        this.connection.send(side, this.now, overtaken);
        overtaken = null;
      }
      if (acknowledge === 'each' || (acknowledge === 'last' && last)) this.#acknowledge(side);
    });
    for (const segment of again) {
      this.#pass(RETRANSMISSION_TIMEOUT);
      this.connection.send(side, this.now, segment);
      this.#acknowledge(side);
    }
    return this;
  }

  #acknowledge(sender: Side): void {
    this.#pass(this.#roundTrip);
    this.connection.send(OTHER_SIDE[sender], this.now);
  }

  #segmented(write: Buffer): readonly Buffer[] {
    const size = this.connection.segmentBytes;
    const segments: Buffer[] = [];
    for (let at = 0; at < write.length; at += size) segments.push(write.subarray(at, at + size));
    return segments;
  }

  /** Lets time pass; up to a quarter more than told, by chance, where `jitter`. Always at least a microsecond. */
  #pass(microseconds: number, jitter = true): void {
    const extra = jitter ? this.#scenario.random.below(Math.max(1, microseconds >> 2)) : 0;
    this.now += Math.max(1, microseconds + extra);
  }
}
