import { MAX_GAPS_LISTED } from '../base/limits.ts';
import type { Gap } from './gap.ts';

/** What went wrong in one direction of a followed connection. Frames are numbered from 1, 0 where there was none. */
export interface HalfAnomalies {
  /** Segments that repeat bytes captured before. */
  readonly retransmissions: number;
  readonly firstRetransmissionFrame: number;
  /** Frames that the capture holds twice. */
  readonly duplicates: number;
  /** Segments in which the sender said that it can take no more bytes. */
  readonly zeroWindows: number;
  readonly firstZeroWindowFrame: number;
}

/** What went wrong with a connection while it was followed. */
export interface TcpAnomalies {
  /** Of direction 0 and of direction 1. */
  readonly halves: readonly [HalfAnomalies, HalfAnomalies];
  /** The first gaps, in the order in which they were found; `MAX_GAPS_LISTED` at most. */
  readonly gaps: readonly Gap[];
  /** How many gaps there are in all. */
  readonly gapCount: number;
  /** How many of the gaps are frames cut by the snap length. */
  readonly cutCount: number;
}

/** True where there is nothing to tell. */
export function isSound({ halves: [first, second], gapCount }: TcpAnomalies): boolean {
  return (
    gapCount === 0 &&
    first.retransmissions + first.zeroWindows + second.retransmissions + second.zeroWindows === 0
  );
}

const NOTHING_OF_HALF: HalfAnomalies = {
  retransmissions: 0,
  firstRetransmissionFrame: 0,
  duplicates: 0,
  zeroWindows: 0,
  firstZeroWindowFrame: 0,
};

/** Of both directions: nothing was sent again, and nothing was not taken. */
export const NOTHING_REPEATED: TcpAnomalies['halves'] = [NOTHING_OF_HALF, NOTHING_OF_HALF];

/** A copy that later reading does not change. */
export function fixedAnomalies({ halves, gaps, gapCount, cutCount }: TcpAnomalies): TcpAnomalies {
  return { halves: [fixedHalf(halves[0]), fixedHalf(halves[1])], gaps: [...gaps], gapCount, cutCount };
}

/** What went wrong with a connection that was followed twice, with a pause between. */
export function joinedAnomalies(earlier: TcpAnomalies, later: TcpAnomalies): TcpAnomalies {
  return {
    halves: [joinedHalf(earlier.halves[0], later.halves[0]), joinedHalf(earlier.halves[1], later.halves[1])],
    gaps: [...earlier.gaps, ...later.gaps].slice(0, MAX_GAPS_LISTED),
    gapCount: earlier.gapCount + later.gapCount,
    cutCount: earlier.cutCount + later.cutCount,
  };
}

function fixedHalf(half: HalfAnomalies): HalfAnomalies {
  const { retransmissions, firstRetransmissionFrame, duplicates, zeroWindows, firstZeroWindowFrame } = half;
  return { retransmissions, firstRetransmissionFrame, duplicates, zeroWindows, firstZeroWindowFrame };
}

function joinedHalf(earlier: HalfAnomalies, later: HalfAnomalies): HalfAnomalies {
  return {
    retransmissions: earlier.retransmissions + later.retransmissions,
    firstRetransmissionFrame: earlier.firstRetransmissionFrame || later.firstRetransmissionFrame,
    duplicates: earlier.duplicates + later.duplicates,
    zeroWindows: earlier.zeroWindows + later.zeroWindows,
    firstZeroWindowFrame: earlier.firstZeroWindowFrame || later.firstZeroWindowFrame,
  };
}
