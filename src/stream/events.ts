import type { Buffer } from 'node:buffer';

/** The two directions of a connection: 0 is from the end point that sent its first frame, 1 the other way. */
export type Direction = 0 | 1;

/** Where and when bytes came: what a consumer needs to place them in the capture. */
export interface Arrival {
  /** Frame that brought the bytes (for a gap: the frame that showed it). */
  readonly frame: number;
  /** Capture time of that frame. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Offset of the first of the bytes in this direction's stream; the byte after the SYN has offset 0. */
  readonly offset: number;
  /**
   * How many bytes of the other direction's stream the sender had received when it sent this (from the
   * acknowledgement number), or -1 where that is not known.
   */
  readonly acknowledged: number;
}

/** Why bytes are absent: `lost`: the capture has no frame with them; `cut`: its frame was cut by the snap length; `dropped`: a bound was hit. */
export type GapCause = 'lost' | 'cut' | 'dropped';

/** How a direction ended. `capture`: it had not when the capture did. `abandoned`: the ports were reused without a close seen. */
export type EndCause = 'fin' | 'reset' | 'capture' | 'abandoned';

/**
 * What a consumer says of a connection after each piece. `undecided`: go on delivering; `wanted`: go on, this
 * is mine; `unwanted`: stop delivering until a segment's first bytes look like mine again.
 */
export type Interest = 'undecided' | 'wanted' | 'unwanted';

/** Takes one connection's ordered bytes. The stream stage calls it; it keeps nothing of `bytes` but copies. */
export interface ConnectionConsumer {
  /** True between messages, with nothing waited for: the connection can be set aside without loss. Absent: never so. */
  readonly idle?: boolean;
  /** Ordered bytes of one direction, each byte once. `at` is written over after the call. */
  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest;
  /** `length` bytes are absent here. 0: their number is not known, and these are the first bytes of the direction to come. */
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
