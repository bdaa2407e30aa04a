import { type Columns, placeInPage } from '../base/columns.ts';
import { MAX_FOLLOWED_CONNECTIONS, MAX_PENDING_BYTES_IN_ALL } from '../base/limits.ts';
import type { Frame } from '../capture/index.ts';
import type { Segment } from '../packet/index.ts';
import { type CONNECTION, FOLLOW_STATE } from './connection-row.ts';
import type { SnapshotParts } from './connection-snapshot.ts';
import type { Direction } from './events.ts';
import type { FollowedConnection } from './followed-connection.ts';
import { fixedAnomalies, isSound, joinedAnomalies, type TcpAnomalies } from './tcp-anomalies.ts';
import { TcpAnomalyTable } from './tcp-anomaly-table.ts';

/** Seconds of capture time between two looks at the connections that time can settle. */
const SWEEP_SECONDS = 1;
/**
 * Seconds that these looks stay behind the capture's clock. Frames stand out of order by fractions of a second, where
 * several queues or files were written: what is settled here, a connection's next segment would find settled too.
 */
const SWEEP_DELAY_SECONDS = 1;

/**
 * The connections that are followed at present, within bounds, and what went wrong with those that were. Writes into
 * the rows of connections what is done with further payload.
 */
export class FollowedConnections {
  /** Bytes kept behind holes in all of them. */
  pendingBytes = 0;
  readonly #rows: Columns<typeof CONNECTION>;
  readonly #connections = new Map<number, FollowedConnection>();
  readonly #unsettled = new Map<number, FollowedConnection>();
  readonly #anomalies = new TcpAnomalyTable();
  #nextSweep = 0;
  /** One-entry cache: frames of one connection come in runs. */
  #lastConnection = -1;
  #lastFollowed: FollowedConnection | undefined;

  constructor(rows: Columns<typeof CONNECTION>) {
    this.#rows = rows;
  }

  get count(): number {
    return this.#connections.size;
  }

  /** A connection that is followed, by its number. */
  get(connection: number): FollowedConnection | undefined {
    return connection === this.#lastConnection ? this.#lastFollowed : this.#connections.get(connection);
  }

  all(): Iterable<readonly [connection: number, followed: FollowedConnection]> {
    return this.#connections;
  }

  /** Begins to follow a connection; where there are too many, those idle for longest are set aside. */
  add(connection: number, followed: FollowedConnection): void {
    if (this.#connections.size >= MAX_FOLLOWED_CONNECTIONS) this.#makeRoom();
    this.#connections.set(connection, followed);
    this.#setState(connection, FOLLOW_STATE.followed);
  }

  /**
   * Takes the next segment of a connection that is followed. False: time had ended that before the segment came, and
   * nothing was done with it.
   */
  segment(connection: number, direction: Direction, frame: Frame, segment: Segment): boolean {
    const followed = this.get(connection);
    if (followed === undefined) return false;
    this.#lastConnection = connection;
    this.#lastFollowed = followed;
    if (followed.calm) {
      followed.segment(frame, segment, direction);
      // Nearly every segment ends here.
      if (followed.calm && !followed.hasGaps && !followed.over) return true;
      this.pendingBytes += followed.pendingBytes;
    } else {
      if (followed.unsettled && this.#settle(connection, followed, frame.seconds + frame.nanoseconds / 1e9)) {
        return false;
      }
      const before = followed.pendingBytes;
      followed.segment(frame, segment, direction);
      this.pendingBytes += followed.pendingBytes - before;
    }
    if (followed.hasGaps) this.#keepGaps(connection, followed);
    if (followed.over) {
      this.#release(connection, followed);
    } else if (followed.unsettled) {
      this.#unsettled.set(connection, followed);
      if (this.pendingBytes > MAX_PENDING_BYTES_IN_ALL) {
        this.pendingBytes -= followed.pendingBytes;
        followed.flush(0);
        followed.flush(1);
        if (followed.hasGaps) this.#keepGaps(connection, followed);
      }
    }
    return true;
  }

  /** A connection that is still followed when all is settled that was due before a frame; undefined where there is none. */
  settled(connection: number, frame: Frame): FollowedConnection | undefined {
    const followed = this.get(connection);
    if (followed === undefined) return undefined;
    const isOver =
      followed.unsettled && this.#settle(connection, followed, frame.seconds + frame.nanoseconds / 1e9);
    return isOver ? undefined : followed;
  }

  /**
   * Time went by: settles connections that have fallen silent, so that somebody who watches sees it soon, and gives back
   * what they held. It tells a consumer nothing that the connection's next segment, or the end of the capture, would not
   * have told it in the same way; only where the clock of the capture goes back by more than SWEEP_DELAY_SECONDS it may
   * tell of a hole that a segment with an earlier time would still have filled. `seconds`: of the capture.
   */
  passTime(seconds: number): void {
    if (this.#unsettled.size === 0 || seconds < this.#nextSweep) return;
    this.#nextSweep = seconds + SWEEP_SECONDS;
    for (const [connection, followed] of this.#unsettled) {
      this.#settle(connection, followed, seconds - SWEEP_DELAY_SECONDS);
    }
  }

  /** The ports of a connection are used for another one. */
  abandon(connection: number): void {
    const followed = this.#connections.get(connection);
    if (followed === undefined) return;
    this.pendingBytes -= followed.pendingBytes;
    followed.finish('abandoned');
    this.#release(connection, followed);
  }

  /** The capture is over. */
  finish(): void {
    for (const [connection, followed] of this.#connections) {
      followed.finish('capture');
      this.#keepAnomalies(connection, followed.anomalies);
    }
    this.#connections.clear();
    this.#unsettled.clear();
    this.#forgetLast();
  }

  /** What went wrong so far, as values. */
  anomalies(): Pick<SnapshotParts, 'kept' | 'underWay'> {
    const kept = this.#anomalies.snapshot();
    const underWay = new Map<number, TcpAnomalies>();
    for (const [connection, { anomalies }] of this.#connections) {
      const entry = this.#rows.page(connection).anomalyEntry[placeInPage(connection)];
      // With an entry, what is sound by itself may still add to it: frames that the capture holds twice.
      if (entry === 0 && isSound(anomalies)) continue;
      const fixed = fixedAnomalies(anomalies);
      underWay.set(connection, entry === 0 ? fixed : joinedAnomalies(kept.entry(entry), fixed));
    }
    return { kept, underWay };
  }

  /** Sets aside the quarter of the followed connections that was idle for longest. */
  #makeRoom(): void {
    const lastFrameOf = (connection: number): number =>
      this.#rows.page(connection).lastFrame[placeInPage(connection)];
    const idle = [...this.#connections].sort(([one], [other]) => lastFrameOf(one) - lastFrameOf(other));
    for (const [connection, followed] of idle.slice(0, idle.length >> 2)) {
      if (!followed.idle) {
        const page = this.#rows.page(connection);
        const at = placeInPage(connection);
        const before = followed.pendingBytes;
        followed.giveUp(page.lastFrame[at], page.lastSeconds[at], page.lastNanoseconds[at]);
        this.pendingBytes += followed.pendingBytes - before;
      }
      this.#release(connection, followed);
      this.#setState(connection, FOLLOW_STATE.asleep);
    }
  }

  /** Settles what is due at a capture time (seconds); true where that ended the following of the connection. */
  #settle(connection: number, followed: FollowedConnection, now: number): boolean {
    const before = followed.pendingBytes;
    followed.settle(now);
    this.pendingBytes += followed.pendingBytes - before;
    if (followed.hasGaps) this.#keepGaps(connection, followed);
    if (followed.over) this.#release(connection, followed);
    else if (!followed.unsettled) this.#unsettled.delete(connection);
    return followed.over;
  }

  #release(connection: number, followed: FollowedConnection): void {
    const { closed, wasReset } = followed;
    const closedState = wasReset ? FOLLOW_STATE.reset : FOLLOW_STATE.over;
    this.#setState(connection, closed ? closedState : FOLLOW_STATE.asleep);
    this.pendingBytes -= followed.pendingBytes;
    this.#keepAnomalies(connection, followed.anomalies);
    this.#connections.delete(connection);
    this.#unsettled.delete(connection);
    this.#forgetLast();
  }

  #keepAnomalies(connection: number, anomalies: TcpAnomalies): void {
    const at = placeInPage(connection);
    if (this.#rows.page(connection).anomalyEntry[at] === 0 && isSound(anomalies)) return;
    const page = this.#rows.writable(connection);
    page.anomalyEntry[at] = this.#anomalies.add(page.anomalyEntry[at], anomalies);
  }

  /** A connection that never ends may lose bytes again and again: what is known of that goes into rows at once. */
  #keepGaps(connection: number, followed: FollowedConnection): void {
    this.#keepAnomalies(connection, followed.takeGaps());
  }

  #setState(connection: number, state: number): void {
    this.#rows.writable(connection).followState[placeInPage(connection)] = state;
  }

  #forgetLast(): void {
    this.#lastConnection = -1;
    this.#lastFollowed = undefined;
  }
}
