import { Buffer } from 'node:buffer';

/**
 * A TCP segment as it was found in a frame. One object is overwritten for every frame, so that frames allocate nothing.
 * Its bytes are views into the frame or into a reassembled datagram.
 */
export interface Segment {
  /** 4 or 6. */
  family: number;
  /** Words of the address, big-endian and unsigned. IPv4 uses the first word; the others are then 0. */
  source0: number;
  source1: number;
  source2: number;
  source3: number;
  destination0: number;
  destination1: number;
  destination2: number;
  destination3: number;
  /** The time to live of the IPv4 packet, the hop limit of the IPv6 packet: of the innermost one, and as it was captured. */
  ttl: number;
  sourcePort: number;
  destinationPort: number;
  /** Unsigned 32-bit numbers as on the wire. */
  sequence: number;
  acknowledgement: number;
  /** The low eight flag bits: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128. */
  flags: number;
  /** The window as it is on the wire, without the scale factor. */
  window: number;
  /** The window scale option of a SYN (RFC 7323); -1 where there is none. */
  windowScale: number;
  /** The payload is `bytes` from `payloadStart` (inclusive) to `payloadEnd` (exclusive). */
  bytes: Buffer;
  payloadStart: number;
  payloadEnd: number;
  /** Payload bytes on the wire: more than `payloadEnd - payloadStart` where the snap length cut the frame. */
  payloadLength: number;
  /** Where the TCP header begins in `bytes`, for checking its checksum. */
  headerStart: number;
  /** The innermost VLAN identifier; -1 where there is none. */
  vlan: number;
}

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;

/** A segment object for a decoder to overwrite. */
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
    ttl: 0,
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
