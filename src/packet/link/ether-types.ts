import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** Up to this value Ethernet's type field is a length, and LLC follows (IEEE 802.3 §3.2.6). */
const LONGEST_LENGTH = 1500;

/**
 * EtherTypes (IEEE 802 registry) that lead to IP. All VLAN tags in use have the same layout, including those that are
 * not standard.
 */
const ETHER_TYPES: readonly (readonly [number, NextStep])[] = [
  [0x0800, STEP.ipv4],
  [0x86dd, STEP.ipv6],
  [0x8100, STEP.vlan],
  [0x88a8, STEP.vlan],
  [0x9100, STEP.vlan],
  [0x9200, STEP.vlan],
  [0x9300, STEP.vlan],
  [0x8847, STEP.mpls],
  [0x8848, STEP.mpls],
  [0x8864, STEP.pppoe],
  [0x880b, STEP.ppp],
  // Transparent Ethernet Bridging, as GRE and GENEVE carry it (RFC 1701).
  [0x6558, STEP.ethernet],
];

const STEPS: Uint8Array = new Uint8Array(0x1_0000).fill(DECODE.notIp);
STEPS.fill(STEP.llc, 0, LONGEST_LENGTH + 1);
for (const [etherType, step] of ETHER_TYPES) STEPS[etherType] = step;

/** The layer that follows a 16-bit EtherType or length field. */
export function stepForEtherType(etherType: number): NextStep {
  return STEPS[etherType];
}
