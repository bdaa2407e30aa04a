import { readUint16 } from '../big-endian.ts';
import { type Cursor, malformed, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** LINKTYPE_NFLOG: address family, version, resource; then attributes of length, type and value, padded to four. */
const NFLOG = { version: 1, length: 4 } as const;
const ATTRIBUTE = { length: 0, type: 2, header: 4 } as const;
const NFULA_PAYLOAD = 9;
/**
 * A packet that the Linux firewall logged. Its attributes are in the byte order of the capturing machine, which no
 * field states.
 */
export function nflog(cursor: Cursor): NextStep {
  const { bytes, position, end } = cursor;
  if (position + NFLOG.length > end) return tooShort(cursor, NFLOG.length, 'NFLOG', 'version', NFLOG.version);
  if (bytes[position + NFLOG.version] !== 0) return malformed(cursor, 'NFLOG', 'version', NFLOG.version);
  let at = position + NFLOG.length;
  while (at + ATTRIBUTE.header <= end) {
    // Attribute types are below 256, so the byte of the type that is zero shows the order.
    const bigEndian = bytes[at + ATTRIBUTE.type] === 0 && bytes[at + ATTRIBUTE.type + 1] !== 0;
    const length = bigEndian ? readUint16(bytes, at) : bytes[at] | (bytes[at + 1] << 8);
    const type = bytes[at + ATTRIBUTE.type + (bigEndian ? 1 : 0)];
    if (length < ATTRIBUTE.header) return malformed(cursor, 'NFLOG', 'attribute length', at - position);
    if (type === NFULA_PAYLOAD) {
      cursor.wireEnd = Math.min(cursor.wireEnd, at + length);
      cursor.end = Math.min(end, cursor.wireEnd);
      cursor.position = at + ATTRIBUTE.header;
      return STEP.rawIp;
    }
    at += (length + 3) & ~3;
  }
  return at < cursor.wireEnd
    ? tooShort(cursor, at - position + ATTRIBUTE.header, 'NFLOG', 'payload', at - position)
    : DECODE.notIp;
}
