/**
 * What a layer returns: a `DECODE` result (below 16), or the number of the layer that comes next. Layers refer to each
 * other only by these numbers, so any layer may contain any other and none imports another.
 */
export type NextStep = number;

/** The lowest number of a layer. Everything below is a `DECODE` result. */
export const FIRST_LAYER = 16;

/** The numbers of all layers, without a gap: `decoder.ts` makes its table from them. */
export const STEP = {
  ethernet: 16,
  vlan: 17,
  llc: 18,
  mpls: 19,
  ppp: 20,
  pppoe: 21,
  pppDirection: 22,
  ciscoHdlc: 23,
  cookedV1: 24,
  cookedV2: 25,
  loopback: 26,
  rawIp: 27,
  wireless: 28,
  radiotap: 29,
  prism: 30,
  perPacketInformation: 31,
  nflog: 32,
  ipv4: 33,
  ipv6: 34,
  extensionHeader: 35,
  fragmentHeader: 36,
  authenticationHeader: 37,
  icmp: 38,
  icmpv6: 39,
  tcp: 40,
  udp: 41,
  gre: 42,
  erspanType2: 43,
  erspanType3: 44,
  vxlan: 45,
  vxlanGpe: 46,
  geneve: 47,
  tzsp: 48,
  gtpUser: 49,
  l2tp: 50,
  greInUdp: 51,
  pktap: 52,
  pflog: 53,
  dsa: 54,
  edsa: 55,
} as const;
