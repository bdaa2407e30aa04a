import { readUint16 } from '../big-endian.ts';
import { type Cursor, malformed, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';
import { stepForEtherType } from './ether-types.ts';

/**
 * The address octet of HDLC-like framing (RFC 1662 §3.1). It is absent where address-and-control-field compression was
 * agreed.
 */
const ALL_STATIONS = 0xff;
const UNNUMBERED_INFORMATION = 0x03;
/** Cisco's framing may be used where PPP is announced. Its address octet is unicast or multicast. */
const CISCO_UNICAST = 0x0f;
const CISCO_MULTICAST = 0x8f;

const PPP_PROTOCOLS: Readonly<Partial<Record<number, NextStep>>> = {
  33: STEP.ipv4,
  87: STEP.ipv6,
  641: STEP.mpls,
  643: STEP.mpls,
};

/** PPP, with or without address and control octets, with or without protocol-field compression (RFC 1661 §6.5). */
export function ppp(cursor: Cursor): NextStep {
  const { bytes, end } = cursor;
  let position = cursor.position;
  if (position + 2 > end) return tooShort(cursor, 2, 'PPP', 'protocol', 0);
  const address = bytes[position];
  if (address === CISCO_UNICAST || address === CISCO_MULTICAST) return STEP.ciscoHdlc;
  if (address === ALL_STATIONS && bytes[position + 1] === UNNUMBERED_INFORMATION) position += 2;
  // The low octet of a protocol number is odd and the high octet even (RFC 1661 §2). So an odd first octet is the
  // complete, compressed number.
  const size = position < end && (bytes[position] & 1) === 1 ? 1 : 2;
  if (position + size > end) {
    return tooShort(cursor, position + size - cursor.position, 'PPP', 'protocol', position - cursor.position);
  }
  const protocol = size === 1 ? bytes[position] : readUint16(bytes, position);
  cursor.position = position + size;
  return PPP_PROTOCOLS[protocol] ?? DECODE.notIp;
}

/**
 * LINKTYPE_PPP_PPPD and LINKTYPE_PPP_WITH_DIR: an octet with the direction precedes PPP, or replaces its address octet.
 */
export function pppDirection(cursor: Cursor): NextStep {
  if (cursor.position + 2 > cursor.end) return tooShort(cursor, 2, 'PPP', 'protocol', 1);
  cursor.position += cursor.bytes[cursor.position + 1] === UNNUMBERED_INFORMATION ? 2 : 1;
  return STEP.ppp;
}

const PPPOE = { versionAndType: 0, code: 1, length: 6 } as const;
const PPPOE_VERSION_AND_TYPE = 0x11;
const PPPOE_SESSION_DATA = 0x00;

/** A PPPoE session frame (RFC 2516 §4). */
export function pppoe(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + PPPOE.length > cursor.end) return tooShort(cursor, PPPOE.length, 'PPPoE', 'length', 4);
  if (bytes[position + PPPOE.versionAndType] !== PPPOE_VERSION_AND_TYPE) {
    return malformed(cursor, 'PPPoE', 'version', PPPOE.versionAndType);
  }
  if (bytes[position + PPPOE.code] !== PPPOE_SESSION_DATA) return DECODE.notIp;
  cursor.position = position + PPPOE.length;
  return STEP.ppp;
}

const CISCO_HDLC = { etherType: 2, length: 4 } as const;

/** Cisco HDLC: address, control, EtherType. */
export function ciscoHdlc(cursor: Cursor): NextStep {
  const position = cursor.position;
  if (position + CISCO_HDLC.length > cursor.end) {
    return tooShort(cursor, CISCO_HDLC.length, 'C-HDLC', 'EtherType', CISCO_HDLC.etherType);
  }
  cursor.position = position + CISCO_HDLC.length;
  return stepForEtherType(readUint16(cursor.bytes, position + CISCO_HDLC.etherType));
}
