import { Buffer } from 'node:buffer';
import type { Frame } from '../capture/index.ts';
import type { WritableFrame } from '../capture/write/index.ts';

/** A frame that is written to the extract. */
export interface PickedFrame extends WritableFrame {
  readonly linkType: number;
  /** The number of its file, from 0, and of the interface within the file; -1 where the frame names none. */
  readonly file: number;
  readonly interface: number;
  /** Its number within the capture, from 1. */
  readonly number: number;
  /** Its number within its file, from 1. */
  readonly numberInFile: number;
}

/** The frame itself: it holds until the next is read. */
export function viewOf(frame: Frame, numberInFile: number): PickedFrame {
  const { seconds, nanoseconds, linkType, file, bytes, start, end, originalLength } = frame;
  return {
    seconds,
    nanoseconds,
    linkType,
    file,
    interface: frame.interface,
    number: frame.number,
    bytes,
    start,
    end,
    originalLength,
    numberInFile,
  };
}

/** A copy that outlives the frame; its bytes begin at 0. */
export function copyOf(frame: Frame, numberInFile: number): PickedFrame {
  const bytes = Buffer.from(frame.bytes.subarray(frame.start, frame.end));
  return { ...viewOf(frame, numberInFile), bytes, start: 0, end: bytes.length };
}
