import { placeInPage } from '../base/columns.ts';
import type { Frame } from '../capture/index.ts';
import { ACK, FIN, RST, type Segment, SYN } from '../packet/index.ts';
import { type ConnectionPage, FOLLOW_STATE, MARK, type WritableConnectionPage } from './connection-row.ts';
import { ConnectionSnapshot, portTable } from './connection-snapshot.ts';
import { ConnectionTable } from './connection-table.ts';
import { EndpointReader, type Endpoints } from './endpoints.ts';
import type { ConnectionConsumer, Direction } from './events.ts';
import { FollowedConnection } from './followed-connection.ts';
import { FollowedConnections } from './followed-connections.ts';
import { isReopening, noteFlags, reopen } from './note-flags.ts';
import { noteProgress, PROGRESS } from './note-progress.ts';
import { isPlausibleReset, noteIgnoredReset, withdrawReset } from './reset-belief.ts';

/** What the caller of the stream stage decides. */
export interface TrackerOptions {
  /** Makes the consumer of a connection, given its number. */
  readonly open: (connection: number) => ConnectionConsumer;
  /** True where a segment's first bytes tell that a connection set aside is of interest after all. Must be cheap. */
  readonly wakes: (bytes: Buffer, start: number, end: number) => boolean;
  /** Ports one of which a connection must have to be followed; null follows any. */
  readonly ports: ReadonlySet<number> | null;
}

/** How much is being kept; for progress displays and soak tests. */
export interface TrackerLoad {
  readonly connections: number;
  readonly followed: number;
  /** Captured bytes that wait behind holes. */
  readonly pendingBytes: number;
}

/**
 * Sorts segments into connections, numbers these as Wireshark does, and puts in order the bytes of those
 * connections whose consumer wants them. A connection that nobody wants costs a look-up per frame.
 */
export class ConnectionTracker {
  readonly #table = new ConnectionTable();
  readonly #followed = new FollowedConnections(this.#table.rows);
  readonly #endpoints = new EndpointReader(this.#table.rows, this.#table.addresses);
  readonly #options: TrackerOptions;
  readonly #portWanted: Uint8Array | null;

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#portWanted = options.ports === null ? null : portTable(options.ports);
  }

  /** Connections seen so far. */
  get count(): number {
    return this.#table.rows.length;
  }

  /** Takes the next segment in capture order; returns the number of its connection. */
  segment(frame: Frame, segment: Segment): number {
    const table = this.#table;
    const followed = this.#followed;
    let connection = table.find(segment);
    const flags = segment.flags;
    if (connection === -1) {
      connection = table.add(frame.number, frame.seconds, frame.nanoseconds);
    } else if ((flags & (SYN | ACK)) === SYN && this.#isReuse(connection, table.direction, segment)) {
      followed.abandon(connection);
      connection = table.add(frame.number, frame.seconds, frame.nanoseconds);
    }
    const direction = table.direction;
    const page = table.rows.writable(connection);
    const at = placeInPage(connection);
    if ((flags & RST) !== 0 && !isPlausibleReset(page, at, direction, segment)) {
      noteIgnoredReset(page, at, frame.number);
      noteLastFrame(page, at, frame);
      followed.passTime(frame.seconds);
      return connection;
    }
    if ((flags & (SYN | ACK | RST)) === (SYN | ACK))
      this.#reopen(connection, page, direction, frame, segment);
    if ((flags & (SYN | FIN | RST)) !== 0 || (page.marks[at] & HEARD_BOTH) !== HEARD_BOTH) {
      noteFlags(page, at, direction, frame, segment);
    }
    const progress = noteProgress(page, at, direction, frame, segment);
    if ((progress & PROGRESS.resetDisproved) !== 0) {
      withdrawReset(page, at);
      followed.settled(connection, frame)?.withdrawReset();
    }
    noteLastFrame(page, at, frame);
    const isTaken =
      page.followState[at] === FOLLOW_STATE.followed &&
      followed.segment(connection, direction, frame, segment);
    if (
      !isTaken &&
      (page.followState[at] !== FOLLOW_STATE.reset || (progress & PROGRESS.newBytes) !== 0) &&
      (segment.payloadLength > 0 || ((flags & FIN) !== 0 && page.followState[at] === FOLLOW_STATE.undecided))
    ) {
      this.#consider(connection, page, direction, frame, segment);
    }
    followed.passTime(frame.seconds);
    return connection;
  }

  /**
   * Takes end points that were only named: by a broken TCP header, or quoted by an ICMP error. Wireshark numbers a
   * connection by them, so they count for the numbers; nothing else is believed of them.
   */
  mention(frame: Frame, segment: Segment): number {
    const connection = this.#table.find(segment);
    return connection === -1 ? this.#table.add(frame.number, frame.seconds, frame.nanoseconds) : connection;
  }

  /** The number of the newest connection between a segment's end points, -1 where there is none; changes nothing. */
  lookUp(segment: Segment): number {
    return this.#table.find(segment);
  }

  /** Which way the segment goes that was last given to `segment`, `mention` or `lookUp`. */
  get direction(): Direction {
    return this.#table.direction;
  }

  /** The sequence number at an offset of a direction; null where the connection is not followed at present. */
  sequenceAt(connection: number, direction: Direction, offset: number): number | null {
    const half = this.#followed.get(connection)?.halves[direction];
    return half?.started === true ? (half.nextSequence + (offset - half.nextOffset)) >>> 0 : null;
  }

  /** The capture is over: gives up what is open, tells every consumer. */
  finish(): void {
    this.#followed.finish();
  }

  /** The consumers of the connections that are followed at present. */
  consumers(): readonly { readonly connection: number; readonly consumer: ConnectionConsumer }[] {
    return Array.from(this.#followed.all(), ([connection, { consumer }]) => ({ connection, consumer }));
  }

  /**
   * Number of the first frame of what is under way on any connection; infinite where nothing is. What consumers tell
   * from now on begins there, or in a frame that is still to come. Looks at every connection that is followed.
   */
  firstFrameUnderWay(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const [, followed] of this.#followed.all()) first = Math.min(first, followed.firstFrameUnderWay);
    return first;
  }

  /** The end points of a connection: the sender of its first frame, then the other. They never change. */
  endpoints(connection: number): Endpoints {
    return this.#endpoints.of(connection);
  }

  /**
   * All connections as they are now; later segments do not change it. Its rows are shared until they are written to, so
   * that it costs little: a look at each connection that is followed, and a copy of what went wrong with it.
   */
  snapshot(): ConnectionSnapshot {
    const { rows, addresses } = this.#table;
    return new ConnectionSnapshot({ rows: rows.snapshot(), addresses, ...this.#followed.anomalies() });
  }

  /** What is being kept at present. */
  load(): TrackerLoad {
    const { count: followed, pendingBytes } = this.#followed;
    return { connections: this.count, followed, pendingBytes };
  }

  /**
   * A SYN opens a new connection between known end points where its sequence number is not that of the first one
   * (as Wireshark decides): a SYN with the same number is the same attempt again, even after an RST.
   */
  #isReuse(connection: number, direction: Direction, segment: Segment): boolean {
    const page = this.#table.rows.page(connection);
    const at = placeInPage(connection);
    if ((page.marks[at] & (MARK.base << direction)) === 0) return false;
    return baseOf(page, at, direction) !== segment.sequence;
  }

  /** What was believed of a connection before its SYN-ACK is forgotten where that tells otherwise. */
  #reopen(
    connection: number,
    page: WritableConnectionPage,
    direction: Direction,
    frame: Frame,
    segment: Segment,
  ): void {
    const at = placeInPage(connection);
    this.#followed.settled(connection, frame);
    const state = page.followState[at];
    const isOver = state === FOLLOW_STATE.over || state === FOLLOW_STATE.reset;
    if (!isReopening(page, at, direction, segment, isOver)) return;
    this.#followed.abandon(connection);
    reopen(page, at, direction, segment);
    page.followState[at] = FOLLOW_STATE.undecided;
  }

  /** First payload (or an early FIN) of a connection that is not followed: follow it, or set it aside. */
  #consider(
    connection: number,
    page: WritableConnectionPage,
    direction: Direction,
    frame: Frame,
    segment: Segment,
  ): void {
    const at = placeInPage(connection);
    const options = this.#options;
    const wanted = this.#portWanted;
    const state = page.followState[at];
    if (state === FOLLOW_STATE.over) return;
    const wasAsleep = state === FOLLOW_STATE.asleep || state === FOLLOW_STATE.reset;
    if (wasAsleep && !options.wakes(segment.bytes, segment.payloadStart, segment.payloadEnd)) return;
    if (wanted !== null && wanted[segment.sourcePort] === 0 && wanted[segment.destinationPort] === 0) {
      page.followState[at] = FOLLOW_STATE.over;
      return;
    }
    const handshakeSeen = (page.marks[at] & (MARK.syn * 3)) !== 0;
    const followed = new FollowedConnection(options.open(connection), handshakeSeen && !wasAsleep);
    if (!wasAsleep) placeFromHandshake(page, at, followed);
    for (const half of followed.halves) {
      half.deliverySeconds = page.firstSeconds[at];
      half.deliveryNanoseconds = page.firstNanoseconds[at];
    }
    this.#followed.add(connection, followed);
    this.#followed.segment(connection, direction, frame, segment);
  }
}

/** Nothing of a further plain segment needs to be noted once both sides were heard and both sequence numbers are known. */
const HEARD_BOTH = (MARK.base | MARK.heard) * 3;

function noteLastFrame(page: WritableConnectionPage, at: number, frame: Frame): void {
  page.lastFrame[at] = frame.number;
  page.lastSeconds[at] = frame.seconds;
  page.lastNanoseconds[at] = frame.nanoseconds;
}

function baseOf(page: ConnectionPage, at: number, direction: Direction): number {
  return direction === 0 ? page.firstBase[at] : page.secondBase[at];
}

/** The sequence numbers of the handshake, or of what the peer acknowledged first, tell where both directions begin. */
function placeFromHandshake(page: ConnectionPage, at: number, followed: FollowedConnection): void {
  const marks = page.marks[at];
  for (const direction of [0, 1] as const) {
    if ((marks & (MARK.base << direction)) === 0) continue;
    const half = followed.halves[direction];
    half.start(baseOf(page, at, direction) + 1);
    if ((marks & (MARK.syn << direction)) === 0) continue;
    half.checksums = (marks & (MARK.soundChecksum << direction)) !== 0 ? 'sound' : 'offloaded';
  }
}
