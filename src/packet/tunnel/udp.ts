import type { Buffer } from 'node:buffer';
import { readUint16 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE, type DecodeResult } from '../decode-result.ts';
import { writeIpv4Addresses } from '../ip/ipv4-addresses.ts';
import { type NextStep, STEP } from '../step.ts';

/** RFC 768. */
const UDP = { sourcePort: 0, destinationPort: 2, length: 8 } as const;

/** Assigned by IANA to DNS. */
const DNS_PORT = 53;

/** UDP, as far as it is a tunnel that may carry TCP, or DNS. Either port may name the tunnel, as in Wireshark. */
export function udp(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + UDP.length > cursor.end) {
    return tooShort(cursor, UDP.length, 'UDP', 'ports', UDP.sourcePort);
  }
  const destinationPort = readUint16(bytes, position + UDP.destinationPort);
  const sourcePort = readUint16(bytes, position + UDP.sourcePort);
  cursor.position = position + UDP.length;
  if (destinationPort === DNS_PORT || sourcePort === DNS_PORT)
    return dns(cursor, sourcePort, destinationPort);
  const step = stepForPort(destinationPort);
  return step === DECODE.notTcp ? stepForPort(sourcePort) : step;
}

/** A DNS message as the payload of a segment; the layers before have not written the addresses of IPv4. */
function dns(cursor: Cursor, sourcePort: number, destinationPort: number): DecodeResult {
  if (cursor.quoted) return DECODE.notTcp;
  const { bytes, network, segment, position, end } = cursor;
  if (network >= 0 && bytes[network] >> 4 === 4) writeIpv4Addresses(segment, bytes, network);
  segment.sourcePort = sourcePort;
  segment.destinationPort = destinationPort;
  segment.bytes = bytes;
  segment.payloadStart = position;
  segment.payloadEnd = end;
  segment.payloadLength = cursor.wireEnd - position;
  return DECODE.dns;
}

/**
 * True where the UDP header at `at` has the port of a tunnel. The caller has checked that its first four bytes are
 * present.
 */
export function isTunnelPort(bytes: Buffer, at: number): boolean {
  return (
    stepForPort(readUint16(bytes, at + UDP.destinationPort)) !== DECODE.notTcp ||
    stepForPort(readUint16(bytes, at + UDP.sourcePort)) !== DECODE.notTcp
  );
}

/** True where the UDP header at `at`, whose first four bytes are present, has the port of a tunnel or of DNS. */
export function isReadPort(bytes: Buffer, at: number): boolean {
  return (
    readUint16(bytes, at + UDP.sourcePort) === DNS_PORT ||
    readUint16(bytes, at + UDP.destinationPort) === DNS_PORT ||
    isTunnelPort(bytes, at)
  );
}

/**
 * The ports of the tunnels as IANA assigns them; TZSP's is the one that MikroTik and Wireshark use, and 8472 is that of VXLAN
 * in Linux and flannel. A switch, because
 * it runs for every UDP frame.
 */
function stepForPort(port: number): NextStep {
  switch (port) {
    case 1701:
      return STEP.l2tp;
    case 2152:
      return STEP.gtpUser;
    case 4754:
      return STEP.greInUdp;
    case 4789:
    case 8472:
      return STEP.vxlan;
    case 4790:
      return STEP.vxlanGpe;
    case 6081:
      return STEP.geneve;
    case 37008:
      return STEP.tzsp;
    default:
      return DECODE.notTcp;
  }
}
