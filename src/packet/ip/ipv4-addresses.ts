import type { Buffer } from 'node:buffer';
import { readUint32 } from '../big-endian.ts';
import type { Segment } from '../segment.ts';

/** RFC 791 §3.1. */
const IPV4 = { source: 12, destination: 16 } as const;

/** Writes the addresses of the IPv4 header that begins at `start`. */
export function writeIpv4Addresses(segment: Segment, bytes: Buffer, start: number): void {
  segment.family = 4;
  segment.source0 = readUint32(bytes, start + IPV4.source);
  segment.destination0 = readUint32(bytes, start + IPV4.destination);
  segment.source1 = 0;
  segment.source2 = 0;
  segment.source3 = 0;
  segment.destination1 = 0;
  segment.destination2 = 0;
  segment.destination3 = 0;
}
