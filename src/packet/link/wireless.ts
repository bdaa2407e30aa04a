import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** IEEE 802.11 §9.2.4: frame control, duration, three addresses, sequence control. */
const FRAME = { control: 0, flags: 1, sequenceControl: 22, length: 24 } as const;
const VERSION_MASK = 0x03;
const TYPE_MASK = 0x0c;
const TYPE_DATA = 0x08;
const SUBTYPE_NO_DATA = 0x40;
const SUBTYPE_QOS = 0x80;
const FLAG = { toDs: 0x01, fromDs: 0x02, moreFragments: 0x04, protectedFrame: 0x40, order: 0x80 } as const;
const FRAGMENT_NUMBER_MASK = 0x0f;
const FOURTH_ADDRESS_LENGTH = 6;
const QOS_CONTROL_LENGTH = 2;
const QOS_AGGREGATE = 0x80;
const HT_CONTROL_LENGTH = 4;
/** Destination, source and length of an A-MSDU subframe. */
const SUBFRAME_HEADER_LENGTH = 14;

/**
 * IEEE 802.11 data frames that are not encrypted. In an A-MSDU only the first subframe is decoded. Fragments of 802.11
 * are not put together; they are counted in `dropped.wirelessFragments`.
 */
export function wireless(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + 2 > cursor.end) return tooShort(cursor, 2, 'IEEE 802.11', 'frame control', FRAME.control);
  const control = bytes[position + FRAME.control];
  const flags = bytes[position + FRAME.flags];
  if ((control & VERSION_MASK) !== 0 || (control & TYPE_MASK) !== TYPE_DATA) return DECODE.notIp;
  if ((control & SUBTYPE_NO_DATA) !== 0) return DECODE.notIp;
  if ((flags & FLAG.protectedFrame) !== 0) return DECODE.encrypted;

  const bridged = (flags & FLAG.toDs) !== 0 && (flags & FLAG.fromDs) !== 0;
  const qosAt = FRAME.length + (bridged ? FOURTH_ADDRESS_LENGTH : 0);
  const qos = (control & SUBTYPE_QOS) !== 0;
  let length = qosAt;
  if (qos) length += QOS_CONTROL_LENGTH + ((flags & FLAG.order) === 0 ? 0 : HT_CONTROL_LENGTH);
  if (cursor.paddedHeader) length = (length + 3) & ~3;
  if (position + length > cursor.end) return tooShort(cursor, length, 'IEEE 802.11', 'header', FRAME.control);

  const fragmentNumber = bytes[position + FRAME.sequenceControl] & FRAGMENT_NUMBER_MASK;
  if (fragmentNumber !== 0 || (flags & FLAG.moreFragments) !== 0) {
    cursor.fragments.dropped.wirelessFragments += 1;
    return DECODE.notIp;
  }
  const aggregate = qos && (bytes[position + qosAt] & QOS_AGGREGATE) !== 0;
  cursor.position = position + length + (aggregate ? SUBFRAME_HEADER_LENGTH : 0);
  return STEP.llc;
}
