import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import type { NextStep } from '../step.ts';
import { stepForLinkType } from './link-types.ts';

/** Apple's pktap_header (bsd/net/pktap.h): 32-bit fields of the header's length, the kind of record, and the link type within. */
const PKTAP = { headerLength: 0, recordType: 4, linkType: 8, least: 108, most: 1024 } as const;
const RECORD_PACKET = 1;

/**
 * LINKTYPE_PKTAP, as macOS records on several interfaces at once: a header with the interface and the process, then the frame of
 * that interface. macOS writes it under DLT_USER2 (149) as well, which others use for their own ends: what does not look
 * like the header there is an unknown link type. Fields are little-endian on all machines that run macOS today.
 */
export function pktap(cursor: Cursor): NextStep {
  const { bytes, position, end } = cursor;
  if (position + PKTAP.least > end)
    return tooShort(cursor, PKTAP.least, 'PKTAP', 'header', PKTAP.headerLength);
  const length = bytes.readUInt32LE(position + PKTAP.headerLength);
  if (length < PKTAP.least || length > PKTAP.most) return DECODE.unknownLinkType;
  if (bytes.readUInt32LE(position + PKTAP.recordType) !== RECORD_PACKET) return DECODE.unknownLinkType;
  if (position + length > end) return tooShort(cursor, length, 'PKTAP', 'header length', PKTAP.headerLength);
  const linkType = bytes.readUInt32LE(position + PKTAP.linkType);
  cursor.position = position + length;
  return stepForLinkType(linkType);
}
