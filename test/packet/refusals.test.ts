import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { PacketDecoder } from '../../src/packet/index.ts';
import {
  decode,
  ethernet,
  frameOf,
  hex,
  ipv4,
  ipv6,
  join,
  snap,
  tcp,
  udp,
  uint16,
  uint32,
} from './packet-bytes.ts';

const INNER = ipv4(tcp());
const gre = (flags: number, protocol: number, fields = ''): Buffer =>
  ethernet(ipv4(join(uint16(flags), uint16(protocol), hex(fields), INNER), { protocol: 47 }));
const overUdp = (port: number, header: string, inner = INNER): Buffer =>
  ethernet(ipv4(udp(join(hex(header), inner), port), { protocol: 17 }));
/** Where a tunnel's header begins: behind Ethernet and IPv4, and behind UDP. */
const [IN_IP, IN_UDP] = [34, 42];

const NOT_TCP: readonly (readonly [string, Buffer])[] = [
  ['GRE with source routes', gre(0x4000, 0x0800, '0000000000000000')],
  ['GRE with a length for a protocol', gre(0, 0x0100)],
  ['PPTP that only acknowledges', gre(0x2081, 0x880b, '0000000100000002')],
  ['GTP version 2', overUdp(2152, '48ff 0041 00000007')],
  ["GTP'", overUdp(2152, '20ff 0041 00000007')],
  ['an echo of GTP', overUdp(2152, '3001 0041 00000007')],
  ['a control message of L2TP', overUdp(1701, 'c802 0014 0001 0002 0000 0000')],
  ['L2TP version 3', overUdp(1701, '0003 0001 0002')],
  ['VXLAN-GPE of another version', overUdp(4790, '1c00000100000100')],
  ['VXLAN-GPE without a protocol', overUdp(4790, '0800000100000100')],
  ['a service header in VXLAN-GPE', overUdp(4790, '0c00000400000100')],
  ['other UDP on the port of VXLAN in Linux', overUdp(8472, '0000000000000100')],
  ['other UDP on the port of GRE in UDP', overUdp(4754, '0007 0800')],
  ['GENEVE of another version', overUdp(6081, '4000080000000100')],
  ['GENEVE with a length for a protocol', overUdp(6081, '0000010000000100')],
  ['TZSP of another version', overUdp(37008, '02000001 01')],
  ['a keepalive of TZSP', overUdp(37008, '01040001 01')],
  ['TZSP with a link of another kind', overUdp(37008, '01000063 01')],
  [
    'a fragment of ICMP',
    ethernet(ipv4(join(hex('030d0000 00000000'), INNER), { protocol: 1, fragment: 0x2000 })),
  ],
];

describe('what only looks like a tunnel with TCP in it', () => {
  it.each(NOT_TCP)('is no TCP: %s', (_, bytes) => {
    expect(decode(new PacketDecoder(), frameOf(bytes)).result).toBe('notTcp');
  });

  it('is no IP: SNAP with a length for a type', () => {
    const bytes = ethernet(snap(INNER, 0x0100), INNER.length + 8);
    expect(decode(new PacketDecoder(), frameOf(bytes)).result).toBe('notIp');
  });
});

interface Failure {
  readonly layer: string;
  readonly field: string;
  readonly offset: number;
}

const MALFORMED: readonly (readonly [string, number, Buffer, Failure])[] = [
  ['a GRE version of its own', 1, gre(0x0002, 0x0800), { layer: 'GRE', field: 'version', offset: IN_IP }],
  [
    'an extension header of GTP-U that is no bytes long',
    1,
    overUdp(2152, '34ff 0045 00000007 000000c0 00'),
    { layer: 'GTP-U', field: 'extension header length', offset: IN_UDP + 12 },
  ],
  [
    'an authentication header shorter than itself',
    101,
    ipv6(join(hex('0600 0000'), Buffer.alloc(8), tcp()), 51),
    { layer: 'AH', field: 'length', offset: 41 },
  ],
  [
    'a radiotap header shorter than itself',
    127,
    join(hex('0000 0700 00000000'), INNER),
    { layer: 'radiotap', field: 'length', offset: 2 },
  ],
  [
    'an AVS header shorter than itself',
    163,
    join(hex('80211001'), uint32(7), INNER),
    { layer: 'Prism', field: 'length', offset: 4 },
  ],
];

describe('a header that contradicts itself', () => {
  it.each(MALFORMED)('is malformed: %s', (_, linkType, bytes, failure) => {
    const decoder = new PacketDecoder();
    expect(decode(decoder, frameOf(bytes, { linkType })).result).toBe('malformed');
    expect(decoder.lastFailure).toEqual({ ...failure, reassembled: false });
  });
});

describe('a link type for private use', () => {
  it('is unknown where its frames do not begin with the header of PKTAP', () => {
    for (const header of ['00000001', '6c000000 02000000', 'ffffffff 01000000']) {
      const bytes = join(hex(header), Buffer.alloc(200, 1));
      expect(decode(new PacketDecoder(), frameOf(bytes, { linkType: 149 })).result).toBe('unknownLinkType');
    }
  });

  it('is unknown where PKTAP holds a link type that is not read', () => {
    const bytes = join(hex('6c000000 01000000 bd000000'), Buffer.alloc(200, 1));
    expect(decode(new PacketDecoder(), frameOf(bytes, { linkType: 258 })).result).toBe('unknownLinkType');
  });
});
