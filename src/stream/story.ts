import { MAX_GAPS_LISTED } from '../limits.ts';
import { type ConnectionTable, MARK } from './connection-table.ts';
import type { Direction } from './events.ts';
import type { Gap } from './gap.ts';

/** What went wrong in one direction of a followed connection. Frames are 0 where there was none. */
export interface HalfTrouble {
  /** Segments that repeat bytes captured before. */
  readonly retransmissions: number;
  readonly firstRetransmissionFrame: number;
  /** Frames that the capture holds twice. */
  readonly duplicates: number;
  /** Segments in which the sender said that it can take no more bytes. */
  readonly zeroWindows: number;
  readonly firstZeroWindowFrame: number;
}

/** What is kept of a conversation for its story. */
export interface Trouble {
  readonly halves: readonly [HalfTrouble, HalfTrouble];
  readonly gaps: readonly Gap[];
  readonly gapCount: number;
  /** How many of the gaps are frames cut by the snap length. */
  readonly cutCount: number;
}

/** Only what went wrong of all that is known of a direction. */
export function troubleOf(half: HalfTrouble): HalfTrouble {
  const { retransmissions, firstRetransmissionFrame, duplicates, zeroWindows, firstZeroWindowFrame } = half;
  return { retransmissions, firstRetransmissionFrame, duplicates, zeroWindows, firstZeroWindowFrame };
}

/** What went wrong with a connection that was followed twice, with a pause between. */
export function joinedTrouble(earlier: Trouble, later: Trouble): Trouble {
  const joined = (direction: Direction): HalfTrouble => {
    const [before, after] = [earlier.halves[direction], later.halves[direction]];
    return {
      retransmissions: before.retransmissions + after.retransmissions,
      firstRetransmissionFrame: before.firstRetransmissionFrame || after.firstRetransmissionFrame,
      duplicates: before.duplicates + after.duplicates,
      zeroWindows: before.zeroWindows + after.zeroWindows,
      firstZeroWindowFrame: before.firstZeroWindowFrame || after.firstZeroWindowFrame,
    };
  };
  return {
    halves: [joined(0), joined(1)],
    gaps: [...earlier.gaps, ...later.gaps].slice(0, MAX_GAPS_LISTED),
    gapCount: earlier.gapCount + later.gapCount,
    cutCount: earlier.cutCount + later.cutCount,
  };
}

/** One end of a connection. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/**
 * How a connection began. `complete`: SYN and SYN-ACK seen; `refused`: a SYN answered by RST; `unanswered`:
 * SYNs and nothing from the other side; `unseen`: it was open when the capture began.
 */
export type Handshake = 'complete' | 'refused' | 'unanswered' | 'unseen';

/** The story of one connection. Frames are numbered from 1, 0 where there was none; times are seconds and nanoseconds since 1970. */
export interface ConnectionStory {
  readonly stream: number;
  /** The end points: the sender of the first frame, then the other. */
  readonly endpoints: readonly [Endpoint, Endpoint];
  /** Which of them opened the connection, where the handshake tells; null where it was not seen. */
  readonly client: Direction | null;
  readonly handshake: Handshake;
  /** SYNs without ACK: more than one means that the client had to repeat it. */
  readonly synCount: number;
  readonly synAckFrame: number;
  readonly resetFrame: number;
  readonly resetBy: Direction | null;
  readonly finFrame: number;
  readonly closedBy: Direction | null;
  readonly firstFrame: number;
  readonly firstSeconds: number;
  readonly firstNanoseconds: number;
  readonly lastFrame: number;
  readonly lastSeconds: number;
  readonly lastNanoseconds: number;
  /** Of followed connections only; null where the connection was not followed or nothing went wrong. */
  readonly trouble: Trouble | null;
}

/** Puts the story of a connection together from its row and what its conversation saw. */
export function storyOf(table: ConnectionTable, stream: number, trouble: Trouble | null): ConnectionStory {
  const marks = table.marks[stream] as number;
  const has = (mark: number, direction: Direction): boolean => (marks & (mark << direction)) !== 0;
  const client = clientOf(has);
  const resetFrame = table.resetFrames[stream] as number;
  const finFrame = table.finFrames[stream] as number;
  return {
    stream,
    endpoints: endpointsOf(table, stream),
    client,
    handshake: handshakeOf(has, client),
    synCount: table.synCounts[stream] as number,
    synAckFrame: table.synAckFrames[stream] as number,
    resetFrame,
    resetBy: resetFrame === 0 ? null : (marks & MARK.resetFromSecond) !== 0 ? 1 : 0,
    finFrame,
    closedBy: finFrame === 0 ? null : (marks & MARK.finFromSecond) !== 0 ? 1 : 0,
    firstFrame: table.firstFrames[stream] as number,
    firstSeconds: table.firstSeconds[stream] as number,
    firstNanoseconds: table.firstNanoseconds[stream] as number,
    lastFrame: table.lastFrames[stream] as number,
    lastSeconds: table.lastSeconds[stream] as number,
    lastNanoseconds: table.lastNanoseconds[stream] as number,
    trouble,
  };
}

type Has = (mark: number, direction: Direction) => boolean;

function clientOf(has: Has): Direction | null {
  for (const direction of [0, 1] as const) {
    const other = direction === 0 ? 1 : 0;
    if (has(MARK.synAck, other)) return direction;
    if (has(MARK.syn, direction) && !has(MARK.synAck, direction)) return direction;
  }
  return null;
}

function handshakeOf(has: Has, client: Direction | null): Handshake {
  if (client === null) return 'unseen';
  const server = client === 0 ? 1 : 0;
  if (has(MARK.synAck, server)) return 'complete';
  if (has(MARK.reset, server)) return 'refused';
  return has(MARK.answered, server) ? 'complete' : 'unanswered';
}

/** Both end points of a connection: the sender of the first frame, then the other. */
export function endpointsOf(table: ConnectionTable, stream: number): readonly [Endpoint, Endpoint] {
  return [endpoint(table, stream, 0), endpoint(table, stream, 1)];
}

function endpoint(table: ConnectionTable, stream: number, direction: Direction): Endpoint {
  const { address, port } = table.sender(stream, direction);
  return { address: table.addresses.text(address), port };
}
