import { readUint16 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';
import { stepForEtherType } from './ether-types.ts';

const ETHERNET = { etherType: 12, length: 14 } as const;
const VLAN = { control: 0, etherType: 2, length: 4, identifierMask: 0x0fff } as const;

/** Ethernet II and IEEE 802.3, from the destination address on. */
export function ethernet(cursor: Cursor): NextStep {
  const position = cursor.position;
  if (position + ETHERNET.length > cursor.end) {
    return tooShort(cursor, ETHERNET.length, 'Ethernet', 'EtherType', ETHERNET.etherType);
  }
  cursor.position = position + ETHERNET.length;
  return stepForEtherType(readUint16(cursor.bytes, position + ETHERNET.etherType));
}

/** One VLAN tag, from the tag control information on (IEEE 802.1Q §9.6). Tags nest to any depth. */
export function vlan(cursor: Cursor): NextStep {
  const position = cursor.position;
  if (position + VLAN.length > cursor.end) {
    return tooShort(cursor, VLAN.length, 'VLAN', 'EtherType', VLAN.etherType);
  }
  cursor.segment.vlan = readUint16(cursor.bytes, position + VLAN.control) & VLAN.identifierMask;
  cursor.position = position + VLAN.length;
  return stepForEtherType(readUint16(cursor.bytes, position + VLAN.etherType));
}

const LLC = { destination: 0, source: 1, control: 2, length: 3 } as const;
const SNAP = { organisation: 3, type: 6, length: 8 } as const;
/** IEEE 802.2 service access points. */
const SAP_IP = 0x06;
const SAP_SNAP = 0xaa;
const UNNUMBERED_INFORMATION = 0x03;
/** Organisation codes under which the SNAP type is an EtherType (RFC 1042; IEEE 802.1H bridge tunnel). */
const ENCAPSULATED_ETHERNET = 0x000000;
const BRIDGE_TUNNEL = 0x0000f8;

/** IEEE 802.2 LLC, with SNAP (RFC 1042). */
export function llc(cursor: Cursor): NextStep {
  const { bytes, position, end } = cursor;
  if (position + LLC.length > end) return tooShort(cursor, LLC.length, 'LLC', 'control', LLC.control);
  if (bytes[position + LLC.control] !== UNNUMBERED_INFORMATION) return DECODE.notIp;
  if (bytes[position + LLC.destination] === SAP_IP) {
    cursor.position = position + LLC.length;
    return STEP.ipv4;
  }
  if (bytes[position + LLC.destination] !== SAP_SNAP) return DECODE.notIp;
  if (position + SNAP.length > end) return tooShort(cursor, SNAP.length, 'LLC', 'SNAP type', SNAP.type);
  const high = bytes[position + SNAP.organisation];
  const organisation = (high << 16) | readUint16(bytes, position + SNAP.organisation + 1);
  if (organisation !== ENCAPSULATED_ETHERNET && organisation !== BRIDGE_TUNNEL) return DECODE.notIp;
  const etherType = readUint16(bytes, position + SNAP.type);
  cursor.position = position + SNAP.length;
  const step = stepForEtherType(etherType);
  return step === STEP.llc ? DECODE.notIp : step;
}

const MPLS_LABEL_LENGTH = 4;
const MPLS_BOTTOM_OF_STACK = { offset: 2, bit: 0x01 } as const;

/**
 * One MPLS label (RFC 3032). Nothing names what follows the last label, so the first four bits after it are taken for
 * the version of IP.
 */
export function mpls(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + MPLS_LABEL_LENGTH > cursor.end) {
    return tooShort(cursor, MPLS_LABEL_LENGTH, 'MPLS', 'label', 0);
  }
  cursor.position = position + MPLS_LABEL_LENGTH;
  const last = (bytes[position + MPLS_BOTTOM_OF_STACK.offset] & MPLS_BOTTOM_OF_STACK.bit) !== 0;
  return last ? STEP.rawIp : STEP.mpls;
}
