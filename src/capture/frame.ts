import { Buffer } from 'node:buffer';

/**
 * One record of a capture. The reader owns a single object of this shape and overwrites it with every step. A caller
 * that needs a frame after the next `next()` copies it, including its bytes.
 */
export interface Frame {
  /**
   * Number from 1, as Wireshark counts. With several files, frames are numbered in the order of time across all of
   * them.
   */
  number: number;
  /** Whole seconds since 1970, UTC. */
  seconds: number;
  /** 0 to 999,999,999. Times of a coarser clock are scaled to nanoseconds. */
  nanoseconds: number;
  /**
   * False for pcapng Simple Packet Blocks, which have no time. Both time fields then hold the time of the frame before.
   */
  timed: boolean;
  /** LINKTYPE_ number of the interface that captured it. */
  linkType: number;
  /** Index of the interface in its file's `CaptureInfo`, from 0; -1 for classic pcap, which has none. */
  interface: number;
  /** The captured bytes are those from `start` (inclusive) to `end` (exclusive). */
  bytes: Buffer;
  start: number;
  end: number;
  /** Bytes that the frame had on the wire; more than `end - start` where the snap length cut it. */
  originalLength: number;
  /** Index of the file that it comes from among the given files, from 0. */
  file: number;
  /** Byte offset of its captured bytes in that file; for compressed input, in the decompressed data. */
  offset: number;
}

/** A reader's frame object before its first frame. */
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
