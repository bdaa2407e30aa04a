import { DELAYED_ACKNOWLEDGEMENT_SECONDS } from '../base/limits.ts';
import type { ConnectionHalf } from './connection-half.ts';
import type { Arrival, Direction, GapCause } from './events.ts';

/** Bytes of a direction that are absent. */
export interface Gap {
  readonly direction: Direction;
  /** Number and capture time of the frame that showed it: the first one with bytes behind it. */
  readonly frame: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Capture time (seconds) before which the bytes cannot have gone by. */
  readonly sinceSeconds: number;
  /**
   * Capture time (seconds) of the segment by which the peer first acknowledged the bytes. Null where there is none, or
   * where bytes are absent before that segment: then these bytes went by at any time before the frame.
   */
  readonly acknowledgedSeconds: number | null;
  /** Bytes absent; 0 where their number is not known. */
  readonly length: number;
  readonly cause: GapCause;
}

/** The gap at the present position of a direction. */
export function gapAt(
  { frame, seconds, nanoseconds }: Arrival,
  half: ConnectionHalf,
  direction: Direction,
  length: number,
  cause: GapCause,
): Gap {
  const acknowledgedSeconds = half.aheadFrom === half.nextOffset ? half.aheadAt : null;
  const until = acknowledgedSeconds ?? seconds + nanoseconds / 1e9;
  const lastDelivery = half.deliverySeconds + half.deliveryNanoseconds / 1e9;
  const lastLevel = half.levelSeconds + half.levelNanoseconds / 1e9;
  const since = Math.max(lastDelivery, lastLevel - DELAYED_ACKNOWLEDGEMENT_SECONDS);
  const sinceSeconds = Math.min(since, until);
  return { direction, frame, seconds, nanoseconds, sinceSeconds, acknowledgedSeconds, length, cause };
}
