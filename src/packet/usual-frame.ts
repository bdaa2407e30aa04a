import { viewOf } from '../base/words.ts';
import type { Cursor } from './cursor.ts';
import { DECODE } from './decode-result.ts';
import { writeIpv4Addresses } from './ip/ipv4-addresses.ts';
import { type NextStep, STEP } from './step.ts';
import { isReadPort } from './tunnel/udp.ts';

/** A frame is not usual: the layers decode it one after the other. */
export const UNUSUAL = -1;

/** LINKTYPE_ numbers of nearly all captures, with the place of the EtherType and the length of the header. */
const USUAL_LINK_TYPES = [
  { linkType: 1, etherTypeAt: 12, length: 14 },
  { linkType: 113, etherTypeAt: 14, length: 16 },
  { linkType: 276, etherTypeAt: 0, length: 20 },
] as const;
const ETHER_TYPE_AT = new Uint8Array(512);
/** 0 for all other link types. */
const HEADER_LENGTH = new Uint8Array(512);
for (const { linkType, etherTypeAt, length } of USUAL_LINK_TYPES) {
  ETHER_TYPE_AT[linkType] = etherTypeAt;
  HEADER_LENGTH[linkType] = length;
}

const ETHER_TYPE_IPV4 = 0x0800;
/** Version 4 and a header of five words: no options. */
const PLAIN_IPV4 = 0x45;
/** More fragments, and the offset of a fragment (RFC 791 §3.1). */
const FRAGMENT = 0x3fff;
/**
 * Places of the words that are read: version, length of the header, total length; identification, fragment; time to live, protocol,
 * checksum.
 */
const IPV4 = { lengths: 0, fragment: 4, protocol: 8, length: 20 } as const;
const TCP = 6;
const UDP = 17;
const LEAST_TCP = 20;
const UDP_LENGTH = 8;

/**
 * Does at one go what the layers do for whole TCP and UDP packets over IPv4 without options, right behind the header of a usual link
 * type. `STEP.tcp`: the cursor stands at the TCP header. `DECODE.notTcp`: UDP that nobody reads. {@link UNUSUAL}: any other frame, and
 * nothing was moved.
 */
export function usualFrame(cursor: Cursor, linkType: number): NextStep {
  const { bytes, position, end } = cursor;
  const linkLength = linkType < HEADER_LENGTH.length ? HEADER_LENGTH[linkType] : 0;
  const start = position + linkLength;
  if (linkLength === 0 || start + IPV4.length + UDP_LENGTH > end) return UNUSUAL;
  // Whole words, in network order: to read them byte by byte takes several times as long.
  const view = viewOf(bytes);
  if (view.getUint16(position + ETHER_TYPE_AT[linkType]) !== ETHER_TYPE_IPV4) return UNUSUAL;
  const lengths = view.getInt32(start + IPV4.lengths);
  if (lengths >>> 24 !== PLAIN_IPV4 || (view.getInt32(start + IPV4.fragment) & FRAGMENT) !== 0)
    return UNUSUAL;
  const timeAndProtocol = view.getInt32(start + IPV4.protocol);
  const protocol = (timeAndProtocol >>> 16) & 0xff;
  const packetEnd = start + (lengths & 0xffff);
  const wireEnd = Math.min(cursor.wireEnd, packetEnd);
  const dataEnd = Math.min(end, wireEnd);
  const inner = start + IPV4.length;
  if (protocol === UDP) {
    return inner + UDP_LENGTH > dataEnd || isReadPort(bytes, inner) ? UNUSUAL : DECODE.notTcp;
  }
  if (protocol !== TCP || inner + LEAST_TCP > dataEnd) return UNUSUAL;
  const { segment } = cursor;
  writeIpv4Addresses(segment, bytes, start);
  segment.ttl = timeAndProtocol >>> 24;
  cursor.wireEnd = wireEnd;
  cursor.end = dataEnd;
  cursor.protocol = protocol;
  cursor.network = start;
  cursor.position = inner;
  return STEP.tcp;
}
