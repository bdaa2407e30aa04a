import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** IP protocol numbers (IANA) of what may carry TCP. */
const IP_PROTOCOLS: readonly (readonly [number, NextStep])[] = [
  [1, STEP.icmp],
  [4, STEP.ipv4],
  [6, STEP.tcp],
  [17, STEP.udp],
  [41, STEP.ipv6],
  [47, STEP.gre],
  [50, DECODE.encrypted],
  [51, STEP.authenticationHeader],
  [58, STEP.icmpv6],
  [137, STEP.mpls],
];

/** IPv6 extension headers (IANA registry): hop-by-hop, routing, destination options, mobility, HIP, Shim6. */
const EXTENSION_HEADERS: readonly number[] = [0, 43, 60, 135, 139, 140];
const FRAGMENT_HEADER = 44;

const IPV4_STEPS: Uint8Array = new Uint8Array(256).fill(DECODE.notTcp);
for (const [protocol, step] of IP_PROTOCOLS) IPV4_STEPS[protocol] = step;

const IPV6_STEPS: Uint8Array = new Uint8Array(IPV4_STEPS);
for (const protocol of EXTENSION_HEADERS) IPV6_STEPS[protocol] = STEP.extensionHeader;
IPV6_STEPS[FRAGMENT_HEADER] = STEP.fragmentHeader;

/** The layer that a protocol number of IPv4 names. */
export function stepForIpv4Protocol(protocol: number): NextStep {
  return IPV4_STEPS[protocol];
}

/** The layer that a next-header number of IPv6 names. */
export function stepForIpv6Protocol(protocol: number): NextStep {
  return IPV6_STEPS[protocol];
}
