import { Buffer } from 'node:buffer';

/**
 * A TCP segment as it was found in a frame. One object is written over for every frame, so that a frame
 * costs no allocation; its bytes are views into the frame (or into a reassembled datagram).
 */
export interface Segment {
  /** 4 or 6. */
  family: number;
  /** Address words, big-endian, unsigned. IPv4 uses the first and leaves the others 0. */
  source0: number;
  source1: number;
  source2: number;
  source3: number;
  destination0: number;
  destination1: number;
  destination2: number;
  destination3: number;
  sourcePort: number;
  destinationPort: number;
  /** Unsigned 32-bit numbers as on the wire. */
  sequence: number;
  acknowledgement: number;
  /** The low eight flag bits: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128. */
  flags: number;
  /** As on the wire, not scaled. */
  window: number;
  /** Window scale option of a SYN (RFC 7323), or -1. */
  windowScale: number;
  /** Where the payload stands: `bytes` from `payloadStart` (inclusive) to `payloadEnd` (exclusive). */
  bytes: Buffer;
  payloadStart: number;
  payloadEnd: number;
  /** Payload bytes on the wire; larger than `payloadEnd - payloadStart` where the snap length cut the frame. */
  payloadLength: number;
  /** Where the TCP header stands in `bytes`, for a check of its checksum. */
  headerStart: number;
  /** Innermost VLAN identifier, or -1. */
  vlan: number;
}

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;

/** A segment to be written over, one for each decoder. */
export function createSegment(): Segment {
  return {
    family: 4,
    source0: 0,
    source1: 0,
    source2: 0,
    source3: 0,
    destination0: 0,
    destination1: 0,
    destination2: 0,
    destination3: 0,
    sourcePort: 0,
    destinationPort: 0,
    sequence: 0,
    acknowledgement: 0,
    flags: 0,
    window: 0,
    windowScale: -1,
    bytes: Buffer.alloc(0),
    payloadStart: 0,
    payloadEnd: 0,
    payloadLength: 0,
    headerStart: 0,
    vlan: -1,
  };
}
