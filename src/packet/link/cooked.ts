import { readUint16 } from '../big-endian.ts';
import { type Cursor, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';
import { stepForEtherType } from './ether-types.ts';

/** LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2, as tcpdump.org's link-type pages describe them. */
const COOKED_V1 = { hardwareType: 2, protocol: 14, length: 16 } as const;
const COOKED_V2 = { protocol: 0, hardwareType: 8, length: 20 } as const;

/** Linux's protocol number for a following 802.2 LLC header (ETH_P_802_2). The other numbers below 1536 carry no IP. */
const PROTOCOL_LLC = 0x0004;
const LEAST_ETHER_TYPE = 0x0600;

/** ARPHRD_ types of interfaces whose protocol field is no EtherType, with the header that follows. */
const HARDWARE_STEPS: Readonly<Partial<Record<number, NextStep>>> = {
  801: STEP.wireless,
  802: STEP.prism,
  803: STEP.radiotap,
  // ARPHRD_NETLINK: messages of the kernel, not packets.
  824: DECODE.notIp,
};

/** The pseudo-header (version 1) that a Linux capture on "any" has instead of a link-layer header. */
export function cookedV1(cursor: Cursor): NextStep {
  return cooked(cursor, COOKED_V1.length, COOKED_V1.protocol, COOKED_V1.hardwareType);
}

/** The pseudo-header (version 2) that a Linux capture on "any" has instead of a link-layer header. */
export function cookedV2(cursor: Cursor): NextStep {
  return cooked(cursor, COOKED_V2.length, COOKED_V2.protocol, COOKED_V2.hardwareType);
}

function cooked(cursor: Cursor, length: number, protocolAt: number, hardwareTypeAt: number): NextStep {
  const { bytes, position } = cursor;
  if (position + length > cursor.end) return tooShort(cursor, length, 'Linux cooked', 'protocol', protocolAt);
  cursor.position = position + length;
  const protocol = readUint16(bytes, position + protocolAt);
  if (protocol >= LEAST_ETHER_TYPE) return stepForEtherType(protocol);
  const hardware = HARDWARE_STEPS[readUint16(bytes, position + hardwareTypeAt)];
  if (hardware !== undefined) return hardware;
  return protocol === PROTOCOL_LLC ? STEP.llc : DECODE.notIp;
}
