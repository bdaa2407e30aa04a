import { Columns, placeInPage } from '../base/columns.ts';
import { type Segment, SYN } from '../packet/index.ts';
import { AddressTable, mixBits } from './address-table.ts';
import { CONNECTION, MARK } from './connection-row.ts';
import type { Direction } from './events.ts';

const EMPTY = -1;
const INITIAL_SLOTS = 1024;
/** Times as many slots as before where they get few: all rows are put into new ones. */
const GROWTH = 4;
/** Places for rows that were found last, and numbers of each: both addresses, the ports, twice the row and the direction. */
const RECENT = 1024;
const RECENT_NUMBERS = 4;
/** Rows beyond cannot be told with their direction in 31 bits. */
const MOST_RECENT_ROW = 2 ** 30 - 1;

/**
 * Every TCP connection of the capture as one row, so that a million of them (a SYN flood) cost less than a hundred
 * megabytes and a frame of a connection that nobody wants costs one look-up. Rows are numbered from 0 in order of their
 * first frame: the number is Wireshark's `tcp.stream`. A hash table over the end points finds the newest row.
 */
export class ConnectionTable {
  readonly addresses = new AddressTable();
  readonly rows = new Columns(CONNECTION);
  /** Of the last `find` or `add`: 0 where the segment goes the way of the connection's first frame, else 1. */
  direction: Direction = 0;

  /** Row numbers by the hash of their end points; at least half of the slots are empty. */
  #slots = new Int32Array(INITIAL_SLOTS).fill(EMPTY);
  #keysInUse = 0;

  /** The key of the segment that was last given to `find`, and the slot where it stands or would stand. */
  #keyLow = 0;
  #keyHigh = 0;
  #keyPorts = 0;
  #keySwapped = false;
  #keySlot = 0;

  /** Rows over IPv4 that were found last, by what stands in their segments: frames of a connection come in runs. */
  readonly #recent = new Int32Array(RECENT * RECENT_NUMBERS).fill(EMPTY);

  /** The row of the segment's connection (the newest with these end points), or -1; sets `direction`. */
  find(segment: Segment): number {
    // A SYN may open a connection: then its key is needed.
    if (segment.family !== 4 || (segment.flags & SYN) !== 0) return this.#findByKey(segment);
    const source = segment.source0 | 0;
    const destination = segment.destination0 | 0;
    const ports = (segment.sourcePort << 16) | segment.destinationPort;
    const recent = this.#recent;
    const hash = Math.imul(
      source ^ Math.imul(destination, 0x9e3779b1) ^ Math.imul(ports, 0x85ebca6b),
      0xc2b2ae35,
    );
    const place = (hash >>> 22) * RECENT_NUMBERS;
    const known = recent[place + 3];
    if (
      known >= 0 &&
      recent[place] === source &&
      recent[place + 1] === destination &&
      recent[place + 2] === ports
    ) {
      this.direction = (known & 1) === 0 ? 0 : 1;
      return known >>> 1;
    }
    const row = this.#findByKey(segment);
    if (row === EMPTY || row > MOST_RECENT_ROW) return row;
    recent[place] = source;
    recent[place + 1] = destination;
    recent[place + 2] = ports;
    recent[place + 3] = (row << 1) | this.direction;
    return row;
  }

  #findByKey(segment: Segment): number {
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
    const { sourcePort, destinationPort } = segment;
    const swapped = source > destination || (source === destination && sourcePort > destinationPort);
    const low = swapped ? destination : source;
    const high = swapped ? source : destination;
    const ports =
      (swapped ? (destinationPort << 16) | sourcePort : (sourcePort << 16) | destinationPort) >>> 0;
    this.#keySwapped = swapped;
    this.#keyLow = low;
    this.#keyHigh = high;
    this.#keyPorts = ports;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOf(low, high, ports) & mask;
    for (;;) {
      const row = slots[slot];
      if (row === EMPTY) break;
      const page = this.rows.page(row);
      const at = placeInPage(row);
      if (page.ports[at] === ports && page.lowAddress[at] === low && page.highAddress[at] === high) {
        this.#keySlot = slot;
        const rowSwapped = (page.marks[at] & MARK.swapped) !== 0;
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
    const row = this.rows.add();
    const page = this.rows.writable(row);
    const at = placeInPage(row);
    page.lowAddress[at] = this.#keyLow;
    page.highAddress[at] = this.#keyHigh;
    page.ports[at] = this.#keyPorts;
    page.marks[at] = this.#keySwapped ? MARK.swapped : 0;
    page.firstFrame[at] = frame;
    page.firstSeconds[at] = seconds;
    page.firstNanoseconds[at] = nanoseconds;
    this.direction = 0;
    const isReplacing = this.#slots[this.#keySlot] !== EMPTY;
    this.#slots[this.#keySlot] = row;
    if (isReplacing) this.#recent.fill(EMPTY);
    if (!isReplacing && ++this.#keysInUse * 2 > this.#slots.length) this.#growSlots();
    return row;
  }

  #growSlots(): void {
    const before = this.#slots;
    const slots = new Int32Array(before.length * GROWTH).fill(EMPTY);
    const mask = slots.length - 1;
    for (let from = 0; from < before.length; from++) {
      const row = before[from];
      if (row === EMPTY) continue;
      const page = this.rows.page(row);
      const at = placeInPage(row);
      let slot = hashOf(page.lowAddress[at], page.highAddress[at], page.ports[at]) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = row;
    }
    this.#slots = slots;
  }
}

function hashOf(low: number, high: number, ports: number): number {
  return mixBits(ports ^ mixBits(low ^ Math.imul(high, 0x9e3779b1)));
}
