import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** IP without anything before it that says which version. */
export function rawIp(cursor: Cursor): NextStep {
  if (cursor.position >= cursor.end) return tooShort(cursor, 1, 'raw IP', 'version', 0);
  const version = cursor.bytes[cursor.position] >> 4;
  if (version === 4) return STEP.ipv4;
  return version === 6 ? STEP.ipv6 : DECODE.notIp;
}
