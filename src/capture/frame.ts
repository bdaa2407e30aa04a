import { Buffer } from 'node:buffer';

/**
 * One record of a capture. The reader owns a single object of this shape and writes over it: what a caller
 * wants to keep beyond the next `next()`, bytes included, it copies.
 */
export interface Frame {
  /** From 1, as Wireshark numbers it; with several files, in the order of time across all of them. */
  number: number;
  /** Whole seconds since 1970, UTC. */
  seconds: number;
  /** 0 to 999,999,999. Captures of a coarser clock are scaled. */
  nanoseconds: number;
  /** False for pcapng Simple Packet Blocks, which carry no time; then both time fields hold those of the frame before. */
  timed: boolean;
  /** LINKTYPE_ number of the interface that saw it. */
  linkType: number;
  /** Which of the interfaces in its file's `CaptureInfo`, from 0; -1 for classic pcap, which names none. */
  interface: number;
  /** Holds the captured bytes from `start` (inclusive) to `end` (exclusive). */
  bytes: Buffer;
  start: number;
  end: number;
  /** Bytes the frame had on the wire; larger than `end - start` where the snap length cut it. */
  originalLength: number;
  /** Which of the given files it comes from, from 0. */
  file: number;
  /** Byte offset of its captured bytes in that file; for compressed input, in the decompressed data. */
  offset: number;
}

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
