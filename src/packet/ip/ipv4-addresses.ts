import type { Buffer } from 'node:buffer';
import { viewOf } from '../../base/words.ts';
import type { Segment } from '../segment.ts';

/** RFC 791 §3.1. */
const IPV4 = { source: 12, destination: 16 } as const;

/** Writes the addresses of the IPv4 header that begins at `start`. */
export function writeIpv4Addresses(segment: Segment, bytes: Buffer, start: number): void {
  const view = viewOf(bytes);
  segment.family = 4;
  segment.source0 = view.getUint32(start + IPV4.source);
  segment.destination0 = view.getUint32(start + IPV4.destination);
  segment.source1 = 0;
  segment.source2 = 0;
  segment.source3 = 0;
  segment.destination1 = 0;
  segment.destination2 = 0;
  segment.destination3 = 0;
}
