import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** LINKTYPE_ numbers (tcpdump.org/linktypes.html), each with the layer that its frames begin with. */
const LINK_TYPES: readonly (readonly [number, NextStep])[] = [
  [0, STEP.loopback],
  [1, STEP.ethernet],
  [9, STEP.ppp],
  // DLT_RAW has number 12 on most systems and 14 on OpenBSD.
  [12, STEP.rawIp],
  [14, STEP.rawIp],
  [50, STEP.ppp],
  [51, STEP.pppoe],
  // RFC 1483: LLC over ATM.
  [100, STEP.llc],
  [101, STEP.rawIp],
  [104, STEP.ciscoHdlc],
  [105, STEP.wireless],
  [108, STEP.loopback],
  [113, STEP.cookedV1],
  [117, STEP.pflog],
  [119, STEP.prism],
  [127, STEP.radiotap],
  // DLT_USER2, under which macOS writes PKTAP.
  [149, STEP.pktap],
  [163, STEP.prism],
  [166, STEP.pppDirection],
  [192, STEP.perPacketInformation],
  [204, STEP.pppDirection],
  [228, STEP.ipv4],
  [229, STEP.ipv6],
  [239, STEP.nflog],
  [258, STEP.pktap],
  [276, STEP.cookedV2],
  [284, STEP.dsa],
  [285, STEP.edsa],
];

const STEPS: Uint8Array = new Uint8Array(512).fill(DECODE.unknownLinkType);
for (const [linkType, step] of LINK_TYPES) STEPS[linkType] = step;

/** The layer that frames of a LINKTYPE_ number begin with. */
export function stepForLinkType(linkType: number): NextStep {
  return linkType < STEPS.length ? STEPS[linkType] : DECODE.unknownLinkType;
}
