import { readUint16 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { stepForEtherType } from '../link/ether-types.ts';
import { type NextStep, STEP } from '../step.ts';

/**
 * Tunnels over UDP that clouds and switches use to mirror traffic. A packet on such a port that does not look like the
 * tunnel is other UDP and no error.
 */

const VXLAN = { flags: 0, nextProtocol: 3, length: 8, identifierValid: 0x08 } as const;

/** VXLAN (RFC 7348 §5): Ethernet frames. */
export function vxlan(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + VXLAN.length > cursor.end) return tooShort(cursor, VXLAN.length, 'VXLAN', 'flags', 0);
  if ((bytes[position + VXLAN.flags] & VXLAN.identifierValid) === 0) return DECODE.notTcp;
  cursor.position = position + VXLAN.length;
  return STEP.ethernet;
}

const GPE = { versionMask: 0x30, nextProtocolValid: 0x04 } as const;
const GPE_PROTOCOLS: Readonly<Partial<Record<number, NextStep>>> = {
  1: STEP.ipv4,
  2: STEP.ipv6,
  3: STEP.ethernet,
  5: STEP.mpls,
};

/** VXLAN with a protocol field (draft-ietf-nvo3-vxlan-gpe §3). */
export function vxlanGpe(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + VXLAN.length > cursor.end) return tooShort(cursor, VXLAN.length, 'VXLAN', 'flags', 0);
  const flags = bytes[position + VXLAN.flags];
  if ((flags & GPE.versionMask) !== 0 || (flags & GPE.nextProtocolValid) === 0) return DECODE.notTcp;
  cursor.position = position + VXLAN.length;
  return GPE_PROTOCOLS[bytes[position + VXLAN.nextProtocol]] ?? DECODE.notTcp;
}

const GENEVE = { versionAndOptions: 0, protocol: 2, length: 8, optionsMask: 0x3f } as const;

/** GENEVE (RFC 8926 §3.4). */
export function geneve(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position + GENEVE.length > cursor.end) {
    return tooShort(cursor, GENEVE.length, 'GENEVE', 'protocol', GENEVE.protocol);
  }
  const first = bytes[position + GENEVE.versionAndOptions];
  if (first >> 6 !== 0) return DECODE.notTcp;
  const step = stepForEtherType(readUint16(bytes, position + GENEVE.protocol));
  cursor.position = position + GENEVE.length + ((first & GENEVE.optionsMask) << 2);
  return step === STEP.llc ? DECODE.notTcp : step;
}

const TZSP = { version: 0, type: 1, protocol: 2, length: 4 } as const;
const TZSP_VERSION = 1;
/** Types 0 and 1 are received and transmitted packets. The others are about the tunnel itself. */
const TZSP_LAST_PACKET_TYPE = 1;
const TZSP_TAG = { padding: 0, end: 1 } as const;
const TZSP_PROTOCOLS: Readonly<Partial<Record<number, NextStep>>> = {
  1: STEP.ethernet,
  18: STEP.wireless,
  119: STEP.prism,
  127: STEP.prism,
};

/** TaZmen Sniffer Protocol: a MikroTik router sends captured packets by it. */
export function tzsp(cursor: Cursor): NextStep {
  const { bytes, position, end } = cursor;
  if (position + TZSP.length > end) {
    return tooShort(cursor, TZSP.length, 'TZSP', 'protocol', TZSP.protocol);
  }
  if (bytes[position + TZSP.version] !== TZSP_VERSION) return DECODE.notTcp;
  if (bytes[position + TZSP.type] > TZSP_LAST_PACKET_TYPE) return DECODE.notTcp;
  let at = position + TZSP.length;
  while (at < end && bytes[at] !== TZSP_TAG.end) {
    if (bytes[at] === TZSP_TAG.padding) at += 1;
    else if (at + 1 < end) at += 2 + bytes[at + 1];
    else at = end;
  }
  if (at >= end) return tooShort(cursor, at + 1 - position, 'TZSP', 'tags', TZSP.length);
  cursor.position = at + 1;
  return TZSP_PROTOCOLS[readUint16(bytes, position + TZSP.protocol)] ?? DECODE.notTcp;
}
