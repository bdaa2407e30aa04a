import { MAX_FOLLOWED_CONNECTIONS, MAX_PENDING_BYTES_IN_ALL } from '../base/limits.ts';
import type { Frame } from '../capture/index.ts';
import type { Segment } from '../packet/index.ts';
import { type ConnectionTable, FOLLOW_STATE } from './connection-table.ts';
import type { Direction } from './events.ts';
import type { FollowedConnection } from './followed-connection.ts';
import { isSound, type TcpAnomalies } from './tcp-anomalies.ts';
import { KeptAnomalies, TcpAnomalyTable } from './tcp-anomaly-table.ts';

/** Seconds of capture time between two looks at the conversations that only time can settle. */
const SWEEP_SECONDS = 1;

/**
 * The conversations that are followed at present, within bounds, and what went wrong with those that were. Writes into
 * the table what becomes of further payload.
 */
export class FollowedConnections {
  /** Bytes kept behind holes in all of them. */
  pendingBytes = 0;
  readonly #table: ConnectionTable;
  readonly #connections = new Map<number, FollowedConnection>();
  readonly #unsettled = new Map<number, FollowedConnection>();
  readonly #anomalies = new TcpAnomalyTable();
  #nextSweep = 0;
  /** One-entry cache: frames of one conversation come in runs. */
  #lastRow = -1;
  #lastConnection: FollowedConnection | undefined;

  constructor(table: ConnectionTable) {
    this.#table = table;
  }

  get count(): number {
    return this.#connections.size;
  }

  /** The conversation of a row; of most rows nothing is followed: those cost no look-up. */
  of(row: number): FollowedConnection | undefined {
    if (row === this.#lastRow) return this.#lastConnection;
    return this.#table.followStates[row] === FOLLOW_STATE.followed ? this.#connections.get(row) : undefined;
  }

  all(): Iterable<readonly [row: number, conversation: FollowedConnection]> {
    return this.#connections;
  }

  /** Begins to follow a row; where there are too many, those idle for longest are set aside. */
  add(row: number, conversation: FollowedConnection): void {
    if (this.#connections.size >= MAX_FOLLOWED_CONNECTIONS) this.#makeRoom();
    this.#connections.set(row, conversation);
    this.#table.followStates[row] = FOLLOW_STATE.followed;
  }

  /** Takes the next segment of a row that is followed. */
  segment(
    row: number,
    conversation: FollowedConnection,
    direction: Direction,
    frame: Frame,
    segment: Segment,
  ): void {
    this.#lastRow = row;
    this.#lastConnection = conversation;
    const before = conversation.pendingBytes;
    conversation.segment(frame, segment, direction);
    this.pendingBytes += conversation.pendingBytes - before;
    if (conversation.closed || conversation.interest === 'unwanted') {
      this.#release(row, conversation);
    } else if (conversation.unsettled) {
      this.#unsettled.set(row, conversation);
      if (this.pendingBytes > MAX_PENDING_BYTES_IN_ALL) {
        this.pendingBytes -= conversation.pendingBytes;
        conversation.flush(0);
        conversation.flush(1);
      }
    }
  }

  /** Time went by: what it settles is settled. `seconds`: of the capture. */
  passTime(seconds: number): void {
    if (this.#unsettled.size === 0 || seconds < this.#nextSweep) return;
    this.#nextSweep = seconds + SWEEP_SECONDS;
    for (const [row, conversation] of this.#unsettled) {
      const before = conversation.pendingBytes;
      conversation.settle(seconds);
      this.pendingBytes += conversation.pendingBytes - before;
      if (!conversation.unsettled) this.#unsettled.delete(row);
      if (conversation.closed || conversation.interest === 'unwanted') this.#release(row, conversation);
    }
  }

  /** The ports of a row are used for another connection. */
  abandon(row: number): void {
    const conversation = this.#connections.get(row);
    if (conversation === undefined) return;
    this.pendingBytes -= conversation.pendingBytes;
    conversation.finish('abandoned');
    this.#release(row, conversation);
  }

  /** The capture is over. */
  finish(): void {
    for (const [row, conversation] of this.#connections) {
      conversation.finish('capture');
      this.#keepAnomalies(row, conversation);
    }
    this.#connections.clear();
    this.#unsettled.clear();
    this.#forgetLast();
  }

  /** What went wrong with a row's connection so far; null where nothing did. */
  anomaliesOf(row: number): TcpAnomalies | null {
    const entry = this.#table.anomalies[row];
    const kept = entry === 0 ? null : new KeptAnomalies(this.#anomalies, entry);
    const present = this.#connections.get(row)?.anomalies;
    if (present === undefined || isSound(present)) return kept;
    return kept === null ? present : joined(kept, present);
  }

  /** Sets aside the quarter of the followed connections that was idle for longest. */
  #makeRoom(): void {
    const { lastFrames, lastSeconds, lastNanoseconds, followStates } = this.#table;
    const rows = Uint32Array.from(this.#connections.keys());
    rows.sort((one, other) => lastFrames[one] - lastFrames[other]);
    for (const row of rows.subarray(0, rows.length >> 2)) {
      const conversation = this.#connections.get(row) as FollowedConnection;
      if (!conversation.idle) {
        const before = conversation.pendingBytes;
        conversation.giveUp(lastFrames[row], lastSeconds[row], lastNanoseconds[row]);
        this.pendingBytes += conversation.pendingBytes - before;
      }
      this.#release(row, conversation);
      followStates[row] = FOLLOW_STATE.asleep;
    }
  }

  #release(row: number, conversation: FollowedConnection): void {
    this.#table.followStates[row] = conversation.closed ? FOLLOW_STATE.over : FOLLOW_STATE.asleep;
    this.pendingBytes -= conversation.pendingBytes;
    this.#keepAnomalies(row, conversation);
    this.#connections.delete(row);
    this.#unsettled.delete(row);
    this.#forgetLast();
  }

  #keepAnomalies(row: number, { anomalies }: FollowedConnection): void {
    if (isSound(anomalies)) return;
    this.#table.anomalies[row] = this.#anomalies.add(this.#table.anomalies[row], anomalies);
  }

  #forgetLast(): void {
    this.#lastRow = -1;
    this.#lastConnection = undefined;
  }
}

/** What went wrong with a connection that is followed for the second time. */
function joined(earlier: TcpAnomalies, later: TcpAnomalies): TcpAnomalies {
  const both = new TcpAnomalyTable();
  const entry = both.add(both.add(0, earlier), later);
  return new KeptAnomalies(both, entry);
}
