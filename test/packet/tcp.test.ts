import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { PacketDecoder, SYN } from '../../src/packet/index.ts';
import { decode, ethernet, frameOf, hex, ipv4, ipv6, join, tcp, udp, uint16 } from './packet-bytes.ts';

/** Where TCP starts in Ethernet with plain IPv4. */
const TCP_AT = 34;

describe('a TCP header that the snap length cut', () => {
  const whole = ethernet(ipv4(tcp({ options: Buffer.alloc(12, 1), payload: Buffer.alloc(100) })));

  it.each([0, 4, 8, 15])('is cut with %i of its bytes', (kept) => {
    const decoder = new PacketDecoder();
    expect(decode(decoder, frameOf(whole, { captured: TCP_AT + kept })).result).toBe('cut');
    expect(decoder.lastFailure).toEqual({
      layer: 'TCP',
      field: 'header',
      offset: TCP_AT,
      reassembled: false,
    });
  });

  // tshark 4.0.17 numbers a stream from the 16th byte on, and knows the payload's length then.
  it.each([16, 19, 20, 31, 32])(
    'gives the segment without payload, but its length, with %i of its bytes',
    (kept) => {
      const { result, segment, payload } = decode(
        new PacketDecoder(),
        frameOf(whole, { captured: TCP_AT + kept }),
      );
      expect(result).toBe('segment');
      expect(payload).toBe('');
      expect(segment?.payloadLength).toBe(100);
    },
  );

  it('gives what is left of the payload', () => {
    const { segment, payload } = decode(new PacketDecoder(), frameOf(whole, { captured: TCP_AT + 32 + 7 }));
    expect(payload).toHaveLength(7);
    expect(segment?.payloadLength).toBe(100);
  });
});

describe('a data offset that does not fit', () => {
  it.each([0, 4, 7, 15])('of %i words names the end points and no payload', (dataOffset) => {
    const decoder = new PacketDecoder();
    const { result, segment, payload } = decode(decoder, frameOf(ethernet(ipv4(tcp({ dataOffset })))));
    expect(result).toBe('brokenTcpHeader');
    expect(segment).toMatchObject({
      sourcePort: 34266,
      destinationPort: 9091,
      payloadLength: 0,
      flags: 0x18,
    });
    expect(payload).toBe('');
    expect(decoder.lastFailure).toEqual({
      layer: 'TCP',
      field: 'data offset',
      offset: TCP_AT + 12,
      reassembled: false,
    });
  });

  it('where the packet ends within the fixed header', () => {
    expect(decode(new PacketDecoder(), frameOf(ethernet(ipv4(tcp().subarray(0, 18))))).result).toBe(
      'brokenTcpHeader',
    );
    expect(decode(new PacketDecoder(), frameOf(ethernet(ipv4(tcp().subarray(0, 15))))).result).toBe(
      'malformed',
    );
  });
});

describe('the window scale', () => {
  const scale = (options: string, flags = SYN): number | undefined =>
    decode(
      new PacketDecoder(),
      frameOf(ethernet(ipv4(tcp({ options: hex(options), flags, payload: Buffer.alloc(0) })))),
    ).segment?.windowScale;
  it.each([
    ['020405b4 0402080a 00000000 00000000 01030307', 7],
    ['03030000', 0],
    ['0303ff00', 14],
    ['00030307', -1],
    ['020405b4', -1],
    ['01010103', -1],
    ['03010000', -1],
    ['030a0700', -1],
    ['03040700', -1],
  ])('of options %s is %i', (options, expected) => {
    expect(scale(options)).toBe(expected);
  });

  it('is told by a SYN only', () => {
    expect(scale('01030307', 0x12)).toBe(7);
    expect(scale('01030307', 0x10)).toBe(-1);
  });
});

describe('an ICMP error', () => {
  const quoted = ipv4(tcp({ flags: SYN, payload: Buffer.alloc(0) }));
  const unreachable = (packet: Buffer): Buffer =>
    ethernet(ipv4(join(hex('030d0000 00000000'), packet), { protocol: 1, source: '01020304' }));

  it('quotes the segment it answers', () => {
    const decoder = new PacketDecoder();
    const { result, segment } = decode(decoder, frameOf(unreachable(quoted)));
    expect(result).toBe('icmpError');
    expect(segment).toMatchObject({
      source0: 0xc0a80001,
      destination0: 0x0a000002,
      sourcePort: 34266,
      destinationPort: 9091,
      flags: SYN,
      payloadLength: 0,
    });
    expect(decoder.lastIcmpError).toEqual({
      family: 4,
      type: 3,
      code: 13,
      quotedBytes: 20,
      sender0: 0x01020304,
      sender1: 0,
      sender2: 0,
      sender3: 0,
      mtu: 0,
    });
  });

  it('may name the largest packet that gets through', () => {
    const decoder = new PacketDecoder();
    const tooBig = join(hex('03040000 00000514'), quoted);
    decode(decoder, frameOf(ethernet(ipv4(tooBig, { protocol: 1 }))));
    expect(decoder.lastIcmpError).toMatchObject({ type: 3, code: 4, mtu: 1300 });
    const tooBig6 = join(hex('02000000 00000500'), ipv6(tcp()));
    decode(decoder, frameOf(ethernet(ipv6(tooBig6, 58), 0x86dd)));
    expect(decoder.lastIcmpError).toMatchObject({ family: 6, type: 2, mtu: 1280 });
  });

  it('may quote eight bytes of it', () => {
    const decoder = new PacketDecoder();
    const { result, segment } = decode(decoder, frameOf(unreachable(quoted.subarray(0, 28))));
    expect(result).toBe('icmpError');
    expect(segment).toMatchObject({
      sourcePort: 34266,
      destinationPort: 9091,
      sequence: 0xf1020304,
      flags: 0,
      acknowledgement: 0,
    });
    expect(decoder.lastIcmpError.quotedBytes).toBe(8);
  });

  it('of IPv6', () => {
    const decoder = new PacketDecoder();
    const bytes = ethernet(ipv6(join(hex('01040000 00000000'), ipv6(tcp())), 58), 0x86dd);
    expect(decode(decoder, frameOf(bytes)).result).toBe('icmpError');
    expect(decoder.lastIcmpError).toMatchObject({
      family: 6,
      type: 1,
      code: 4,
      quotedBytes: 25,
      sender0: 0x20010db8,
      sender3: 1,
    });
  });

  it('of IPv6 about the first fragment of a datagram, and none of ours about a later one', () => {
    const about = (offset: number): Buffer =>
      ethernet(
        ipv6(
          join(
            hex('01040000 00000000'),
            ipv6(join(hex('0600'), uint16(offset | 1), hex('00000007'), tcp()), 44),
          ),
          58,
        ),
        0x86dd,
      );
    const decoder = new PacketDecoder();
    const { result, segment } = decode(decoder, frameOf(about(0)));
    expect(result).toBe('icmpError');
    expect(segment).toMatchObject({ sourcePort: 34266, destinationPort: 9091 });
    expect(decode(decoder, frameOf(about(64))).result).toBe('notTcp');
    expect(decoder.dropped.incomplete).toBe(0);
  });

  it('about UDP, about a later fragment or about another error is none of ours', () => {
    const results = [
      ipv4(udp(Buffer.alloc(8), 53), { protocol: 17 }),
      ipv4(tcp(), { fragment: 0x0004 }),
      ipv4(join(hex('03010000 00000000'), quoted), { protocol: 1 }),
    ].map((packet) => decode(new PacketDecoder(), frameOf(unreachable(packet))).result);
    expect(results).toEqual(['notTcp', 'notTcp', 'notTcp']);
  });

  it('does not start the reassembly of the fragment it quotes', () => {
    const decoder = new PacketDecoder();
    const first = ipv4(tcp(), { fragment: 0x2000 });
    expect(decode(decoder, frameOf(unreachable(first))).result).toBe('icmpError');
    expect(decoder.dropped.incomplete).toBe(0);
  });
});

describe('DNS over UDP', () => {
  const query = Buffer.from('a query');

  it('is told with its end points and the message', () => {
    const { result, segment } = decode(
      new PacketDecoder(),
      frameOf(ethernet(ipv4(udp(query, 53), { protocol: 17 }))),
    );
    expect(result).toBe('dns');
    expect(segment).toMatchObject({
      source0: 0xc0a80001,
      destination0: 0x0a000002,
      sourcePort: 50000,
      destinationPort: 53,
    });
    expect(segment?.bytes.toString('latin1', segment.payloadStart, segment.payloadEnd)).toBe('a query');
  });

  it('of IPv6, and from the server', () => {
    const { result, segment } = decode(
      new PacketDecoder(),
      frameOf(ethernet(ipv6(udp(query, 4000, 53), 17), 0x86dd)),
    );
    expect(result).toBe('dns');
    expect(segment).toMatchObject({ family: 6, source0: 0x20010db8, source3: 1, sourcePort: 53 });
  });

  it('quoted by an ICMP error is none', () => {
    const quoted = ipv4(udp(query, 53), { protocol: 17 });
    const error = ethernet(ipv4(join(hex('03030000 00000000'), quoted), { protocol: 1 }));
    expect(decode(new PacketDecoder(), frameOf(error)).result).toBe('notTcp');
  });
});
