import { readUint16 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

const FAMILY_LENGTH = 4;

/**
 * Address families by their numbers on the capturing systems: AF_INET is 2 everywhere; AF_INET6 is 24 on NetBSD,
 * OpenBSD and Npcap, 28 on FreeBSD, 30 on macOS, 10 on Linux, 23 on Windows.
 */
const FAMILIES: Readonly<Partial<Record<number, NextStep>>> = {
  2: STEP.ipv4,
  10: STEP.ipv6,
  23: STEP.ipv6,
  24: STEP.ipv6,
  28: STEP.ipv6,
  30: STEP.ipv6,
};

/**
 * LINKTYPE_NULL and LINKTYPE_LOOP: a 32-bit address family precedes the packet, in the capturing machine's byte order
 * for NULL and in network order for LOOP. Families are small numbers, so the half that is zero shows the order.
 */
export function loopback(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + FAMILY_LENGTH > cursor.end) {
    return tooShort(cursor, FAMILY_LENGTH, 'NULL', 'address family', 0);
  }
  const high = readUint16(bytes, position);
  const family = high === 0 ? readUint16(bytes, position + 2) : bytes[position] | (bytes[position + 1] << 8);
  if (high !== 0 && readUint16(bytes, position + 2) !== 0) return DECODE.notIp;
  cursor.position = position + FAMILY_LENGTH;
  return FAMILIES[family] ?? DECODE.notIp;
}
