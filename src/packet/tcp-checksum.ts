import type { Buffer } from 'node:buffer';
import { readUint16 } from './big-endian.ts';
import { fold, onesComplementSum } from './ones-complement.ts';
import type { Segment } from './segment.ts';

/**
 * `partial`: the field holds the sum of the pseudo-header alone. Linux and Windows leave it so for the network card to
 * complete (transmit offload, GSO, GRO); the data are as sent. `unknown`: the snap length cut the segment, or its header was
 * not kept (`headerStart` is below 0).
 */
export type ChecksumVerdict = 'good' | 'bad' | 'partial' | 'unknown';

const TCP = { dataOffset: 12, checksum: 16, length: 20 } as const;
const TCP_PROTOCOL = 6;

/** Checks the checksum of a segment that `decode` wrote (RFC 9293 §3.1, RFC 8200 §8.1). */
export function verifyTcpChecksum(segment: Segment): ChecksumVerdict {
  const { bytes, headerStart: start, payloadEnd: end } = segment;
  if (start < 0) return 'unknown';
  const captured = end - start;
  if (segment.payloadLength !== end - segment.payloadStart || captured < TCP.length) return 'unknown';
  if (captured < (bytes[start + TCP.dataOffset] >> 4) << 2) return 'unknown';

  const addresses =
    halves(segment.source0) +
    halves(segment.source1) +
    halves(segment.source2) +
    halves(segment.source3) +
    halves(segment.destination0) +
    halves(segment.destination1) +
    halves(segment.destination2) +
    halves(segment.destination3) +
    TCP_PROTOCOL;
  const pseudoHeader = addresses + halves(captured);
  if (fold(onesComplementSum(bytes, start, end) + pseudoHeader) === 0xffff) return 'good';
  const field = readUint16(bytes, start + TCP.checksum);
  // Windows' large send offload (NDIS) leaves the length out of the sum; Linux includes it.
  return field === fold(pseudoHeader) || field === fold(addresses) ? 'partial' : 'bad';
}

/**
 * The value that the checksum field of a segment needs after `payload` replaces as many bytes at `payloadStart`: a
 * right checksum stays right and a wrong one stays wrong (RFC 1624). The segment may be one that an ICMP error quotes.
 */
export function checksumWithPayload(segment: Segment, payloadStart: number, payload: Buffer): number {
  const { bytes, headerStart } = segment;
  const before = onesComplementSum(bytes, payloadStart, payloadStart + payload.length);
  const after = onesComplementSum(payload, 0, payload.length);
  const field = readUint16(bytes, headerStart + TCP.checksum);
  return 0xffff - fold(0xffff - field + (0xffff - before) + after);
}

function halves(word: number): number {
  return (word >>> 16) + (word & 0xffff);
}
