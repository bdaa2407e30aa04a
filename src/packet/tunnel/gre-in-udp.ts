import { readUint16 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** Bits of the first 16 that RFC 8086 §3.2 wants to be 0, the version among them. */
const RESERVED = 0x4fff;

/** GRE in UDP (RFC 8086). What does not look like it on its port is other UDP and no error. */
export function greInUdp(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + 2 > cursor.end) return tooShort(cursor, 2, 'GRE', 'flags', 0);
  return (readUint16(bytes, position) & RESERVED) === 0 ? STEP.gre : DECODE.notTcp;
}
