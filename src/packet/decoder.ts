import { MAX_HEADER_DEPTH } from '../base/limits.ts';
import type { Frame } from '../capture/index.ts';
import { type Cursor, createCursor, type Layer } from './cursor.ts';
import {
  DECODE,
  type DecodeFailure,
  type DecodeResult,
  type FragmentNote,
  type IcmpError,
} from './decode-result.ts';
import type { DroppedFragments } from './ip/fragment-store.ts';
import { icmp, icmpv6 } from './ip/icmp.ts';
import { ipv4 } from './ip/ipv4.ts';
import { authenticationHeader, extensionHeader, ipv6 } from './ip/ipv6.ts';
import { fragmentHeader } from './ip/ipv6-fragment.ts';
import { cookedV1, cookedV2 } from './link/cooked.ts';
import { dsa, edsa } from './link/dsa.ts';
import { ethernet, llc, mpls, vlan } from './link/ethernet.ts';
import { stepForLinkType } from './link/link-types.ts';
import { loopback } from './link/loopback.ts';
import { nflog } from './link/nflog.ts';
import { pflog } from './link/pflog.ts';
import { pktap } from './link/pktap.ts';
import { ciscoHdlc, ppp, pppDirection, pppoe } from './link/ppp.ts';
import { perPacketInformation, prism, radiotap } from './link/radio-headers.ts';
import { rawIp } from './link/raw-ip.ts';
import { wireless } from './link/wireless.ts';
import type { Segment } from './segment.ts';
import { FIRST_LAYER, type NextStep, STEP } from './step.ts';
import { tcp } from './tcp.ts';
import { erspanType2, erspanType3, gre } from './tunnel/gre.ts';
import { greInUdp } from './tunnel/gre-in-udp.ts';
import { gtpUser } from './tunnel/gtp.ts';
import { l2tp } from './tunnel/l2tp.ts';
import { geneve, tzsp, vxlan, vxlanGpe } from './tunnel/overlays.ts';
import { udp } from './tunnel/udp.ts';
import { UNUSUAL, usualFrame } from './usual-frame.ts';

const LAYER_OF_STEP: Readonly<Record<keyof typeof STEP, Layer>> = {
  ethernet,
  vlan,
  llc,
  mpls,
  ppp,
  pppoe,
  pppDirection,
  ciscoHdlc,
  cookedV1,
  cookedV2,
  loopback,
  rawIp,
  wireless,
  radiotap,
  prism,
  perPacketInformation,
  nflog,
  ipv4,
  ipv6,
  extensionHeader,
  fragmentHeader,
  authenticationHeader,
  icmp,
  icmpv6,
  tcp,
  udp,
  gre,
  erspanType2,
  erspanType3,
  vxlan,
  vxlanGpe,
  geneve,
  tzsp,
  gtpUser,
  l2tp,
  greInUdp,
  pktap,
  pflog,
  dsa,
  edsa,
};

const LAYERS: readonly Layer[] = Object.entries(LAYER_OF_STEP)
  .sort(([left], [right]) => STEP[left as keyof typeof STEP] - STEP[right as keyof typeof STEP])
  .map(([, layer]) => layer);

/** Bytes. No packet is longer, so a larger announced length is taken as this one before it enters any sum. */
const LONGEST_PACKET = 2 ** 30;

/** What a decoder dropped since it was made. */
export interface DroppedPackets extends Readonly<DroppedFragments> {
  /** IP datagrams that are incomplete so far. */
  readonly incomplete: number;
}

/**
 * Finds the TCP segment in a frame. It keeps the fragments of IP datagrams between calls, so each capture needs a
 * decoder of its own. It keeps nothing else, and a frame that is no fragment allocates nothing.
 */
export class PacketDecoder {
  readonly #cursor: Cursor = createCursor();

  /**
   * Writes `segment` where the result is `segment`, `brokenTcpHeader` or `icmpError`. After any other result its fields
   * have no meaning. Its bytes are valid as long as those of the frame; in a reassembled datagram they stay valid.
   * Never throws.
   */
  decode(frame: Frame, segment: Segment): DecodeResult {
    const cursor = this.#cursor;
    const start = frame.start;
    const end = frame.end;
    const length = frame.originalLength;
    cursor.bytes = frame.bytes;
    cursor.position = start;
    cursor.base = start;
    cursor.end = end;
    cursor.wireEnd = length > end - start ? start + Math.min(length, LONGEST_PACKET) : end;
    cursor.seconds = frame.seconds;
    cursor.reassembled = false;
    cursor.quoted = false;
    cursor.paddedHeader = false;
    cursor.segment = segment;
    cursor.fragment.depth = 0;
    segment.vlan = -1;
    const usual = usualFrame(cursor, frame.linkType);
    if (usual === STEP.tcp) return tcp(cursor);
    if (usual !== UNUSUAL) return usual as DecodeResult;
    let step: NextStep = stepForLinkType(frame.linkType);
    for (let depth = 0; step >= FIRST_LAYER; depth += 1) {
      if (depth === MAX_HEADER_DEPTH) return DECODE.tooDeep;
      step = LAYERS[step - FIRST_LAYER](cursor);
    }
    return step as DecodeResult;
  }

  /** Why the last frame was `cut`, `malformed` or `brokenTcpHeader`. The next such frame overwrites it. */
  get lastFailure(): Readonly<DecodeFailure> {
    return this.#cursor.failure;
  }

  /** The error of the last `icmpError` frame. The next such frame overwrites it. */
  get lastIcmpError(): Readonly<IcmpError> {
    return this.#cursor.icmpError;
  }

  /** The fragment that the last frame was, including a frame whose fragment completed a `segment`. */
  get lastFragment(): Readonly<FragmentNote> {
    return this.#cursor.fragment;
  }

  /** What was dropped so far. */
  get dropped(): DroppedPackets {
    const { dropped, pending } = this.#cursor.fragments;
    return { ...dropped, incomplete: pending };
  }
}
