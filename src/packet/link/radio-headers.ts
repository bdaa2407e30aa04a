import { readUint32 } from '../big-endian.ts';
import { type Cursor, malformed, tooShort } from '../cursor.ts';
import { type NextStep, STEP } from '../step.ts';
import { stepForLinkType } from './link-types.ts';

/** Headers that capture software puts before 802.11 frames. Their fields are little-endian unless noted otherwise. */

/** radiotap.org: version, padding, length, then presence words. The top bit of each says that another follows. */
const RADIOTAP = { version: 0, headerLength: 2, present: 4, length: 8 } as const;
const PRESENT = { timestamp: 0x01, flags: 0x02 } as const;
const TIMESTAMP_LENGTH = 8;
const RADIOTAP_FLAG = { frameCheckSequence: 0x10, paddedHeader: 0x20 } as const;
const FRAME_CHECK_SEQUENCE_LENGTH = 4;

export function radiotap(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + RADIOTAP.length > cursor.end) {
    return tooShort(cursor, RADIOTAP.length, 'radiotap', 'presence', RADIOTAP.present);
  }
  if (bytes[position + RADIOTAP.version] !== 0) {
    return malformed(cursor, 'radiotap', 'version', RADIOTAP.version);
  }
  const length = readLittleUint16(bytes, position + RADIOTAP.headerLength);
  if (length < RADIOTAP.length) return malformed(cursor, 'radiotap', 'length', RADIOTAP.headerLength);
  if (position + length > cursor.end) {
    return tooShort(cursor, length, 'radiotap', 'length', RADIOTAP.headerLength);
  }
  const flags = radiotapFlags(bytes, position, position + length);
  cursor.position = position + length;
  cursor.paddedHeader = (flags & RADIOTAP_FLAG.paddedHeader) !== 0;
  if ((flags & RADIOTAP_FLAG.frameCheckSequence) !== 0) {
    cursor.wireEnd = Math.max(cursor.position, cursor.wireEnd - FRAME_CHECK_SEQUENCE_LENGTH);
    cursor.end = Math.min(cursor.end, cursor.wireEnd);
  }
  return STEP.wireless;
}

/** The flags field, which is the second that may be present; 0 where it is absent. */
function radiotapFlags(bytes: Cursor['bytes'], start: number, end: number): number {
  const present = bytes[start + RADIOTAP.present];
  if ((present & PRESENT.flags) === 0) return 0;
  let at = start + RADIOTAP.present;
  while (at + 4 <= end && (bytes[at + 3] & 0x80) !== 0) at += 4;
  at += 4;
  if ((present & PRESENT.timestamp) !== 0) {
    // The timestamp is aligned to eight bytes, counted from the start of the radiotap header.
    at = start + ((at - start + 7) & ~7) + TIMESTAMP_LENGTH;
  }
  return at < end ? bytes[at] : 0;
}

/** AVS headers begin with this number in network order. Its last digit is the version. */
const AVS_MAGIC = 0x80211000;
const AVS_MAGIC_MASK = 0xfffff000;
const PRISM = { headerLength: 4, length: 8 } as const;
/** Message codes of the Prism header. It has 144 bytes in all drivers. */
const PRISM_MESSAGES: ReadonlySet<number> = new Set([0x41, 0x44]);
const PRISM_LENGTH = 144;

/**
 * LINKTYPE_IEEE802_11_PRISM and LINKTYPE_IEEE802_11_AVS. Some drivers write plain 802.11 frames under these numbers.
 */
export function prism(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + PRISM.length > cursor.end) return tooShort(cursor, PRISM.length, 'Prism', 'length', 4);
  const code = readUint32(bytes, position);
  let length = 0;
  if ((code & AVS_MAGIC_MASK) >>> 0 === AVS_MAGIC) {
    length = readUint32(bytes, position + PRISM.headerLength);
    if (length < PRISM.length) return malformed(cursor, 'Prism', 'length', PRISM.headerLength);
  } else if (PRISM_MESSAGES.has(code) || PRISM_MESSAGES.has(readLittleUint32(bytes, position))) {
    length = PRISM_LENGTH;
  }
  if (position + length > cursor.end) {
    return tooShort(cursor, length, 'Prism', 'length', PRISM.headerLength);
  }
  cursor.position = position + length;
  return STEP.wireless;
}

/** CACE Technologies' Per-Packet Information: version, flags, length, and the LINKTYPE_ number of what follows. */
const PPI = { headerLength: 2, linkType: 4, length: 8 } as const;

export function perPacketInformation(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + PPI.length > cursor.end)
    return tooShort(cursor, PPI.length, 'PPI', 'link type', PPI.linkType);
  const length = readLittleUint16(bytes, position + PPI.headerLength);
  if (length < PPI.length) return malformed(cursor, 'PPI', 'length', PPI.headerLength);
  if (position + length > cursor.end) return tooShort(cursor, length, 'PPI', 'length', PPI.headerLength);
  cursor.position = position + length;
  return stepForLinkType(readLittleUint32(bytes, position + PPI.linkType));
}

function readLittleUint16(bytes: Cursor['bytes'], at: number): number {
  return bytes[at] | (bytes[at + 1] << 8);
}

function readLittleUint32(bytes: Cursor['bytes'], at: number): number {
  return (readLittleUint16(bytes, at) | (readLittleUint16(bytes, at + 2) << 16)) >>> 0;
}
