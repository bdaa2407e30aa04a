import type { Gap } from './gap.ts';

/** What went wrong in one direction of a followed connection. Frames are 0 where there was none. */
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

/** What is kept of a conversation for its story. */
export interface TcpAnomalies {
  readonly halves: readonly [HalfAnomalies, HalfAnomalies];
  readonly gaps: readonly Gap[];
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
