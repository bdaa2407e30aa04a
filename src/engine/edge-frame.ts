import type { Frame } from '../capture/index.ts';

/** A frame that is kept until it is known what came before and after it. */
export interface EdgeFrame {
  /** Number within its capture set, from 1. */
  readonly number: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  /** LINKTYPE_ number. */
  readonly linkType: number;
  readonly bytes: Buffer;
  /** Bytes that the frame had on the wire. */
  readonly originalLength: number;
}

/** A copy of a frame, which its reader will write over. */
export function edgeFrameOf(frame: Frame): EdgeFrame {
  const { number, seconds, nanoseconds, linkType, bytes, start, end, originalLength } = frame;
  return {
    number,
    seconds,
    nanoseconds,
    linkType,
    bytes: Buffer.from(bytes.subarray(start, end)),
    originalLength,
  };
}

/** Gives kept frames in the form in which a reader gives them: one object, written over. */
export class FrameReplay {
  readonly #frame: Frame = {
    number: 0,
    seconds: 0,
    nanoseconds: 0,
    timed: true,
    linkType: 0,
    interface: -1,
    bytes: Buffer.alloc(0),
    start: 0,
    end: 0,
    originalLength: 0,
    file: 0,
    offset: 0,
  };

  frame({ number, seconds, nanoseconds, linkType, bytes, originalLength }: EdgeFrame): Frame {
    const frame = this.#frame;
    frame.number = number;
    frame.seconds = seconds;
    frame.nanoseconds = nanoseconds;
    frame.linkType = linkType;
    frame.bytes = bytes;
    frame.end = bytes.length;
    frame.originalLength = originalLength;
    return frame;
  }
}
