import type { Frame } from '../capture/index.ts';
import {
  createSegment,
  DECODE,
  FIN,
  FragmentLists,
  PacketDecoder,
  RST,
  type Segment,
  SYN,
} from '../packet/index.ts';
import { ConnectionTracker } from '../stream/index.ts';
import { type EdgeFrame, edgeFrameOf, FrameReplay } from './edge-frame.ts';
import { QUOTED_HEADER_BYTES } from './pipeline.ts';
import type { ConnectionShare } from './shard.ts';

/** What of a capture is read, and how its edges are treated. */
export interface ReadingScope {
  /** Only these connections. */
  readonly share: ConnectionShare;
  /**
   * A connection that was closed so many seconds ago gets no more segments, and one that a SYN opens so many seconds
   * after the capture began did not begin before it (RFC 9293 §3.6.1: segments live for 2 minutes at most). null: the
   * capture stands for itself, a connection ends where it does.
   */
  readonly edgeSeconds: number | null;
}

/** A connection of which it is not known yet whether it lies within the capture. */
interface EdgeConnection {
  readonly frames: EdgeFrame[];
  readonly firstSeconds: number;
  lastSeconds: number;
  /** It began with a SYN, so nothing of it was before. */
  readonly beginsWithSyn: boolean;
  /** The connection between the same end points before; it ends when this one begins. */
  readonly before: EdgeConnection | null;
  /** There was one before: the end points are not heard of for the first time. */
  readonly isFirstOfPair: boolean;
  /** Bit 0 and 1: the directions that sent a FIN. 3 also after an RST. */
  ends: number;
}

/** Both directions have ended. */
const CLOSED = 3;
/** Seconds of capture time between two looks at what has been closed for long. */
const SWEEP_SECONDS = 1;

/**
 * Keeps the frames of connections that may lie across an edge of the capture, and hands on those of connections that lie
 * within it, connection by connection: so that what is read of a connection does not depend on where the capture was
 * split. Also leaves out connections that are not of the share.
 */
export class EdgeRecorder {
  readonly #scope: ReadingScope;
  readonly #feed: (frame: Frame) => void;
  readonly #replay = new FrameReplay();
  readonly #decoder = new PacketDecoder();
  readonly #segment = createSegment();
  readonly #tracker = new ConnectionTracker({ open: refuse, wakes: () => false, ports: new Set() });
  /** By the number that the tracker of this recorder gives. */
  readonly #open = new Map<number, EdgeConnection>();
  readonly #closed = new Map<number, EdgeConnection>();
  /** The newest connection of a pair of end points: its number. */
  readonly #newest = new Map<string, number>();
  /** Pieces of IP datagrams that are not whole yet. */
  readonly #pieces = new FragmentLists<EdgeFrame>();
  #beganSeconds: number | null;
  #nextSweep = Number.NEGATIVE_INFINITY;

  /** `beganSeconds`: when the capture began, in seconds since 1970; null: with its first frame. */
  constructor(scope: ReadingScope, feed: (frame: Frame) => void, beganSeconds: number | null = null) {
    this.#scope = scope;
    this.#feed = feed;
    this.#beganSeconds = beganSeconds;
  }

  /** Takes the next frame of the capture. */
  frame(frame: Frame): void {
    this.#beganSeconds ??= frame.seconds;
    const result = this.#decoder.decode(frame, this.#segment);
    const isQuoted =
      result === DECODE.icmpError && this.#decoder.lastIcmpError.quotedBytes >= QUOTED_HEADER_BYTES;
    const fragment = this.#decoder.lastFragment;
    const isPiece = fragment.depth > 0;
    if (result === DECODE.segment || result === DECODE.brokenTcpHeader || isQuoted) {
      const before = isPiece ? this.#pieces.take(fragment) : [];
      if (isOfShare(this.#segment, this.#scope.share)) this.#take(frame, result === DECODE.segment, before);
    } else if (isPiece) {
      this.#pieces.add(fragment, frame.seconds, edgeFrameOf(frame));
    }
    this.passTime(frame.seconds);
  }

  /** Hands on what time has shown to lie within the capture. `seconds`: of the capture. */
  passTime(seconds: number): void {
    const { edgeSeconds } = this.#scope;
    if (edgeSeconds === null || seconds < this.#nextSweep) return;
    this.#nextSweep = seconds + SWEEP_SECONDS;
    for (const [number, connection] of this.#closed) {
      if (seconds - connection.lastSeconds <= edgeSeconds || !this.#isWithin(connection)) continue;
      this.#closed.delete(number);
      this.#handOn(connection);
    }
  }

  /** Frames that are kept, in order; null where edges are of no interest. */
  edges(): readonly EdgeFrame[] | null {
    if (this.#scope.edgeSeconds === null) return null;
    const frames = [...this.#pieces.incomplete()];
    for (const connection of [...this.#open.values(), ...this.#closed.values()])
      frames.push(...connection.frames);
    return frames.sort((one, other) => one.number - other.number);
  }

  #take(frame: Frame, isSegment: boolean, pieces: readonly EdgeFrame[]): void {
    if (this.#scope.edgeSeconds === null) {
      for (const piece of pieces) this.#feed(this.#replay.frame(piece));
      this.#feed(frame);
      return;
    }
    const segment = this.#segment;
    const number = isSegment ? this.#tracker.segment(frame, segment) : this.#tracker.mention(frame, segment);
    const connection = this.#connection(number, frame, isSegment && (segment.flags & SYN) !== 0);
    for (const piece of pieces) connection.frames.push(piece);
    connection.frames.push(edgeFrameOf(frame));
    connection.lastSeconds = frame.seconds;
    if (!isSegment) return;
    if ((segment.flags & RST) !== 0) connection.ends = CLOSED;
    else if ((segment.flags & FIN) !== 0) connection.ends |= 1 << this.#tracker.direction;
    if (connection.ends === CLOSED && this.#open.delete(number)) this.#closed.set(number, connection);
  }

  #connection(number: number, frame: Frame, beginsWithSyn: boolean): EdgeConnection {
    const known = this.#open.get(number) ?? this.#closed.get(number);
    if (known !== undefined) return known;
    const pair = pairOf(this.#tracker, number);
    const earlier = this.#newest.get(pair);
    this.#newest.set(pair, number);
    const before = earlier === undefined ? undefined : this.#open.get(earlier);
    // What was not closed ends with this one's beginning, and is handed on together with it.
    if (earlier !== undefined) this.#open.delete(earlier);
    const connection: EdgeConnection = {
      frames: [],
      firstSeconds: frame.seconds,
      lastSeconds: frame.seconds,
      beginsWithSyn,
      before: before ?? null,
      isFirstOfPair: earlier === undefined,
      ends: 0,
    };
    if (before !== undefined) connection.frames.push(...before.frames);
    this.#open.set(number, connection);
    return connection;
  }

  /** Nothing of it can have been before the capture began. */
  #isWithin(connection: EdgeConnection): boolean {
    const { before, beginsWithSyn, isFirstOfPair, firstSeconds } = connection;
    if (before !== null) return this.#isWithin(before);
    if (!beginsWithSyn) return false;
    return !isFirstOfPair || firstSeconds - (this.#beganSeconds ?? 0) > (this.#scope.edgeSeconds ?? 0);
  }

  #handOn({ frames }: EdgeConnection): void {
    for (const frame of frames) this.#feed(this.#replay.frame(frame));
  }
}

function pairOf(tracker: ConnectionTracker, number: number): string {
  const [one, other] = tracker.endpoints(number).map(({ address, port }) => `${address} ${port}`);
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** Both directions of a connection are of the same share, whatever else the capture holds. */
function isOfShare(segment: Segment, { index, of }: ConnectionShare): boolean {
  if (of === 1) return true;
  const { source0, source1, source2, source3, destination0, destination1, destination2, destination3 } =
    segment;
  const one = mixed(source0, source1, source2, source3, segment.sourcePort);
  const other = mixed(destination0, destination1, destination2, destination3, segment.destinationPort);
  return ((one + other) >>> 0) % of === index;
}

/** FNV-1a over words. */
function mixed(...words: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word ^ (word >>> 15), 0x01000193);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function refuse(): never {
  throw new Error('a connection was opened that nobody reads');
}
