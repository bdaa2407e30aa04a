import { readUint16 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import type { NextStep } from '../step.ts';
import { stepForEtherType } from './ether-types.ts';

/** Tags that Marvell switches put between the addresses and the EtherType (Linux: net/dsa/tag_dsa.c). */
const ADDRESSES_LENGTH = 12;
const DSA_TAG = { flags: 0, identifier: 2, length: 4, tagged: 0x20, identifierMask: 0x0fff } as const;
/** The long form has an EtherType and two reserved bytes before the tag. */
const EDSA_ETHER_TYPE = 0xdada;
const EDSA_PREFIX_LENGTH = 4;

/** LINKTYPE_DSA_TAG_DSA: Ethernet with the short tag. */
export function dsa(cursor: Cursor): NextStep {
  return tagged(cursor, ADDRESSES_LENGTH);
}

/** LINKTYPE_DSA_TAG_EDSA: Ethernet with the long tag; without its EtherType the frame is ordinary Ethernet. */
export function edsa(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  const length = ADDRESSES_LENGTH + 2;
  if (position + length > cursor.end) return tooShort(cursor, length, 'DSA', 'EtherType', ADDRESSES_LENGTH);
  const etherType = readUint16(bytes, position + ADDRESSES_LENGTH);
  if (etherType === EDSA_ETHER_TYPE) return tagged(cursor, ADDRESSES_LENGTH + EDSA_PREFIX_LENGTH);
  cursor.position = position + length;
  return stepForEtherType(etherType);
}

/** The tag stands in place of a VLAN tag where one was there. */
function tagged(cursor: Cursor, tagAt: number): NextStep {
  const { bytes, position } = cursor;
  const length = tagAt + DSA_TAG.length + 2;
  if (position + length > cursor.end) return tooShort(cursor, length, 'DSA', 'tag', tagAt);
  if ((bytes[position + tagAt + DSA_TAG.flags] & DSA_TAG.tagged) !== 0) {
    cursor.segment.vlan = readUint16(bytes, position + tagAt + DSA_TAG.identifier) & DSA_TAG.identifierMask;
  }
  cursor.position = position + length;
  return stepForEtherType(readUint16(bytes, position + length - 2));
}
