import { readUint16, readUint32 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** RFC 792; the MTU by RFC 1191 §4. */
const ICMP = { type: 0, code: 1, mtu: 6, length: 8 } as const;
/** RFC 4443 §3.2. */
const ICMPV6_MTU = 4;

/**
 * Types of errors that quote the packet they are about (RFC 792): unreachable, quench, redirect, time exceeded,
 * parameter problem.
 */
const ICMP_ERRORS: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);
/** The same in ICMPv6 (RFC 4443): unreachable, too big, time exceeded, parameter problem. */
const ICMPV6_ERRORS: ReadonlySet<number> = new Set([1, 2, 3, 4]);

/** An ICMP message. Decoding goes on in the packet that an error quotes. */
export function icmp(cursor: Cursor): NextStep {
  return quotedPacket(cursor, 4, ICMP_ERRORS);
}

/** An ICMPv6 message. Decoding goes on in the packet that an error quotes. */
export function icmpv6(cursor: Cursor): NextStep {
  return quotedPacket(cursor, 6, ICMPV6_ERRORS);
}

function quotedPacket(cursor: Cursor, family: number, errors: ReadonlySet<number>): NextStep {
  const { bytes, position } = cursor;
  if (position + ICMP.length > cursor.end) return tooShort(cursor, ICMP.length, 'ICMP', 'header', ICMP.type);
  const type = bytes[position + ICMP.type];
  if (cursor.quoted || !errors.has(type)) return DECODE.notTcp;
  const { icmpError } = cursor;
  icmpError.family = family;
  icmpError.type = type;
  icmpError.code = bytes[position + ICMP.code];
  icmpError.mtu = mtuOf(cursor, family, type, icmpError.code);
  // The segment has the addresses of the packet that carries the error, until the quoted one is read.
  const { segment } = cursor;
  icmpError.sender0 = segment.source0;
  icmpError.sender1 = segment.source1;
  icmpError.sender2 = segment.source2;
  icmpError.sender3 = segment.source3;
  cursor.quoted = true;
  cursor.position = position + ICMP.length;
  return STEP.rawIp;
}

/** The MTU that "fragmentation needed" (RFC 1191 §4) or "packet too big" (RFC 4443 §3.2) names; 0: none. */
function mtuOf({ bytes, position }: Cursor, family: number, type: number, code: number): number {
  if (family === 4) return type === 3 && code === 4 ? readUint16(bytes, position + ICMP.mtu) : 0;
  return type === 2 ? readUint32(bytes, position + ICMPV6_MTU) : 0;
}
