import type { Endpoint } from '../base/endpoint.ts';
import type { Frame } from '../capture/index.ts';
import { ACK, FIN, RST, type Segment, SYN } from '../packet/index.ts';
import { type ConnectionSummary, type ConnectionSummarySource, RowSummary } from './connection-summary.ts';
import { ConnectionTable, FOLLOW_STATE, MARK } from './connection-table.ts';
import type { ConnectionConsumer, Direction } from './events.ts';
import { FollowedConnection } from './followed-connection.ts';
import { FollowedConnections } from './followed-connections.ts';
import { noteFlags } from './note-flags.ts';

/** What the caller of the stream stage decides. */
export interface TrackerOptions {
  /** Makes the consumer of a connection, given its stream number. */
  readonly open: (stream: number) => ConnectionConsumer;
  /** True where a segment's first bytes tell that a connection set aside is of interest after all. Must be cheap. */
  readonly wakes: (bytes: Buffer, start: number, end: number) => boolean;
  /** Ports one of which a connection must have to be followed; null follows any. */
  readonly ports: ReadonlySet<number> | null;
}

/** How much is being kept; for progress displays and soak tests. */
export interface TrackerLoad {
  readonly connections: number;
  readonly followed: number;
  readonly pendingBytes: number;
}

/**
 * Sorts segments into connections, numbers these as Wireshark does, and puts in order the bytes of those
 * connections whose consumer wants them. A connection that nobody wants costs a look-up per frame.
 */
export class ConnectionTracker {
  readonly #table = new ConnectionTable();
  readonly #followed = new FollowedConnections(this.#table);
  readonly #summarySource: ConnectionSummarySource = {
    table: this.#table,
    anomaliesOf: (stream) => this.#followed.anomaliesOf(stream),
  };
  readonly #options: TrackerOptions;
  readonly #portWanted: Uint8Array | null;

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#portWanted = options.ports === null ? null : portTable(options.ports);
  }

  /** Connections seen so far. */
  get count(): number {
    return this.#table.count;
  }

  /** Takes the next segment in capture order; returns its stream number. */
  segment(frame: Frame, segment: Segment): number {
    const table = this.#table;
    const followed = this.#followed;
    let row = table.find(segment);
    const flags = segment.flags;
    if (row === -1) {
      row = table.add(frame.number, frame.seconds, frame.nanoseconds);
    } else if ((flags & (SYN | ACK)) === SYN && this.#isReuse(row, table.direction, segment)) {
      followed.abandon(row);
      row = table.add(frame.number, frame.seconds, frame.nanoseconds);
    }
    const direction = table.direction;
    table.lastFrames[row] = frame.number;
    table.lastSeconds[row] = frame.seconds;
    table.lastNanoseconds[row] = frame.nanoseconds;
    if ((flags & (SYN | FIN | RST)) !== 0 || (table.marks[row] & HEARD_BOTH) !== HEARD_BOTH) {
      noteFlags(table, row, direction, frame, segment);
    }
    const conversation = followed.of(row);
    if (conversation !== undefined) {
      followed.segment(row, conversation, direction, frame, segment);
    } else if (
      segment.payloadLength > 0 ||
      ((flags & FIN) !== 0 && table.followStates[row] === FOLLOW_STATE.undecided)
    ) {
      this.#consider(row, direction, frame, segment);
    }
    followed.passTime(frame.seconds);
    return row;
  }

  /**
   * Takes end points that were only named: by a broken TCP header, or quoted by an ICMP error. Wireshark numbers a
   * stream by them, so they count for the numbers; nothing else is believed of them.
   */
  mention(frame: Frame, segment: Segment): number {
    const row = this.#table.find(segment);
    return row === -1 ? this.#table.add(frame.number, frame.seconds, frame.nanoseconds) : row;
  }

  /** The number of the newest connection between a segment's end points, -1 where there is none; changes nothing. */
  lookUp(segment: Segment): number {
    return this.#table.find(segment);
  }

  /** Which way the segment last given to `segment`, `mention` or `lookUp` goes. */
  get direction(): Direction {
    return this.#table.direction;
  }

  /** The sequence number at an offset of a direction; null where the connection is not followed at present. */
  sequenceAt(stream: number, direction: Direction, offset: number): number | null {
    const half = this.#followed.of(stream)?.halves[direction];
    return half?.started === true ? (half.nextSequence + (offset - half.nextOffset)) >>> 0 : null;
  }

  /** The capture is over: gives up what is open, tells every consumer. */
  finish(): void {
    this.#followed.finish();
  }

  /** The consumers of the connections that are followed at present. */
  consumers(): readonly { readonly stream: number; readonly consumer: ConnectionConsumer }[] {
    return Array.from(this.#followed.all(), ([stream, { consumer }]) => ({ stream, consumer }));
  }

  /** What is known of a connection, by its stream number. */
  summary(stream: number): ConnectionSummary {
    return new RowSummary(this.#summarySource, stream);
  }

  /** The end points of a connection: the sender of its first frame, then the other. */
  endpoints(stream: number): readonly [Endpoint, Endpoint] {
    return this.#table.endpointsOf(stream);
  }

  /** The stories of all connections with one of these ports at either end, in order of first frame. */
  summariesOn(ports: ReadonlySet<number>): readonly ConnectionSummary[] {
    const wanted = portTable(ports);
    const isWanted = (row: number): boolean => {
      const both = this.#table.portsOf(row);
      return wanted[both >>> 16] === 1 || wanted[both & 0xffff] === 1;
    };
    let count = 0;
    for (let row = 0; row < this.#table.count; row++) if (isWanted(row)) count += 1;
    // Of its size from the beginning: an array of a million that grows leaves as much behind.
    const stories = new Array<ConnectionSummary>(count);
    for (let row = 0, at = 0; at < count; row++) if (isWanted(row)) stories[at++] = this.summary(row);
    return stories;
  }

  /** What is being kept at present. */
  load(): TrackerLoad {
    const { count: followed, pendingBytes } = this.#followed;
    return { connections: this.#table.count, followed, pendingBytes };
  }

  /**
   * A SYN opens a new connection between known end points where its sequence number is not that of the first one
   * (as Wireshark decides): a SYN with the same number is the same attempt again, even after an RST.
   */
  #isReuse(row: number, direction: Direction, segment: Segment): boolean {
    const marks = this.#table.marks[row];
    if ((marks & (MARK.base << direction)) === 0) return false;
    return this.#table.bases[row * 2 + direction] !== segment.sequence;
  }

  /** First payload (or an early FIN) of a connection that is not followed: follow it, or set it aside. */
  #consider(row: number, direction: Direction, frame: Frame, segment: Segment): void {
    const table = this.#table;
    const followed = this.#followed;
    const options = this.#options;
    const wanted = this.#portWanted;
    const heed = table.followStates[row];
    if (heed === FOLLOW_STATE.over) return;
    const wasAsleep = heed === FOLLOW_STATE.asleep;
    if (wasAsleep && !options.wakes(segment.bytes, segment.payloadStart, segment.payloadEnd)) return;
    if (wanted !== null && wanted[segment.sourcePort] === 0 && wanted[segment.destinationPort] === 0) {
      table.followStates[row] = FOLLOW_STATE.over;
      return;
    }
    const handshakeSeen = (table.marks[row] & (MARK.syn * 3)) !== 0;
    const conversation = new FollowedConnection(options.open(row), handshakeSeen && !wasAsleep);
    if (!wasAsleep) this.#placeFromHandshake(row, conversation);
    for (const half of conversation.halves) {
      half.lastDelivery = table.firstSeconds[row] + table.firstNanoseconds[row] / 1e9;
    }
    followed.add(row, conversation);
    followed.segment(row, conversation, direction, frame, segment);
  }

  /** The sequence numbers of the handshake, or of what the peer acknowledged first, are where the streams begin. */
  #placeFromHandshake(row: number, conversation: FollowedConnection): void {
    const marks = this.#table.marks[row];
    for (const direction of [0, 1] as const) {
      if ((marks & (MARK.base << direction)) === 0) continue;
      const half = conversation.halves[direction];
      half.start(this.#table.bases[row * 2 + direction] + 1);
      if ((marks & (MARK.syn << direction)) === 0) continue;
      half.checksums = (marks & (MARK.soundChecksum << direction)) !== 0 ? 'sound' : 'offloaded';
    }
  }
}

/** Nothing of a further plain segment needs to be noted once both sides were heard and placed. */
const HEARD_BOTH = (MARK.base | MARK.answered) * 3;

function portTable(ports: ReadonlySet<number>): Uint8Array {
  const table = new Uint8Array(65_536);
  for (const port of ports) table[port] = 1;
  return table;
}
