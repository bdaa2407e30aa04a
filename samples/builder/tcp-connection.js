import { TCP_FLAGS, tcpPacket } from './tcp-segment.js';

const LOOPBACK_MSS = 16_396;
const ETHERNET_MSS = 1460;
const SYN_WINDOW = 32_792;
const DATA_WINDOW = 257;
const TIMESTAMP_OPTION_BYTES = 12;
/** Opposite ends. */
export const OTHER_SIDE = { client: 'server', server: 'client' };
/** The sequence numbers of one TCP connection: every segment it is told to send goes out with the right ones. */
export class TcpConnection {
  client;
  server;
  /** Payload bytes that fit into one segment. */
  segmentBytes;
  #scenario;
  #options;
  #maximumSegmentSize;
  #flows;
  constructor(scenario, options) {
    this.#scenario = scenario;
    this.#options = options;
    this.client = options.client;
    this.server = options.server;
    const loopback = scenario.passage(options.client.address, options.server.address) === 'loopback';
    this.#maximumSegmentSize = options.maximumSegmentSize ?? (loopback ? LOOPBACK_MSS : ETHERNET_MSS);
    this.segmentBytes =
      this.#maximumSegmentSize - (options.timestamps === false ? 0 : TIMESTAMP_OPTION_BYTES);
    this.#flows = { client: this.#newFlow(), server: this.#newFlow() };
  }
  /** The sequence number the side sends next. */
  next(side) {
    return this.#flows[side].next;
  }
  /** The number up to which the side has received everything. */
  received(side) {
    const flow = this.#flows[OTHER_SIDE[side]];
    return flow.holes[0]?.from ?? flow.next;
  }
  /** Sends one segment at a time of the scenario's clock; returns its sequence number. */
  send(side, time, options = {}) {
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
    const bytes = tcpPacket({
      source,
      destination,
      sequence,
      acknowledgement,
      flags,
      window: options.window ?? (syn ? SYN_WINDOW : (this.#options.window ?? DATA_WINDOW)),
      options: this.#segmentOptions(flags, timestamps),
      payload,
    });
    const passage = this.#scenario.passage(source.address, destination.address);
    this.#scenario.add(time, bytes, passage, { ...this.#options.note, ...options.note });
    return sequence;
  }
  #newFlow() {
    const initial = this.#scenario.random.uint32();
    return { initial, next: initial, holes: [], lastTimestamp: 0 };
  }
  #fill(flow, sequence) {
    const index = flow.holes.findIndex((hole) => hole.from === sequence);
    if (index >= 0) flow.holes.splice(index, 1);
  }
  #timestamps(side, time, acknowledges) {
    const address = side === 'client' ? this.client.address : this.server.address;
    const echo = acknowledges ? this.#flows[OTHER_SIDE[side]].lastTimestamp : 0;
    return [this.#scenario.timestampValue(address, time), echo];
  }
  #segmentOptions(flags, timestamps) {
    // A reset carries no options (Linux), every other segment of a connection with timestamps does (RFC 7323).
    if ((flags & TCP_FLAGS.rst) !== 0) return {};
    const always = this.#options.timestamps === false ? {} : { timestamps };
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
