import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** An IP packet without a link-layer header: its first four bits give the version. */
export function rawIp(cursor: Cursor): NextStep {
  if (cursor.position >= cursor.end) return tooShort(cursor, 1, 'raw IP', 'version', 0);
  const version = cursor.bytes[cursor.position] >> 4;
  if (version === 4) return STEP.ipv4;
  return version === 6 ? STEP.ipv6 : DECODE.notIp;
}
