import { Buffer } from 'node:buffer';
import type { Frame } from '../capture/index.ts';
import type { WritableFrame } from '../capture/write/index.ts';

/** A frame of a selection. */
export interface PickedFrame extends WritableFrame {
  readonly linkType: number;
  /** Which of the files, from 0, and which of its interfaces, -1 where it names none. */
  readonly file: number;
  readonly interface: number;
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
