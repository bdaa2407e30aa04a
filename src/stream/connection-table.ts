import type { Endpoint } from '../base/endpoint.ts';
import type { Segment } from '../packet/index.ts';
import { AddressTable, mixBits } from './address-table.ts';
import { grown } from './columns.ts';

const EMPTY = -1;
const INITIAL_CAPACITY = 256;

/** Bits of `marks`. Those of direction 1 stand one place higher than those of direction 0. */
export const MARK = {
  /** The initial sequence number of the direction is known. */
  base: 1 << 0,
  syn: 1 << 2,
  /** The SYN carried ACK: the sender answers a SYN, so it is the server. */
  synAck: 1 << 4,
  fin: 1 << 6,
  reset: 1 << 8,
  /** A segment that is neither SYN nor RST was seen: the sender is there. */
  answered: 1 << 10,
  /** The first FIN, the first RST, came from the end point of direction 1. */
  finFromSecond: 1 << 13,
  resetFromSecond: 1 << 14,
  /** The SYN's checksum was right: the capturing host does not leave checksums to the network card here. */
  soundChecksum: 1 << 15,
  /** The sender of direction 0 is the end point that stands second in the key. */
  swapped: 1 << 12,
} as const;

/** What becomes of a connection's payload. */
export const FOLLOW_STATE = {
  /** None has come yet. */
  undecided: 0,
  /** Nobody looks at it any more. */
  over: 1,
  /** Looked at only where a segment looks like the beginning of something. */
  asleep: 2,
  /** It has a conversation. */
  followed: 3,
} as const;

/**
 * Every TCP connection of the capture as one row over typed arrays, so that a million of them (a SYN flood)
 * costs some tens of megabytes and a frame of a connection that nobody wants costs one look-up.
 * Rows are numbered from 0 in order of their first frame: the number is Wireshark's `tcp.stream`.
 */
export class ConnectionTable {
  readonly addresses = new AddressTable();
  /** Rows in use. */
  count = 0;
  /** Of the last `find` or `add`: 0 where the segment goes the way of the connection's first frame, else 1. */
  direction: 0 | 1 = 0;

  marks = new Uint32Array(INITIAL_CAPACITY);
  /** Sequence number of the (seen or inferred) SYN of each direction, at 2 × row + direction. */
  bases = new Uint32Array(INITIAL_CAPACITY * 2);
  firstFrames = new Uint32Array(INITIAL_CAPACITY);
  firstSeconds = new Uint32Array(INITIAL_CAPACITY);
  firstNanoseconds = new Uint32Array(INITIAL_CAPACITY);
  lastFrames = new Uint32Array(INITIAL_CAPACITY);
  lastSeconds = new Uint32Array(INITIAL_CAPACITY);
  lastNanoseconds = new Uint32Array(INITIAL_CAPACITY);
  synCounts = new Uint16Array(INITIAL_CAPACITY);
  synAckFrames = new Uint32Array(INITIAL_CAPACITY);
  resetFrames = new Uint32Array(INITIAL_CAPACITY);
  finFrames = new Uint32Array(INITIAL_CAPACITY);
  /** What is to be done with further payload, one of {@link FOLLOW_STATE}. */
  followStates = new Uint8Array(INITIAL_CAPACITY);
  /** The number of the entry that says what went wrong; 0 where nothing did. */
  anomalies = new Uint32Array(INITIAL_CAPACITY);

  #slots = new Int32Array(INITIAL_CAPACITY * 4).fill(EMPTY);
  #lowAddresses = new Uint32Array(INITIAL_CAPACITY);
  #highAddresses = new Uint32Array(INITIAL_CAPACITY);
  /** The port of the low end point in the upper half, that of the high one in the lower. */
  #ports = new Uint32Array(INITIAL_CAPACITY);
  #keysInUse = 0;

  #keyLow = 0;
  #keyHigh = 0;
  #keyPorts = 0;
  #keySwapped = false;
  #keySlot = 0;

  /** End points asked for last: exchanges of one connection come in runs, and share them. */
  #lastEndpoints: readonly [Endpoint, Endpoint] | null = null;
  #lastEndpointsRow = -1;

  /** The row of the segment's connection (the newest with these end points), or -1; sets `direction`. */
  find(segment: Segment): number {
    const source = this.addresses.identify(
      segment.family,
      segment.source0,
      segment.source1,
      segment.source2,
      segment.source3,
    );
    const destination = this.addresses.identify(
      segment.family,
      segment.destination0,
      segment.destination1,
      segment.destination2,
      segment.destination3,
    );
    const swapped =
      source > destination || (source === destination && segment.sourcePort > segment.destinationPort);
    this.#keySwapped = swapped;
    this.#keyLow = swapped ? destination : source;
    this.#keyHigh = swapped ? source : destination;
    this.#keyPorts =
      (swapped
        ? (segment.destinationPort << 16) | segment.sourcePort
        : (segment.sourcePort << 16) | segment.destinationPort) >>> 0;
    const mask = this.#slots.length - 1;
    let slot = mixBits(this.#keyPorts ^ mixBits(this.#keyLow ^ Math.imul(this.#keyHigh, 0x9e3779b1))) & mask;
    for (;;) {
      const row = this.#slots[slot];
      if (row === EMPTY) break;
      if (
        this.#ports[row] === this.#keyPorts &&
        this.#lowAddresses[row] === this.#keyLow &&
        this.#highAddresses[row] === this.#keyHigh
      ) {
        this.#keySlot = slot;
        const rowSwapped = (this.marks[row] & MARK.swapped) !== 0;
        this.direction = rowSwapped === swapped ? 0 : 1;
        return row;
      }
      slot = (slot + 1) & mask;
    }
    this.#keySlot = slot;
    return -1;
  }

  /** A new row for the segment last given to `find`; an older row with the same end points is no longer found. */
  add(frame: number, seconds: number, nanoseconds: number): number {
    const row = this.count++;
    if (row === this.firstFrames.length) this.#widen();
    const replaces = this.#slots[this.#keySlot] !== EMPTY;
    this.#slots[this.#keySlot] = row;
    this.#lowAddresses[row] = this.#keyLow;
    this.#highAddresses[row] = this.#keyHigh;
    this.#ports[row] = this.#keyPorts;
    this.marks[row] = this.#keySwapped ? MARK.swapped : 0;
    this.firstFrames[row] = frame;
    this.firstSeconds[row] = seconds;
    this.firstNanoseconds[row] = nanoseconds;
    this.direction = 0;
    if (!replaces && ++this.#keysInUse * 2 > this.#slots.length) this.#rehash();
    return row;
  }

  /** Both ports of a row, one in the upper and one in the lower 16 bits. */
  portsOf(row: number): number {
    return this.#ports[row];
  }

  /** Both end points of a row: the sender of the first frame, then the other. */
  endpointsOf(row: number): readonly [Endpoint, Endpoint] {
    if (this.#lastEndpoints !== null && row === this.#lastEndpointsRow) return this.#lastEndpoints;
    const ports = this.#ports[row];
    const low = { address: this.addresses.text(this.#lowAddresses[row]), port: ports >>> 16 };
    const high = { address: this.addresses.text(this.#highAddresses[row]), port: ports & 0xffff };
    const swapped = (this.marks[row] & MARK.swapped) !== 0;
    this.#lastEndpoints = swapped ? [high, low] : [low, high];
    this.#lastEndpointsRow = row;
    return this.#lastEndpoints;
  }

  #widen(): void {
    const capacity = this.firstFrames.length * 2;
    this.marks = grown(this.marks, new Uint32Array(capacity));
    this.bases = grown(this.bases, new Uint32Array(capacity * 2));
    this.firstFrames = grown(this.firstFrames, new Uint32Array(capacity));
    this.firstSeconds = grown(this.firstSeconds, new Uint32Array(capacity));
    this.firstNanoseconds = grown(this.firstNanoseconds, new Uint32Array(capacity));
    this.lastFrames = grown(this.lastFrames, new Uint32Array(capacity));
    this.lastSeconds = grown(this.lastSeconds, new Uint32Array(capacity));
    this.lastNanoseconds = grown(this.lastNanoseconds, new Uint32Array(capacity));
    this.synCounts = grown(this.synCounts, new Uint16Array(capacity));
    this.synAckFrames = grown(this.synAckFrames, new Uint32Array(capacity));
    this.resetFrames = grown(this.resetFrames, new Uint32Array(capacity));
    this.finFrames = grown(this.finFrames, new Uint32Array(capacity));
    this.followStates = grown(this.followStates, new Uint8Array(capacity));
    this.anomalies = grown(this.anomalies, new Uint32Array(capacity));
    this.#lowAddresses = grown(this.#lowAddresses, new Uint32Array(capacity));
    this.#highAddresses = grown(this.#highAddresses, new Uint32Array(capacity));
    this.#ports = grown(this.#ports, new Uint32Array(capacity));
  }

  #rehash(): void {
    const before = this.#slots;
    const slots = new Int32Array(before.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (const row of before) {
      if (row === EMPTY) continue;
      const addresses = this.#lowAddresses[row] ^ Math.imul(this.#highAddresses[row], 0x9e3779b1);
      let slot = mixBits(this.#ports[row] ^ mixBits(addresses)) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = row;
    }
    this.#slots = slots;
  }
}
