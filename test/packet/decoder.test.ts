import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PacketDecoder } from '../../src/packet/index.ts';
import {
  decode,
  ethernet,
  frameOf,
  hex,
  IPV6_DESTINATION,
  ipv4,
  ipv6,
  join,
  snap,
  tcp,
  udp,
} from './packet-bytes.ts';
import { SAMPLES } from './sample-packets.ts';

const words = (text: string): number[] => text.split(' ').map((word) => Number.parseInt(word, 16));

describe('the segment is found under every link type, IP form and tunnel', () => {
  it.each(SAMPLES)('$name', ({ linkType, bytes, vlan }) => {
    const { result, segment, payload } = decode(new PacketDecoder(), frameOf(bytes, { linkType }));
    expect(result).toBe('segment');
    expect(payload).toBe('hello');
    const addresses =
      segment?.family === 4
        ? {
            source0: 0xc0a80001,
            source1: 0,
            source2: 0,
            source3: 0,
            destination0: 0x0a000002,
            destination1: 0,
            destination2: 0,
            destination3: 0,
          }
        : {
            source0: 0x20010db8,
            source1: 0,
            source2: 0,
            source3: 1,
            destination0: 0xfe800000,
            destination1: 0,
            destination2: 0xffffffff,
            destination3: 0x80000002,
          };
    expect(segment).toMatchObject({
      ...addresses,
      ttl: 0x40,
      sourcePort: 34266,
      destinationPort: 9091,
      sequence: 0xf1020304,
      acknowledgement: 0xa5060708,
      flags: 0x18,
      window: 0x1234,
      windowScale: -1,
      payloadLength: 5,
      vlan: vlan ?? -1,
    });
    expect(segment?.payloadStart).toBe((segment?.headerStart ?? 0) + 20);
  });
});

describe('frames without a segment say why', () => {
  const wireless = (control: string, sequence = '0000'): Buffer =>
    join(hex(`${control}0000`), Buffer.alloc(18), hex(sequence), hex('0000'), snap(ipv4(tcp())));
  const cases: [string, string, number, Buffer][] = [
    ['notIp', 'ARP', 1, ethernet(Buffer.alloc(46), 0x0806)],
    ['notIp', 'spanning tree', 1, ethernet(Buffer.from('424203000000000000', 'hex'), 38)],
    ['notIp', 'PPPoE discovery', 1, ethernet(hex('110900000000'), 0x8863)],
    ['notIp', 'PPP link control', 9, hex('ff03c0210101000a')],
    ['notIp', 'an unknown address family', 0, join(hex('07000000'), ipv4(tcp()))],
    ['notIp', 'a netlink message', 113, join(hex('0004 0338 0000 0000000000000000 0000'), ipv4(tcp()))],
    ['notIp', 'an 802.11 beacon', 105, wireless('8000')],
    ['notIp', 'an 802.11 null frame', 105, wireless('4801')],
    ['notIp', 'an 802.11 fragment', 105, wireless('8801', '0100')],
    ['encrypted', 'a protected 802.11 frame', 105, wireless('8841')],
    ['notTcp', 'UDP', 1, ethernet(ipv4(udp(Buffer.alloc(40), 20000), { protocol: 17 }))],
    ['notTcp', 'UDP over IPv6', 1, ethernet(ipv6(udp(Buffer.alloc(40), 20000), 17), 0x86dd)],
    [
      'notTcp',
      'RTP on a port of VXLAN',
      1,
      ethernet(ipv4(udp(hex(`80${'00'.repeat(60)}`), 4789), { protocol: 17 })),
    ],
    ['notTcp', 'ping', 1, ethernet(ipv4(hex('0800000000010001'), { protocol: 1 }))],
    ['notTcp', 'neighbour discovery', 1, ethernet(ipv6(hex('8700000000000000'), 58), 0x86dd)],
    ['notTcp', 'IPv6 without next header', 101, ipv6(Buffer.alloc(0), 59)],
    ['notTcp', 'SCTP', 101, ipv4(tcp(), { protocol: 132 })],
    ['encrypted', 'IPsec ESP', 101, ipv4(tcp(), { protocol: 50 })],
    ['encrypted', 'IPsec ESP over IPv6', 101, ipv6(tcp(), 50)],
    ['unknownLinkType', 'Bluetooth', 201, Buffer.alloc(40)],
    ['unknownLinkType', 'a number beyond the table', 65_000, Buffer.alloc(40)],
  ];
  it.each(cases)('%s: %s', (expected, _name, linkType, bytes) => {
    expect(decode(new PacketDecoder(), frameOf(bytes, { linkType })).result).toBe(expected);
  });

  it('counts 802.11 fragments', () => {
    const decoder = new PacketDecoder();
    decode(decoder, frameOf(wireless('8805'), { linkType: 105 }));
    expect(decoder.dropped.wirelessFragments).toBe(1);
  });

  const broken: [string, Buffer, { layer: string; field: string; offset: number }][] = [
    ['version 5', join(hex('55'), ipv4(tcp()).subarray(1)), { layer: 'IPv4', field: 'version', offset: 14 }],
    [
      'header length 16',
      join(hex('44'), ipv4(tcp()).subarray(1)),
      { layer: 'IPv4', field: 'header length', offset: 14 },
    ],
    [
      'total length 19',
      ipv4(tcp(), { totalLength: 19 }),
      { layer: 'IPv4', field: 'total length', offset: 16 },
    ],
    [
      'total length ends in TCP',
      ipv4(tcp(), { totalLength: 30 }),
      { layer: 'TCP', field: 'header', offset: 34 },
    ],
    ['no IP header', Buffer.alloc(0), { layer: 'IPv4', field: 'header', offset: 14 }],
  ];
  it.each(broken)('malformed: %s', (_name, ip, failure) => {
    const decoder = new PacketDecoder();
    expect(decode(decoder, frameOf(ethernet(ip))).result).toBe('malformed');
    expect(decoder.lastFailure).toEqual({ ...failure, reassembled: false });
  });
});

describe('nested headers', () => {
  it('are gone through to a bound', () => {
    const tags = (count: number): Buffer =>
      ethernet(join(hex('00018100'.repeat(count - 1)), hex('00010800'), ipv4(tcp())), 0x8100);
    expect(decode(new PacketDecoder(), frameOf(tags(20))).result).toBe('segment');
    expect(decode(new PacketDecoder(), frameOf(tags(100))).result).toBe('tooDeep');
  });

  it('lead to the final destination of a routing header', () => {
    const final = '20010db8 00000000 00000000 00000099';
    const other = '20010db8 00000000 00000000 00000055';
    const routing = (type: number, left: number, list: string): Buffer =>
      ipv6(join(hex('0604'), Buffer.from([type, left]), hex('00000000'), hex(list), tcp()), 43);
    const destination = (bytes: Buffer): (number | undefined)[] => {
      const { segment } = decode(new PacketDecoder(), frameOf(bytes, { linkType: 101 }));
      return [segment?.destination0, segment?.destination1, segment?.destination2, segment?.destination3];
    };
    expect(destination(routing(0, 1, other + final))).toEqual(words(final));
    expect(destination(routing(4, 1, final + other))).toEqual(words(final));
    expect(destination(routing(0, 0, other + final))).toEqual(words(IPV6_DESTINATION));
    // RPL's list is compressed (RFC 6554).
    expect(destination(routing(3, 1, other + final))).toEqual(words(IPV6_DESTINATION));
  });
});

describe('whatever is in a frame', () => {
  it('is decoded from the frame alone, whatever stands around it, cut at any byte', () => {
    for (const { name, linkType, bytes } of SAMPLES) {
      for (let captured = 0; captured <= bytes.length; captured += 1) {
        const views = [0x00, 0xff, 0x45].map((surroundings) => {
          const decoder = new PacketDecoder();
          const { result, segment } = decode(decoder, frameOf(bytes, { linkType, captured, surroundings }));
          const bare = segment === null ? null : { ...segment, bytes: null };
          return { result, bare, failure: { ...decoder.lastFailure } };
        });
        expect(views[1], `${name} cut at ${captured}`).toEqual(views[0]);
        expect(views[2], `${name} cut at ${captured}`).toEqual(views[0]);
        expect(['segment', 'cut'], `${name} cut at ${captured}`).toContain(views[0]?.result);
      }
    }
  });

  it('is malformed, not cut, where the wire had no more either', () => {
    for (const { name, linkType, bytes } of SAMPLES) {
      for (let length = 0; length < bytes.length; length += 1) {
        const { result } = decode(new PacketDecoder(), frameOf(bytes.subarray(0, length), { linkType }));
        expect(result, `${name}, ${length} bytes`).not.toBe('cut');
      }
    }
  });

  it('never throws and never points beyond itself', () => {
    const linkTypes = [...new Set(SAMPLES.map((sample) => sample.linkType))];
    const decoder = new PacketDecoder();
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLES),
        fc.option(fc.constantFrom(...linkTypes), { nil: undefined }),
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }),
        fc.nat(250),
        fc.nat(3),
        ({ bytes, linkType }, otherLinkType, changes, captured, seconds) => {
          const changed = Buffer.from(bytes);
          for (const [at, value] of changes) changed[at % changed.length] = value;
          const frame = frameOf(changed, { linkType: otherLinkType ?? linkType, captured, seconds });
          const { result, segment } = decode(decoder, frame);
          expect(result).toBeDefined();
          if (segment === null) return;
          const limit = segment.bytes === frame.bytes ? frame.end : segment.bytes.length;
          expect(segment.headerStart).toBeLessThan(segment.payloadStart);
          expect(segment.payloadStart).toBeLessThanOrEqual(segment.payloadEnd);
          expect(segment.payloadEnd).toBeLessThanOrEqual(limit);
          expect(segment.payloadLength).toBeGreaterThanOrEqual(segment.payloadEnd - segment.payloadStart);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('leaves no trace in the next', () => {
    const outcome = (bytes: Buffer, linkType: number, decoder: PacketDecoder): unknown => {
      const { result, segment } = decode(decoder, frameOf(bytes, { linkType }));
      return { result, segment: segment === null ? null : { ...segment, bytes: null } };
    };
    for (const before of SAMPLES) {
      const decoder = new PacketDecoder();
      for (const { name, linkType, bytes } of SAMPLES) {
        decode(decoder, frameOf(before.bytes, { linkType: before.linkType }));
        const after = outcome(bytes, linkType, decoder);
        expect(after, `${name} after ${before.name}`).toEqual(outcome(bytes, linkType, new PacketDecoder()));
      }
    }
  });

  it('may be random bytes', () => {
    const linkTypes = [...new Set(SAMPLES.map((sample) => sample.linkType))];
    const decoder = new PacketDecoder();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...linkTypes), (bytes, linkType) => {
        expect(decode(decoder, frameOf(bytes, { linkType })).result).toBeDefined();
      }),
      { numRuns: 3000 },
    );
  });
});
