import { readUint16 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** L2TP version 2 over UDP (RFC 2661 §3.1): flags say which fields are present. */
const CONTROL = 0x8000;
const FLAG = { length: 0x4000, sequence: 0x0800, offset: 0x0200 } as const;
const VERSION = { mask: 0x000f, value: 2 } as const;
const LENGTH = { flags: 2, length: 2, identifiers: 4, sequence: 4, offset: 2 } as const;

/** An L2TP data message, which carries PPP. */
export function l2tp(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + LENGTH.flags > cursor.end) return tooShort(cursor, LENGTH.flags, 'L2TP', 'flags', 0);
  const flags = readUint16(bytes, position);
  if ((flags & CONTROL) !== 0 || (flags & VERSION.mask) !== VERSION.value) return DECODE.notTcp;
  let length = LENGTH.flags + LENGTH.identifiers;
  if ((flags & FLAG.length) !== 0) length += LENGTH.length;
  if ((flags & FLAG.sequence) !== 0) length += LENGTH.sequence;
  if ((flags & FLAG.offset) !== 0) {
    length += LENGTH.offset;
    if (position + length > cursor.end) return tooShort(cursor, length, 'L2TP', 'offset', length - 2);
    length += readUint16(bytes, position + length - LENGTH.offset);
  }
  cursor.position = position + length;
  return STEP.ppp;
}
