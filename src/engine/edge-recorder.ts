import type { Frame } from '../capture/index.ts';
import { DECODE, FIN, FragmentLists, RST, type Segment, SYN } from '../packet/index.ts';
import { type ConnectionTracker, FrameDispatch } from '../stream/index.ts';
import { type EdgeFrame, edgeFrameOf, FrameReplay } from './edge-frame.ts';
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
  readonly #dispatch = new FrameDispatch();
  /** By the number that this dispatch gives. */
  readonly #open = new Map<number, EdgeConnection>();
  readonly #closed = new Map<number, EdgeConnection>();
  /** The newest connection of a pair of end points: its number. */
  readonly #newest = new Map<string, number>();
  /** Fragments of IP datagrams that are not whole yet. */
  readonly #fragments = new FragmentLists<EdgeFrame>();
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
    const dispatch = this.#dispatch;
    dispatch.take(frame);
    const { fragment, connection } = dispatch;
    // Look-ups of names are only counted, so that it does not matter what was before.
    if (dispatch.result === DECODE.dns && isOfShare(dispatch.segment, this.#scope.share)) this.#feed(frame);
    const isFragment = fragment.depth > 0;
    if (connection >= 0) {
      const before = isFragment ? this.#fragments.take(fragment) : [];
      if (isOfShare(dispatch.segment, this.#scope.share)) this.#take(frame, before);
    } else if (isFragment) {
      this.#fragments.add(fragment, frame.seconds, edgeFrameOf(frame));
    }
    this.passTime(frame.seconds);
  }

  /** The TCP segment of the frame taken last; null where it had none. The next frame overwrites it. */
  get segment(): Readonly<Segment> | null {
    return this.#dispatch.result === DECODE.segment ? this.#dispatch.segment : null;
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
    const frames = [...this.#fragments.incomplete()];
    for (const connection of [...this.#open.values(), ...this.#closed.values()])
      frames.push(...connection.frames);
    return frames.sort((one, other) => one.number - other.number);
  }

  /** `before`: the other fragments of the datagram that the frame completes. */
  #take(frame: Frame, before: readonly EdgeFrame[]): void {
    if (this.#scope.edgeSeconds === null) {
      for (const fragment of before) this.#feed(this.#replay.frame(fragment));
      this.#feed(frame);
      return;
    }
    const { result, connection: number, direction, segment } = this.#dispatch;
    const isSegment = result === DECODE.segment;
    const connection = this.#connection(number, frame, isSegment && (segment.flags & SYN) !== 0);
    for (const fragment of before) connection.frames.push(fragment);
    connection.frames.push(edgeFrameOf(frame));
    connection.lastSeconds = frame.seconds;
    if (!isSegment) return;
    if ((segment.flags & RST) !== 0) connection.ends = CLOSED;
    else if ((segment.flags & FIN) !== 0) connection.ends |= 1 << direction;
    if (connection.ends === CLOSED && this.#open.delete(number)) this.#closed.set(number, connection);
  }

  #connection(number: number, frame: Frame, beginsWithSyn: boolean): EdgeConnection {
    const known = this.#open.get(number) ?? this.#closed.get(number);
    if (known !== undefined) return known;
    const pair = pairOf(this.#dispatch.tracker, number);
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
