import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

const ICMP = { type: 0, code: 1, length: 8 } as const;

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
  cursor.quoted = true;
  cursor.position = position + ICMP.length;
  return STEP.rawIp;
}
