import { MAX_DATAGRAM_BYTES } from '../../base/limits.ts';
import { readUint16, readUint32 } from '../big-endian.ts';
import { type Cursor, malformed, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import type { NextStep } from '../step.ts';
import { continueWithFragment } from './fragments.ts';
import { stepForIpv6Protocol } from './ip-protocols.ts';

/** RFC 8200 §4.5. */
const FRAGMENT = { nextHeader: 0, offset: 2, identification: 4, length: 8 } as const;
const MORE_FRAGMENTS = 0x0001;
const OFFSET_MASK = 0xfff8;
/** Source and destination address in the fixed header. */
const ADDRESSES = { start: 8, end: 40 } as const;

/** IPv6's fragment header. A fragment that is the whole datagram ("atomic", RFC 6946) is treated as no fragment. */
export function fragmentHeader(cursor: Cursor): NextStep {
  const { bytes, position, network } = cursor;
  if (position + FRAGMENT.length > cursor.end) {
    return tooShort(cursor, FRAGMENT.length, 'IPv6', 'fragment header', 0);
  }
  const word = readUint16(bytes, position + FRAGMENT.offset);
  const offset = word & OFFSET_MASK;
  const more = (word & MORE_FRAGMENTS) !== 0;
  const nextHeader = bytes[position + FRAGMENT.nextHeader];
  const atomic = offset === 0 && !more;
  if (!atomic && offset + cursor.wireEnd - position - FRAGMENT.length > MAX_DATAGRAM_BYTES) {
    return malformed(cursor, 'IPv6', 'fragment offset', FRAGMENT.offset);
  }
  cursor.position = position + FRAGMENT.length;
  cursor.protocol = nextHeader;
  if (atomic) return stepForIpv6Protocol(nextHeader);
  if (cursor.quoted) return offset === 0 ? stepForIpv6Protocol(nextHeader) : DECODE.notTcp;

  const addresses = bytes.toString('latin1', network + ADDRESSES.start, network + ADDRESSES.end);
  const identification = readUint32(bytes, position + FRAGMENT.identification);
  const key = `6 ${identification} ${cursor.segment.vlan} ${addresses}`;
  return continueWithFragment(cursor, 'IPv6', key, offset, more, nextHeader, stepForIpv6Protocol);
}
