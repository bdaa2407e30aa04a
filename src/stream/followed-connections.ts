import type { Frame } from '../capture/index.ts';
import { MAX_FOLLOWED_CONNECTIONS, MAX_PENDING_BYTES_IN_ALL } from '../base/limits.ts';
import type { Segment } from '../packet/index.ts';
import { type ConnectionTable, HEED } from './connection-table.ts';
import type { Conversation } from './followed-connection.ts';
import type { Direction } from './events.ts';
import { isSound, type Trouble } from './tcp-anomalies.ts';
import { KeptTrouble, TroubleTable } from './tcp-anomaly-table.ts';

/** Seconds of capture time between two looks at the conversations that only time can settle. */
const SWEEP_SECONDS = 1;

/**
 * The conversations that are followed at present, within bounds, and what went wrong with those that were. Writes into
 * the table what becomes of further payload.
 */
export class FollowedConversations {
  /** Bytes kept behind holes in all of them. */
  pendingBytes = 0;
  private readonly table: ConnectionTable;
  private readonly conversations = new Map<number, Conversation>();
  private readonly unsettled = new Map<number, Conversation>();
  private readonly troubles = new TroubleTable();
  private nextSweep = 0;
  /** One-entry cache: frames of one conversation come in runs. */
  private lastRow = -1;
  private lastConversation: Conversation | undefined;

  constructor(table: ConnectionTable) {
    this.table = table;
  }

  get count(): number {
    return this.conversations.size;
  }

  /** The conversation of a row; of most rows nothing is followed: those cost no look-up. */
  of(row: number): Conversation | undefined {
    if (row === this.lastRow) return this.lastConversation;
    return this.table.heeds[row] === HEED.followed ? this.conversations.get(row) : undefined;
  }

  all(): Iterable<readonly [row: number, conversation: Conversation]> {
    return this.conversations;
  }

  /** Begins to follow a row; where there are too many, those idle for longest are set aside. */
  add(row: number, conversation: Conversation): void {
    if (this.conversations.size >= MAX_FOLLOWED_CONNECTIONS) this.makeRoom();
    this.conversations.set(row, conversation);
    this.table.heeds[row] = HEED.followed;
  }

  /** Takes the next segment of a row that is followed. */
  segment(
    row: number,
    conversation: Conversation,
    direction: Direction,
    frame: Frame,
    segment: Segment,
  ): void {
    this.lastRow = row;
    this.lastConversation = conversation;
    const before = conversation.pendingBytes;
    conversation.segment(frame, segment, direction);
    this.pendingBytes += conversation.pendingBytes - before;
    if (conversation.closed || conversation.interest === 'unwanted') {
      this.release(row, conversation);
    } else if (conversation.unsettled) {
      this.unsettled.set(row, conversation);
      if (this.pendingBytes > MAX_PENDING_BYTES_IN_ALL) {
        this.pendingBytes -= conversation.pendingBytes;
        conversation.flush(0);
        conversation.flush(1);
      }
    }
  }

  /** Time went by: what it settles is settled. `seconds`: of the capture. */
  passTime(seconds: number): void {
    if (this.unsettled.size === 0 || seconds < this.nextSweep) return;
    this.nextSweep = seconds + SWEEP_SECONDS;
    for (const [row, conversation] of this.unsettled) {
      const before = conversation.pendingBytes;
      conversation.settle(seconds);
      this.pendingBytes += conversation.pendingBytes - before;
      if (!conversation.unsettled) this.unsettled.delete(row);
      if (conversation.closed || conversation.interest === 'unwanted') this.release(row, conversation);
    }
  }

  /** The ports of a row are used for another connection. */
  abandon(row: number): void {
    const conversation = this.conversations.get(row);
    if (conversation === undefined) return;
    this.pendingBytes -= conversation.pendingBytes;
    conversation.finish('abandoned');
    this.release(row, conversation);
  }

  /** The capture is over. */
  finish(): void {
    for (const [row, conversation] of this.conversations) {
      conversation.finish('capture');
      this.keepTrouble(row, conversation);
    }
    this.conversations.clear();
    this.unsettled.clear();
    this.forgetLast();
  }

  /** What went wrong with a row's connection so far; null where nothing did. */
  troubleOf(row: number): Trouble | null {
    const entry = this.table.troubles[row] as number;
    const kept = entry === 0 ? null : new KeptTrouble(this.troubles, entry);
    const present = this.conversations.get(row)?.trouble;
    if (present === undefined || isSound(present)) return kept;
    return kept === null ? present : joined(kept, present);
  }

  /** Sets aside the quarter of the followed connections that was idle for longest. */
  private makeRoom(): void {
    const { lastFrames, lastSeconds, lastNanoseconds, heeds } = this.table;
    const rows = Uint32Array.from(this.conversations.keys());
    rows.sort((one, other) => (lastFrames[one] as number) - (lastFrames[other] as number));
    for (const row of rows.subarray(0, rows.length >> 2)) {
      const conversation = this.conversations.get(row) as Conversation;
      if (!conversation.idle) {
        const before = conversation.pendingBytes;
        conversation.giveUp(
          lastFrames[row] as number,
          lastSeconds[row] as number,
          lastNanoseconds[row] as number,
        );
        this.pendingBytes += conversation.pendingBytes - before;
      }
      this.release(row, conversation);
      heeds[row] = HEED.asleep;
    }
  }

  private release(row: number, conversation: Conversation): void {
    this.table.heeds[row] = conversation.closed ? HEED.over : HEED.asleep;
    this.pendingBytes -= conversation.pendingBytes;
    this.keepTrouble(row, conversation);
    this.conversations.delete(row);
    this.unsettled.delete(row);
    this.forgetLast();
  }

  private keepTrouble(row: number, { trouble }: Conversation): void {
    if (isSound(trouble)) return;
    this.table.troubles[row] = this.troubles.add(this.table.troubles[row] as number, trouble);
  }

  private forgetLast(): void {
    this.lastRow = -1;
    this.lastConversation = undefined;
  }
}

/** What went wrong with a connection that is followed for the second time. */
function joined(earlier: Trouble, later: Trouble): Trouble {
  const both = new TroubleTable();
  const entry = both.add(both.add(0, earlier), later);
  return new KeptTrouble(both, entry);
}
