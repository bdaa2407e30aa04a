import { readUint16 } from '../big-endian.ts';
import { type Cursor, malformed, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { stepForEtherType } from '../link/ether-types.ts';
import { type NextStep, STEP } from '../step.ts';

/** RFC 2784 and RFC 2890. Version 1 is the one of PPTP (RFC 2637 §4.1). */
const GRE = { flags: 0, protocol: 2, length: 4 } as const;
const FLAG = {
  checksum: 0x8000,
  routing: 0x4000,
  key: 0x2000,
  sequence: 0x1000,
  acknowledgement: 0x0080,
} as const;
const VERSION_MASK = 0x0007;
const PPTP_VERSION = 1;
const FIELD_LENGTH = 4;
/** Mirrored Ethernet frames (Cisco ERSPAN). Type I has no header of its own; the absent sequence number shows it. */
const ERSPAN_TYPE_1_OR_2 = 0x88be;
const ERSPAN_TYPE_3 = 0x22eb;
/** Aruba's controllers: 802.11 frames, of the protocols 0x8200, 0x8210 … 0x83f0 (Wireshark: packet-gre.c). */
const ARUBA = { mask: 0xfe0f, value: 0x8200 } as const;

/** Generic Routing Encapsulation; the protocol is an EtherType. */
export function gre(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + GRE.length > cursor.end)
    return tooShort(cursor, GRE.length, 'GRE', 'protocol', GRE.protocol);
  const flags = readUint16(bytes, position + GRE.flags);
  const protocol = readUint16(bytes, position + GRE.protocol);
  const version = flags & VERSION_MASK;
  if (version > PPTP_VERSION) return malformed(cursor, 'GRE', 'version', GRE.flags);
  // Source routes of RFC 1701, which RFC 2784 removed.
  if ((flags & FLAG.routing) !== 0) return DECODE.notTcp;

  const sequenced = (flags & FLAG.sequence) !== 0;
  let length = GRE.length;
  if ((flags & FLAG.checksum) !== 0) length += FIELD_LENGTH;
  if ((flags & FLAG.key) !== 0) length += FIELD_LENGTH;
  if (sequenced) length += FIELD_LENGTH;
  if (version === PPTP_VERSION) {
    // In PPTP a packet without a sequence number has no payload.
    if (!sequenced) return DECODE.notTcp;
    if ((flags & FLAG.acknowledgement) !== 0) length += FIELD_LENGTH;
  }
  cursor.position = position + length;
  if (protocol === ERSPAN_TYPE_1_OR_2) return sequenced ? STEP.erspanType2 : STEP.ethernet;
  if (protocol === ERSPAN_TYPE_3) return STEP.erspanType3;
  if ((protocol & ARUBA.mask) === ARUBA.value) return STEP.wireless;
  const step = stepForEtherType(protocol);
  return step === STEP.llc ? DECODE.notTcp : step;
}

const ERSPAN_TYPE_2_LENGTH = 8;
const ERSPAN_TYPE_3_HEADER = { flags: 11, length: 12, subheader: 0x01, subheaderLength: 8 } as const;

/** ERSPAN type II (draft-foschiano-erspan §4.2): 8 bytes, then Ethernet. */
export function erspanType2(cursor: Cursor): NextStep {
  cursor.position += ERSPAN_TYPE_2_LENGTH;
  return STEP.ethernet;
}

/** ERSPAN type III (draft-foschiano-erspan §4.3): 12 bytes, an optional platform subheader, then Ethernet. */
export function erspanType3(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  const { flags, length, subheader, subheaderLength } = ERSPAN_TYPE_3_HEADER;
  if (position + length > cursor.end) return tooShort(cursor, length, 'ERSPAN', 'flags', flags);
  cursor.position = position + length + ((bytes[position + flags] & subheader) === 0 ? 0 : subheaderLength);
  return STEP.ethernet;
}
