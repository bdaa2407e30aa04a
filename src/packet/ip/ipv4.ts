import { MAX_DATAGRAM_BYTES } from '../../base/limits.ts';
import { readUint16 } from '../big-endian.ts';
import { type Cursor, malformed, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';
import { isTunnelPort } from '../tunnel/udp.ts';
import { continueWithFragment } from './fragments.ts';
import { stepForIpv4Protocol } from './ip-protocols.ts';
import { writeIpv4Addresses } from './ipv4-addresses.ts';

/** RFC 791 §3.1. */
const IPV4 = {
  versionAndLength: 0,
  totalLength: 2,
  identification: 4,
  fragment: 6,
  timeToLive: 8,
  protocol: 9,
  source: 12,
  length: 20,
} as const;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET_MASK = 0x1fff;
const UDP_PORTS_LENGTH = 4;

/** An IPv4 header with its options. For a packet that cannot carry TCP it reads two fields only. */
export function ipv4(cursor: Cursor): NextStep {
  const { bytes, position: start } = cursor;
  if (start + IPV4.length > cursor.end) return tooShort(cursor, IPV4.length, 'IPv4', 'header', 0);
  const first = bytes[start];
  if (first >> 4 !== 4) return malformed(cursor, 'IPv4', 'version', IPV4.versionAndLength);
  const protocol = bytes[start + IPV4.protocol];
  const step = stepForIpv4Protocol(protocol);
  if (step === DECODE.notTcp) return step;

  const headerLength = (first & 0x0f) << 2;
  if (headerLength < IPV4.length) return malformed(cursor, 'IPv4', 'header length', IPV4.versionAndLength);
  const totalLength = readUint16(bytes, start + IPV4.totalLength);
  // A total length of 0 stands for a packet that the network card had yet to split (TSO): then the frame gives the
  // length.
  if (totalLength !== 0) {
    if (totalLength < headerLength) return malformed(cursor, 'IPv4', 'total length', IPV4.totalLength);
    // A total length beyond the frame cannot be right; a shorter one excludes Ethernet's padding.
    if (start + totalLength < cursor.wireEnd) cursor.wireEnd = start + totalLength;
    if (cursor.end > cursor.wireEnd) cursor.end = cursor.wireEnd;
  }
  const fragment = readUint16(bytes, start + IPV4.fragment) & (MORE_FRAGMENTS | FRAGMENT_OFFSET_MASK);
  if (step === STEP.udp && fragment === 0) {
    // Most UDP packets end here, before anything is written.
    cursor.position = start + headerLength;
    cursor.network = start;
    return step;
  }
  if (start + headerLength > cursor.end) {
    return tooShort(cursor, headerLength, 'IPv4', 'options', IPV4.length);
  }

  const segment = cursor.segment;
  writeIpv4Addresses(segment, bytes, start);
  segment.ttl = bytes[start + IPV4.timeToLive];
  cursor.protocol = protocol;
  cursor.network = start;
  cursor.position = start + headerLength;
  return fragment === 0 ? step : fragmented(cursor, step, fragment);
}

function fragmented(cursor: Cursor, step: NextStep, fragment: number): NextStep {
  const { bytes, network, position, protocol } = cursor;
  const offset = (fragment & FRAGMENT_OFFSET_MASK) << 3;
  if (cursor.quoted) return offset === 0 ? step : DECODE.notTcp;
  if (step === STEP.icmp) return DECODE.notTcp;
  if (offset + cursor.wireEnd - network > MAX_DATAGRAM_BYTES) {
    cursor.position = network;
    return malformed(cursor, 'IPv4', 'fragment offset', IPV4.fragment);
  }
  const addresses = bytes.toString('latin1', network + IPV4.source, network + IPV4.length);
  const identification = readUint16(bytes, network + IPV4.identification);
  const key = `4 ${protocol} ${identification} ${cursor.segment.vlan} ${addresses}`;
  if (step === STEP.udp && !cursor.fragments.has(key)) {
    // In UDP only tunnels are of interest, and only the first fragment shows the port.
    const first = offset === 0 && position + UDP_PORTS_LENGTH <= cursor.end;
    if (!first || !isTunnelPort(bytes, position)) return DECODE.notTcp;
  }
  const more = (fragment & MORE_FRAGMENTS) !== 0;
  return continueWithFragment(cursor, 'IPv4', key, offset, more, protocol, stepForIpv4Protocol);
}
