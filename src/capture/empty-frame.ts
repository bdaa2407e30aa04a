import { Buffer } from 'node:buffer';
import type { Frame } from './frame.ts';

/** The one frame object of a reader, before its first frame. */
export function emptyFrame(file: number): Frame {
  return {
    number: 0,
    seconds: 0,
    nanoseconds: 0,
    timed: false,
    linkType: 0,
    interface: -1,
    bytes: Buffer.alloc(0),
    start: 0,
    end: 0,
    originalLength: 0,
    file,
    offset: 0,
  };
}
