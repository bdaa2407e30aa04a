import { readUint16, readUint32 } from '../big-endian.ts';
import { type Cursor, malformed, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import type { NextStep } from '../step.ts';
import { stepForIpv6Protocol } from './ip-protocols.ts';

/** RFC 8200 §3. */
const IPV6 = {
  version: 0,
  payloadLength: 4,
  nextHeader: 6,
  hopLimit: 7,
  source: 8,
  destination: 24,
  length: 40,
} as const;

/** The fixed IPv6 header. For a packet that cannot carry TCP it reads two fields only. */
export function ipv6(cursor: Cursor): NextStep {
  const { bytes, position: start } = cursor;
  if (start + IPV6.length > cursor.end) return tooShort(cursor, IPV6.length, 'IPv6', 'header', 0);
  if (bytes[start] >> 4 !== 6) return malformed(cursor, 'IPv6', 'version', IPV6.version);
  const nextHeader = bytes[start + IPV6.nextHeader];
  const step = stepForIpv6Protocol(nextHeader);
  if (step === DECODE.notTcp) return step;

  const payloadLength = readUint16(bytes, start + IPV6.payloadLength);
  // A length of 0 stands for a jumbogram (RFC 2675), or for a packet that the network card had yet to split: then the
  // frame gives the length.
  if (payloadLength !== 0) {
    const end = start + IPV6.length + payloadLength;
    if (end < cursor.wireEnd) cursor.wireEnd = end;
    if (cursor.end > cursor.wireEnd) cursor.end = cursor.wireEnd;
  }
  const segment = cursor.segment;
  segment.family = 6;
  segment.source0 = readUint32(bytes, start + IPV6.source);
  segment.source1 = readUint32(bytes, start + IPV6.source + 4);
  segment.source2 = readUint32(bytes, start + IPV6.source + 8);
  segment.source3 = readUint32(bytes, start + IPV6.source + 12);
  readDestination(cursor, start + IPV6.destination);
  segment.ttl = bytes[start + IPV6.hopLimit];
  cursor.protocol = nextHeader;
  cursor.network = start;
  cursor.position = start + IPV6.length;
  return step;
}

function readDestination(cursor: Cursor, at: number): void {
  const { bytes, segment } = cursor;
  segment.destination0 = readUint32(bytes, at);
  segment.destination1 = readUint32(bytes, at + 4);
  segment.destination2 = readUint32(bytes, at + 8);
  segment.destination3 = readUint32(bytes, at + 12);
}

const EXTENSION = { nextHeader: 0, length: 1, least: 8 } as const;
const ROUTING_HEADER = 43;
const ROUTING = { type: 2, segmentsLeft: 3, addresses: 8 } as const;
const ADDRESS_LENGTH = 16;

/** An IPv6 extension header of the common form (RFC 8200 §4, RFC 6564): next header, length in units of 8 without the first. */
export function extensionHeader(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + EXTENSION.least > cursor.end) {
    return tooShort(cursor, EXTENSION.least, 'IPv6', 'extension header', EXTENSION.nextHeader);
  }
  const length = (bytes[position + EXTENSION.length] + 1) << 3;
  if (position + length > cursor.end) {
    return tooShort(cursor, length, 'IPv6', 'extension header length', EXTENSION.length);
  }
  if (cursor.protocol === ROUTING_HEADER) readFinalDestination(cursor, length);
  cursor.protocol = bytes[position + EXTENSION.nextHeader];
  cursor.position = position + length;
  return stepForIpv6Protocol(cursor.protocol);
}

/**
 * While a packet travels through the listed routers, its destination address is the next router. The connection, and
 * TCP's checksum, belong to the final destination (RFC 8200 §8.1): the last address in the list of types 0 and 2, the
 * first in that of a segment routing header (type 4, RFC 8754 §2).
 */
function readFinalDestination(cursor: Cursor, length: number): void {
  const { bytes, position } = cursor;
  if (bytes[position + ROUTING.segmentsLeft] === 0 || length < ROUTING.addresses + ADDRESS_LENGTH) return;
  const type = bytes[position + ROUTING.type];
  const last = (length - ROUTING.addresses) & ~(ADDRESS_LENGTH - 1);
  if (type === 0 || type === 2) readDestination(cursor, position + ROUTING.addresses + last - ADDRESS_LENGTH);
  else if (type === 4) readDestination(cursor, position + ROUTING.addresses);
}

const AUTHENTICATION = { nextHeader: 0, length: 1, least: 12 } as const;

/**
 * IPsec's Authentication Header (RFC 4302), in IPv4 and IPv6. Its length counts units of 4 bytes, without the first
 * two.
 */
export function authenticationHeader(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + AUTHENTICATION.least > cursor.end) {
    return tooShort(cursor, AUTHENTICATION.least, 'AH', 'header', 0);
  }
  const length = (bytes[position + AUTHENTICATION.length] + 2) << 2;
  if (length < AUTHENTICATION.least) return malformed(cursor, 'AH', 'length', AUTHENTICATION.length);
  if (position + length > cursor.end) return tooShort(cursor, length, 'AH', 'length', AUTHENTICATION.length);
  cursor.protocol = bytes[position + AUTHENTICATION.nextHeader];
  cursor.position = position + length;
  return stepForIpv6Protocol(cursor.protocol);
}
