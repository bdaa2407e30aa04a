import type { Buffer } from 'node:buffer';

/** The two directions of a connection: 0 is from the end point that sent its first frame, 1 the other way. */
export type Direction = 0 | 1;

/** The opposite direction. */
export function otherDirection(direction: Direction): Direction {
  return direction === 0 ? 1 : 0;
}

/** Where and when bytes came, so that a consumer can tell their place in the capture. */
export interface Arrival {
  /** Frame that brought the bytes (for a gap: the frame that showed it). */
  readonly frame: number;
  /** Capture time of that frame. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Offset of the first of the bytes in this direction; the byte after the SYN has offset 0. */
  readonly offset: number;
  /**
   * How many bytes of the other direction the sender had received when it sent this (from the acknowledgement number),
   * or -1 where that is not known.
   */
  readonly acknowledged: number;
}

/**
 * Why bytes are absent. `lost`: the capture has no frame with them; `cut`: their frame was cut by the snap length;
 * `dropped`: a bound was hit.
 */
export type GapCause = 'lost' | 'cut' | 'dropped';

/**
 * How a direction ended. `fin`, `reset`: by such a segment; `capture`: the capture ended before it; `abandoned`: its ports
 * were used for another connection and no end was seen.
 */
export type EndCause = 'fin' | 'reset' | 'capture' | 'abandoned';

/**
 * What a consumer says of a connection after each delivery. `undecided`: go on, it is not known yet whether the bytes are
 * wanted; `wanted`: go on; `unwanted`: stop until the first bytes of a segment look wanted again (`TrackerOptions.wakes`).
 */
export type Interest = 'undecided' | 'wanted' | 'unwanted';

/** Takes the bytes of one connection in order. Of `bytes` it may keep copies only: the buffer is written over. */
export interface ConnectionConsumer {
  /** True between messages, where nothing is waited for: the connection can be set aside without loss. Absent: never. */
  readonly idle?: boolean;
  /**
   * Number of the first frame of what is under way: whatever is told of the connection's bytes so far begins there or
   * later. Infinite where nothing is under way. Absent: nothing is told by frames.
   */
  readonly firstFrameUnderWay?: number;
  /** Bytes of one direction, in order and each once: `bytes` from `start` to before `end`. `at` is written over after the call. */
  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest;
  /** `length` bytes are absent here. 0: how many is not known, because the connection was met in its midst. */
  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest;
  /** No more bytes in this direction. Called at most once for each. */
  end(direction: Direction, cause: EndCause, at: Arrival): void;
}

/** Takes nothing of a connection. */
export const IGNORING_CONSUMER: ConnectionConsumer = {
  data: () => 'unwanted',
  gap: () => 'unwanted',
  end: () => {},
};
