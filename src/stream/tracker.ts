import type { Frame } from '../capture/index.ts';
import { MAX_FOLLOWED_CONNECTIONS, MAX_PENDING_BYTES_IN_ALL } from '../limits.ts';
import { ACK, FIN, RST, type Segment, SYN } from '../packet/index.ts';
import { ConnectionTable, MARK } from './connection-table.ts';
import { Conversation } from './conversation.ts';
import type { ConnectionConsumer, Direction } from './events.ts';
import { noteFlags } from './note-flags.ts';
import {
  type ConnectionStory,
  type Endpoint,
  endpointsOf,
  joinedTrouble,
  storyOf,
  type Trouble,
  troubleOf,
} from './story.ts';

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

/** Seconds of capture time between two looks at the conversations that only time can settle. */
const SWEEP_SECONDS = 1;

/**
 * Sorts segments into connections, numbers these as Wireshark does, and puts in order the bytes of those
 * connections whose consumer wants them. A connection that nobody wants costs a look-up per frame.
 */
export class StreamTracker {
  private readonly table = new ConnectionTable();
  private readonly conversations = new Map<number, Conversation>();
  /** Kept of conversations that are over and had something to tell. */
  private readonly troubles = new Map<number, Trouble>();
  /** By row: {@link OVER}, {@link ASLEEP}, {@link FOLLOWED}, or 0 where no payload has come yet. */
  private states = new Uint8Array(256);
  private readonly unsettled = new Map<number, Conversation>();
  private nextSweep = 0;
  /** Bytes kept behind holes in all connections. */
  private pendingBytes = 0;
  private readonly options: TrackerOptions;
  private readonly portWanted: Uint8Array | null;
  /** One-entry cache: frames of one conversation come in runs. */
  private lastRow = -1;
  private lastConversation: Conversation | undefined;

  constructor(options: TrackerOptions) {
    this.options = options;
    this.portWanted = options.ports === null ? null : portTable(options.ports);
  }

  /** Connections seen so far. */
  get count(): number {
    return this.table.count;
  }

  /** Takes the next segment in capture order; returns its stream number. */
  segment(frame: Frame, segment: Segment): number {
    const table = this.table;
    let row = table.find(segment);
    const flags = segment.flags;
    if (row === -1) {
      row = this.addRow(frame);
    } else if ((flags & (SYN | ACK)) === SYN && this.isReuse(row, table.direction, segment)) {
      this.abandon(row);
      row = this.addRow(frame);
    }
    const direction = table.direction;
    table.lastFrames[row] = frame.number;
    table.lastSeconds[row] = frame.seconds;
    table.lastNanoseconds[row] = frame.nanoseconds;
    if ((flags & (SYN | FIN | RST)) !== 0 || ((table.marks[row] as number) & HEARD_BOTH) !== HEARD_BOTH) {
      noteFlags(table, row, direction, frame, segment);
    }
    const conversation = row === this.lastRow ? this.lastConversation : this.conversationOf(row);
    if (conversation !== undefined) {
      this.lastRow = row;
      this.lastConversation = conversation;
      this.follow(row, conversation, direction, frame, segment);
    } else if (segment.payloadLength > 0 || ((flags & FIN) !== 0 && this.states[row] === 0)) {
      this.consider(row, direction, frame, segment);
    }
    if (this.unsettled.size > 0 && frame.seconds >= this.nextSweep) this.sweep(frame.seconds);
    return row;
  }

  /**
   * Takes end points that were only named: by a broken TCP header, or quoted by an ICMP error. Wireshark numbers a
   * stream by them, so they count for the numbers; nothing else is believed of them.
   */
  mention(frame: Frame, segment: Segment): number {
    const row = this.table.find(segment);
    return row === -1 ? this.addRow(frame) : row;
  }

  /** The number of the newest connection between a segment's end points, -1 where there is none; changes nothing. */
  lookUp(segment: Segment): number {
    return this.table.find(segment);
  }

  /** Which way the segment last given to `segment`, `mention` or `lookUp` goes. */
  get direction(): Direction {
    return this.table.direction;
  }

  /** The sequence number at an offset of a direction; null where the connection is not followed at present. */
  sequenceAt(stream: number, direction: Direction, offset: number): number | null {
    const half = this.conversations.get(stream)?.halves[direction];
    return half?.started === true ? (half.nextSequence + (offset - half.nextOffset)) >>> 0 : null;
  }

  /** The capture is over: gives up what is open, tells every consumer. */
  finish(): void {
    for (const [row, conversation] of this.conversations) {
      conversation.finish('capture');
      this.keepTrouble(row, conversation);
    }
    this.conversations.clear();
    this.unsettled.clear();
    this.forgetLast();
  }

  /** The consumers of the connections that are followed at present. */
  consumers(): readonly { readonly stream: number; readonly consumer: ConnectionConsumer }[] {
    return [...this.conversations].map(([stream, { consumer }]) => ({ stream, consumer }));
  }

  /** What is known of a connection, by its stream number. */
  story(stream: number): ConnectionStory {
    const conversation = this.conversations.get(stream);
    return storyOf(this.table, stream, conversation ?? this.troubles.get(stream) ?? null);
  }

  /** The end points of a connection: the sender of its first frame, then the other. */
  endpoints(stream: number): readonly [Endpoint, Endpoint] {
    return endpointsOf(this.table, stream);
  }

  /** The stories of all connections with one of these ports at either end, in order of first frame. */
  storiesOn(ports: ReadonlySet<number>): readonly ConnectionStory[] {
    const wanted = portTable(ports);
    const stories: ConnectionStory[] = [];
    for (let row = 0; row < this.table.count; row++) {
      const both = this.table.portsOf(row);
      if (wanted[both >>> 16] === 1 || wanted[both & 0xffff] === 1) stories.push(this.story(row));
    }
    return stories;
  }

  /** What is being kept at present. */
  load(): TrackerLoad {
    return {
      connections: this.table.count,
      followed: this.conversations.size,
      pendingBytes: this.pendingBytes,
    };
  }

  /** Of most connections nothing is followed: those cost no look-up. */
  private conversationOf(row: number): Conversation | undefined {
    return this.states[row] === FOLLOWED ? this.conversations.get(row) : undefined;
  }

  private addRow(frame: Frame): number {
    const row = this.table.add(frame.number, frame.seconds, frame.nanoseconds);
    if (row === this.states.length) {
      const states = new Uint8Array(this.states.length * 2);
      states.set(this.states);
      this.states = states;
    }
    return row;
  }

  /**
   * A SYN opens a new connection between known end points where its sequence number is not that of the first one
   * (as Wireshark decides): a SYN with the same number is the same attempt again, even after an RST.
   */
  private isReuse(row: number, direction: Direction, segment: Segment): boolean {
    const marks = this.table.marks[row] as number;
    if ((marks & (MARK.base << direction)) === 0) return false;
    return this.table.bases[row * 2 + direction] !== segment.sequence;
  }

  /** First payload (or an early FIN) of a connection that is not followed: follow it, or set it aside. */
  private consider(row: number, direction: Direction, frame: Frame, segment: Segment): void {
    const state = this.states[row];
    if (state === OVER) return;
    if (state === ASLEEP && !this.options.wakes(segment.bytes, segment.payloadStart, segment.payloadEnd))
      return;
    const wanted = this.portWanted;
    if (wanted !== null && wanted[segment.sourcePort] === 0 && wanted[segment.destinationPort] === 0) {
      this.states[row] = OVER;
      return;
    }
    if (this.conversations.size >= MAX_FOLLOWED_CONNECTIONS) this.makeRoom();
    const handshakeSeen = ((this.table.marks[row] as number) & (MARK.syn * 3)) !== 0;
    const conversation = new Conversation(this.options.open(row), handshakeSeen && state !== ASLEEP);
    if (state !== ASLEEP) this.placeFromHandshake(row, conversation);
    for (const half of conversation.halves) {
      half.lastDelivery =
        (this.table.firstSeconds[row] as number) + (this.table.firstNanoseconds[row] as number) / 1e9;
    }
    this.conversations.set(row, conversation);
    this.states[row] = FOLLOWED;
    this.lastRow = row;
    this.lastConversation = conversation;
    this.follow(row, conversation, direction, frame, segment);
  }

  /** The sequence numbers of the handshake, or of what the peer acknowledged first, are where the streams begin. */
  private placeFromHandshake(row: number, conversation: Conversation): void {
    const marks = this.table.marks[row] as number;
    for (const direction of [0, 1] as const) {
      if ((marks & (MARK.base << direction)) === 0) continue;
      const half = conversation.halves[direction];
      half.start((this.table.bases[row * 2 + direction] as number) + 1);
      if ((marks & (MARK.syn << direction)) === 0) continue;
      half.checksums = (marks & (MARK.soundChecksum << direction)) !== 0 ? 'sound' : 'offloaded';
    }
  }

  private follow(
    row: number,
    conversation: Conversation,
    direction: Direction,
    frame: Frame,
    segment: Segment,
  ): void {
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

  /** Sets aside the quarter of the followed connections that was idle for longest. */
  private makeRoom(): void {
    const { lastFrames, lastSeconds, lastNanoseconds } = this.table;
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
      this.states[row] = ASLEEP;
    }
  }

  private release(row: number, conversation: Conversation): void {
    this.states[row] = conversation.closed ? OVER : ASLEEP;
    this.pendingBytes -= conversation.pendingBytes;
    this.keepTrouble(row, conversation);
    this.conversations.delete(row);
    this.unsettled.delete(row);
    this.forgetLast();
  }

  private abandon(row: number): void {
    const conversation = this.conversations.get(row);
    if (conversation === undefined) return;
    this.pendingBytes -= conversation.pendingBytes;
    conversation.finish('abandoned');
    this.release(row, conversation);
  }

  private sweep(seconds: number): void {
    this.nextSweep = seconds + SWEEP_SECONDS;
    for (const [row, conversation] of this.unsettled) {
      const before = conversation.pendingBytes;
      conversation.settle(seconds);
      this.pendingBytes += conversation.pendingBytes - before;
      if (!conversation.unsettled) this.unsettled.delete(row);
      if (conversation.closed || conversation.interest === 'unwanted') this.release(row, conversation);
    }
  }

  private keepTrouble(row: number, conversation: Conversation): void {
    const [first, second] = conversation.halves;
    const sound =
      conversation.gapCount === 0 &&
      first.retransmissions + first.zeroWindows + second.retransmissions + second.zeroWindows === 0;
    if (sound) return;
    const { gaps, gapCount, cutCount } = conversation;
    const trouble = { halves: [troubleOf(first), troubleOf(second)], gaps, gapCount, cutCount } as const;
    const earlier = this.troubles.get(row);
    this.troubles.set(row, earlier === undefined ? trouble : joinedTrouble(earlier, trouble));
  }

  private forgetLast(): void {
    this.lastRow = -1;
    this.lastConversation = undefined;
  }
}

/** Nothing of a further plain segment needs to be noted once both sides were heard and placed. */
const HEARD_BOTH = (MARK.base | MARK.answered) * 3;
/** To be looked at no further. */
const OVER = 1;
/** To be looked at only where a segment wakes it. */
const ASLEEP = 2;
/** Has a conversation. */
const FOLLOWED = 3;

function portTable(ports: ReadonlySet<number>): Uint8Array {
  const table = new Uint8Array(65_536);
  for (const port of ports) table[port] = 1;
  return table;
}
