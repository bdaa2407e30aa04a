import { Buffer } from 'node:buffer';
import { ethernet, hex, ipv4, ipv6, join, snap, tcp, udp, uint16, uint32 } from './packet-bytes.ts';

/** One packet that holds `tcp()` whole, under some link type. */
export interface SamplePacket {
  readonly name: string;
  readonly linkType: number;
  readonly bytes: Buffer;
  /** Innermost VLAN identifier; none without it. */
  readonly vlan?: number;
}

const SEGMENT = tcp();
const IP4 = ipv4(SEGMENT);
const IP6 = ipv6(SEGMENT, 6);
/** 802.11 data: frame control as given, duration, three addresses, sequence control 0. */
const wirelessHeader = (control: string): Buffer =>
  join(hex(control), hex('0000'), Buffer.alloc(18, 2), hex('0000'));
const sll = (protocol: number, payload: Buffer, hardware = 1): Buffer =>
  join(hex('0000'), uint16(hardware), hex('0006 020000000001 0000'), uint16(protocol), payload);
const sll2 = (protocol: number, payload: Buffer): Buffer =>
  join(uint16(protocol), hex('0000 00000002 0001 00 06 020000000001 0000'), payload);
/** Radiotap with the given presence bytes and fields. */
const radiotap = (present: string, fields: string, payload: Buffer): Buffer => {
  const rest = hex(present + fields);
  return join(hex('0000'), Buffer.from([4 + rest.length, 0]), rest, payload);
};
const gre = (flags: number, protocol: number, rest: string, payload: Buffer): Buffer =>
  ethernet(ipv4(join(uint16(flags), uint16(protocol), hex(rest), payload), { protocol: 47 }));
const tunnel = (port: number, header: string, payload: Buffer): Buffer =>
  ethernet(ipv4(udp(join(hex(header), payload), port), { protocol: 17 }));
/** Apple's header: its length, a packet, the link type within, an interface's name and what is of no interest. */
const pktap = (linkType: number, payload: Buffer, length = 108): Buffer => {
  const header = Buffer.alloc(length, 0x41);
  header.writeUInt32LE(length, 0);
  header.writeUInt32LE(1, 4);
  header.writeUInt32LE(linkType, 8);
  return join(header, payload);
};
/** The header of a logged packet, padded to a multiple of four. */
const pflog = (length: number, payload: Buffer): Buffer =>
  join(Buffer.from([length]), Buffer.alloc(((length + 3) & ~3) - 1, 2), payload);
const dsa = (tag: string, payload: Buffer): Buffer =>
  join(hex('020000000001 020000000002'), hex(tag), payload);
/** An IPv6 extension header of 8 bytes. */
const extension = (next: number, payload: Buffer): Buffer =>
  join(Buffer.from([next, 0]), hex('010400000000'), payload);

export const LINK_SAMPLES: readonly SamplePacket[] = [
  ...[149, 258].flatMap((linkType) => [
    { name: `PKTAP (${linkType}) with Ethernet`, linkType, bytes: pktap(1, ethernet(IP4)) },
    { name: `PKTAP (${linkType}) with raw IP, a longer header`, linkType, bytes: pktap(12, IP6, 156) },
    { name: `PKTAP (${linkType}) with NULL`, linkType, bytes: pktap(0, join(hex('1e000000'), IP6)) },
  ]),
  ...[45, 61, 69, 100].flatMap((length) => [
    { name: `PFLOG, ${length} bytes`, linkType: 117, bytes: pflog(length, IP4) },
    { name: `PFLOG, ${length} bytes, IPv6`, linkType: 117, bytes: pflog(length, IP6) },
  ]),
  { name: 'DSA', linkType: 284, bytes: dsa('40000000 0800', IP4) },
  { name: 'DSA with a VLAN', linkType: 284, bytes: dsa('e0006123 86dd', IP6), vlan: 0x123 },
  { name: 'DSA and a VLAN tag', linkType: 284, bytes: dsa('40000000 8100 0007 0800', IP4), vlan: 7 },
  { name: 'EDSA', linkType: 285, bytes: dsa('dada0000 40000000 0800', IP4) },
  { name: 'EDSA with a VLAN', linkType: 285, bytes: dsa('dada0000 e0000005 86dd', IP6), vlan: 5 },
  { name: 'EDSA without its tag', linkType: 285, bytes: dsa('0800', IP4) },
  { name: 'Ethernet', linkType: 1, bytes: ethernet(IP4) },
  { name: 'Ethernet, IPv6', linkType: 1, bytes: ethernet(IP6, 0x86dd) },
  { name: 'a VLAN tag', linkType: 1, bytes: ethernet(join(hex('e064 0800'), IP4), 0x8100), vlan: 100 },
  ...[0x88a8, 0x9100, 0x9200, 0x9300].map((outer) => ({
    name: `an outer tag ${outer.toString(16)}`,
    linkType: 1,
    bytes: ethernet(join(hex('0007 8100 0fff 86dd'), IP6), outer),
    vlan: 4095,
  })),
  { name: '802.3 with SNAP', linkType: 1, bytes: ethernet(snap(IP4), IP4.length + 8) },
  {
    name: '802.3 with SNAP in a bridge tunnel',
    linkType: 1,
    bytes: ethernet(join(hex('aaaa03 0000f8 86dd'), IP6), 108),
  },
  { name: '802.3 with LLC for IP', linkType: 1, bytes: ethernet(join(hex('060603'), IP4), IP4.length + 3) },
  {
    name: 'VLAN with SNAP',
    linkType: 1,
    bytes: ethernet(join(hex('0005'), uint16(IP4.length + 8), snap(IP4)), 0x8100),
    vlan: 5,
  },
  {
    name: 'PPPoE',
    linkType: 1,
    bytes: ethernet(join(hex('1100 0001'), uint16(IP4.length + 2), hex('0021'), IP4), 0x8864),
  },
  {
    name: 'PPPoE, compressed protocol',
    linkType: 1,
    bytes: ethernet(join(hex('1100 0001'), uint16(IP6.length + 1), hex('57'), IP6), 0x8864),
  },
  { name: 'MPLS, two labels', linkType: 1, bytes: ethernet(join(hex('000100ff 000201ff'), IP4), 0x8847) },
  { name: 'MPLS multicast', linkType: 1, bytes: ethernet(join(hex('000201ff'), IP6), 0x8848) },
  { name: 'NULL, little-endian', linkType: 0, bytes: join(hex('02000000'), IP4) },
  { name: 'NULL, big-endian', linkType: 0, bytes: join(hex('00000002'), IP4) },
  ...[10, 23, 24, 28, 30].map((family) => ({
    name: `NULL, AF_INET6 ${family}`,
    linkType: 0,
    bytes: join(Buffer.from([family, 0, 0, 0]), IP6),
  })),
  { name: 'LOOP', linkType: 108, bytes: join(hex('00000002'), IP4) },
  { name: 'LOOP, IPv6', linkType: 108, bytes: join(hex('0000001e'), IP6) },
  ...[12, 14, 101].flatMap((linkType) => [
    { name: `raw IP ${linkType}`, linkType, bytes: IP4 },
    { name: `raw IP ${linkType}, IPv6`, linkType, bytes: IP6 },
  ]),
  { name: 'raw IPv4', linkType: 228, bytes: IP4 },
  { name: 'raw IPv6', linkType: 229, bytes: IP6 },
  { name: 'PPP', linkType: 9, bytes: join(hex('0021'), IP4) },
  { name: 'PPP with address and control', linkType: 9, bytes: join(hex('ff030057'), IP6) },
  { name: 'PPP, both compressed', linkType: 50, bytes: join(hex('21'), IP4) },
  { name: 'PPP_HDLC that is Cisco', linkType: 50, bytes: join(hex('0f000800'), IP4) },
  { name: 'PPP with MPLS', linkType: 9, bytes: join(hex('ff030281 000101ff'), IP4) },
  {
    name: 'PPPoE without Ethernet',
    linkType: 51,
    bytes: join(hex('1100 0001'), uint16(IP4.length + 2), hex('0021'), IP4),
  },
  { name: 'pppd', linkType: 166, bytes: join(hex('00030021'), IP4) },
  { name: 'PPP with direction', linkType: 204, bytes: join(hex('01ff030021'), IP4) },
  { name: 'Cisco HDLC', linkType: 104, bytes: join(hex('8f0086dd'), IP6) },
  { name: 'LLC over ATM', linkType: 100, bytes: snap(IP4) },
  { name: 'SLL', linkType: 113, bytes: sll(0x0800, IP4) },
  { name: 'SLL with a VLAN tag', linkType: 113, bytes: sll(0x8100, join(hex('000c0800'), IP4)), vlan: 12 },
  { name: 'SLL with LLC', linkType: 113, bytes: sll(0x0004, snap(IP6, 0x86dd)) },
  { name: 'SLL of a tun interface', linkType: 113, bytes: sll(0x86dd, IP6, 65534) },
  { name: 'SLL2', linkType: 276, bytes: sll2(0x0800, IP4) },
  { name: 'SLL2, IPv6', linkType: 276, bytes: sll2(0x86dd, IP6) },
  { name: '802.11 from a station', linkType: 105, bytes: join(wirelessHeader('0801'), snap(IP4)) },
  { name: '802.11 QoS', linkType: 105, bytes: join(wirelessHeader('8802'), hex('0000'), snap(IP6, 0x86dd)) },
  {
    name: '802.11 QoS with HT control',
    linkType: 105,
    bytes: join(wirelessHeader('8881'), hex('0000 00000000'), snap(IP4)),
  },
  {
    name: '802.11 with four addresses',
    linkType: 105,
    bytes: join(wirelessHeader('8803'), Buffer.alloc(6, 4), hex('0000'), snap(IP4)),
  },
  {
    name: '802.11, aggregate',
    linkType: 105,
    bytes: join(wirelessHeader('8801'), hex('8000'), Buffer.alloc(12, 3), uint16(IP4.length + 8), snap(IP4)),
  },
  {
    name: 'radiotap',
    linkType: 127,
    bytes: radiotap('00000000', '', join(wirelessHeader('0801'), snap(IP4))),
  },
  {
    name: 'radiotap: timestamp, flags with frame check sequence',
    linkType: 127,
    bytes: radiotap(
      '03000000',
      `${'11'.repeat(8)}10`,
      join(wirelessHeader('0801'), snap(IP4), hex('deadbeef')),
    ),
  },
  {
    name: 'radiotap: flags alone, 802.11 header padded',
    linkType: 127,
    bytes: radiotap('02000000', '20', join(wirelessHeader('8801'), hex('0000 0000'), snap(IP4))),
  },
  {
    name: 'radiotap: flags that are announced and absent',
    linkType: 127,
    bytes: radiotap('02000000', '', join(wirelessHeader('0801'), snap(IP4))),
  },
  {
    name: 'radiotap: two presence words, padded 802.11 header',
    linkType: 127,
    bytes: radiotap(
      '030000a0 00000000',
      `00000000 ${'11'.repeat(8)} 20`,
      join(wirelessHeader('8801'), hex('0000 0000'), snap(IP4)),
    ),
  },
  {
    name: 'Prism',
    linkType: 119,
    bytes: join(hex('44000000 90000000'), Buffer.alloc(136), wirelessHeader('0801'), snap(IP4)),
  },
  {
    name: 'AVS',
    linkType: 163,
    bytes: join(hex('80211001 00000040'), Buffer.alloc(56), wirelessHeader('0801'), snap(IP4)),
  },
  {
    name: 'PPI',
    linkType: 192,
    bytes: join(hex('0000 0c00 69000000 10270000'), wirelessHeader('0801'), snap(IP4)),
  },
  {
    name: 'NFLOG, little-endian',
    linkType: 239,
    bytes: join(
      hex('02000000 0800 0100 08000100 0500 0a00 41000000'),
      Buffer.from([IP4.length + 4, 0, 9, 0]),
      IP4,
    ),
  },
  {
    name: 'NFLOG, big-endian',
    linkType: 239,
    bytes: join(hex('0a000000 0008 0001 08000100'), uint16(IP6.length + 4), hex('0009'), IP6, hex('0000')),
  },
];

export const INTERNET_SAMPLES: readonly SamplePacket[] = [
  { name: 'IPv4 with options', linkType: 101, bytes: ipv4(SEGMENT, { options: Buffer.alloc(40, 1) }) },
  { name: 'Ethernet padding', linkType: 1, bytes: join(ethernet(IP4), Buffer.alloc(9, 0x55)) },
  { name: 'total length 0 (TSO)', linkType: 1, bytes: ethernet(ipv4(SEGMENT, { totalLength: 0 })) },
  {
    name: 'total length beyond the frame',
    linkType: 1,
    bytes: ethernet(ipv4(SEGMENT, { totalLength: 1500 })),
  },
  { name: 'IPv6 padding', linkType: 101, bytes: join(IP6, Buffer.alloc(9, 0x55)) },
  { name: 'IPv6 payload length 0', linkType: 101, bytes: ipv6(SEGMENT, 6, 0) },
  { name: 'IPv6 payload length beyond the frame', linkType: 101, bytes: ipv6(SEGMENT, 6, 9999) },
  ...[0, 43, 60, 135, 139, 140].map((header) => ({
    name: `IPv6 extension header ${header}`,
    linkType: 101,
    bytes: ipv6(extension(6, SEGMENT), header),
  })),
  {
    name: 'IPv6: hop-by-hop, destination, routing, destination',
    linkType: 101,
    bytes: ipv6(extension(60, extension(43, extension(60, extension(6, SEGMENT)))), 0),
  },
  {
    name: 'IPv6: longer extension header',
    linkType: 101,
    bytes: ipv6(join(hex('0602'), Buffer.alloc(22), SEGMENT), 60),
  },
  {
    name: 'IPv6: authentication header',
    linkType: 101,
    bytes: ipv6(join(hex('0604 0000'), Buffer.alloc(20), SEGMENT), 51),
  },
  {
    name: 'IPv4: authentication header',
    linkType: 101,
    bytes: ipv4(join(hex('0604 0000'), Buffer.alloc(20), SEGMENT), { protocol: 51 }),
  },
  { name: 'IPv6: atomic fragment', linkType: 101, bytes: ipv6(join(hex('0600 0000 12345678'), SEGMENT), 44) },
];

export const TUNNEL_SAMPLES: readonly SamplePacket[] = [
  { name: 'IPv4 in IPv4', linkType: 101, bytes: ipv4(IP4, { protocol: 4, source: '01010101' }) },
  { name: 'IPv6 in IPv4', linkType: 101, bytes: ipv4(IP6, { protocol: 41 }) },
  { name: 'IPv4 in IPv6', linkType: 101, bytes: ipv6(IP4, 4) },
  {
    name: 'GRE of Aruba with 802.11',
    linkType: 1,
    bytes: gre(0, 0x8200, '', join(wirelessHeader('0801'), snap(IP4))),
  },
  {
    name: 'GRE of Aruba, another protocol',
    linkType: 1,
    bytes: gre(0, 0x8370, '', join(wirelessHeader('0802'), snap(IP6, 0x86dd))),
  },
  { name: 'GRE in UDP', linkType: 1, bytes: tunnel(4754, '0000 0800', IP4) },
  { name: 'GRE in UDP with a key', linkType: 1, bytes: tunnel(4754, '2000 86dd 00000007', IP6) },
  { name: 'VXLAN on the port of Linux', linkType: 1, bytes: tunnel(8472, '0800000000000100', ethernet(IP4)) },
  { name: 'GRE', linkType: 1, bytes: gre(0, 0x0800, '', IP4) },
  {
    name: 'GRE with checksum, key and sequence',
    linkType: 1,
    bytes: gre(0xb000, 0x86dd, '000000000000000100000002', IP6),
  },
  { name: 'GRE with Ethernet', linkType: 1, bytes: gre(0, 0x6558, '', ethernet(IP4)) },
  {
    name: 'PPTP',
    linkType: 1,
    bytes: gre(0x3081, 0x880b, '0050000100000001 00000002', join(hex('ff030021'), IP4)),
  },
  {
    name: 'PPTP without acknowledgement',
    linkType: 1,
    bytes: gre(0x3001, 0x880b, '0050000100000001', join(hex('ff030021'), IP4)),
  },
  { name: 'ERSPAN I', linkType: 1, bytes: gre(0, 0x88be, '', ethernet(IP4)) },
  { name: 'ERSPAN II', linkType: 1, bytes: gre(0x1000, 0x88be, '00000001 1001000000000000', ethernet(IP4)) },
  {
    name: 'ERSPAN III',
    linkType: 1,
    bytes: gre(0x1000, 0x22eb, '00000001 200100000000000000000000', ethernet(IP4)),
  },
  {
    name: 'ERSPAN III, subheader',
    linkType: 1,
    bytes: gre(0x1000, 0x22eb, '00000001 2001000000000000000000010000000000000000', ethernet(IP4)),
  },
  { name: 'VXLAN', linkType: 1, bytes: tunnel(4789, '0800000000000100', ethernet(IP4)) },
  {
    name: 'VXLAN, tagged inside',
    linkType: 1,
    bytes: tunnel(4789, '0800000000000100', ethernet(join(hex('00210800'), IP4), 0x8100)),
    vlan: 33,
  },
  {
    name: 'VXLAN by its source port',
    linkType: 1,
    bytes: ethernet(ipv4(udp(join(hex('0800000000000100'), ethernet(IP4)), 9, 4789), { protocol: 17 })),
  },
  { name: 'VXLAN-GPE', linkType: 1, bytes: tunnel(4790, '0c00000200000100', IP6) },
  { name: 'GENEVE', linkType: 1, bytes: tunnel(6081, '0000655800000100', ethernet(IP4)) },
  { name: 'GENEVE with options', linkType: 1, bytes: tunnel(6081, '0200080000000100 0102030405060708', IP4) },
  { name: 'TZSP', linkType: 1, bytes: tunnel(37008, '01000001 01', ethernet(IP4)) },
  {
    name: 'TZSP with tags',
    linkType: 1,
    bytes: tunnel(37008, '01010012 00 0a01ee 00 01', join(wirelessHeader('0801'), snap(IP4))),
  },
  { name: 'GTP-U', linkType: 1, bytes: tunnel(2152, '30ff 0041 00000007', IP4) },
  {
    name: 'GTP-U with a sequence number, and what is no extension header',
    linkType: 1,
    bytes: tunnel(2152, '32ff 0045 00000007 00010085', IP4),
  },
  {
    name: 'GTP-U with extension headers',
    linkType: 1,
    bytes: tunnel(2152, '34ff 004d 00000007 000000c0 010000 85 01000000', IP6),
  },
  { name: 'L2TP', linkType: 1, bytes: tunnel(1701, '0002 0001 0002', join(hex('ff030021'), IP4)) },
  {
    name: 'L2TP with length, sequence and offset',
    linkType: 1,
    bytes: tunnel(1701, '4a02 0053 0001 0002 00010000 0003 aabbcc', join(hex('21'), IP4)),
  },
  {
    name: 'IPv6 over UDP without IPv4',
    linkType: 1,
    bytes: ethernet(ipv6(udp(join(hex('0800000000000100'), ethernet(IP4)), 4789), 17), 0x86dd),
  },
  { name: 'MPLS in IP', linkType: 101, bytes: ipv4(join(uint32(0x000101ff), IP4), { protocol: 137 }) },
];

export const SAMPLES: readonly SamplePacket[] = [...LINK_SAMPLES, ...INTERNET_SAMPLES, ...TUNNEL_SAMPLES];
