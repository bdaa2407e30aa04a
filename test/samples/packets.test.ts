import { describe, expect, it } from 'vitest';
import {
  internetChecksum,
  ipPacket,
  LINK_TYPES,
  linkHeader,
  optionBytes,
  type Packet,
  Random,
  tcpPacket,
  udpPacket,
} from '../../samples/builder/index.ts';

/** Sums the pseudo-header and the transport part of an IP packet; 0 where its checksum is right. */
function transportRemainder(packet: Buffer): number {
  const six = packet[0] === 0x60;
  const header = six ? 40 : 20;
  const addresses = six ? packet.subarray(8, 40) : packet.subarray(12, 20);
  const transport = packet.subarray(header);
  const pseudo = Buffer.alloc(4);
  pseudo.writeUInt16BE(packet[six ? 6 : 9] ?? 0, 0);
  pseudo.writeUInt16BE(transport.length, 2);
  return internetChecksum(Buffer.concat([addresses, pseudo, transport]));
}

describe('checksums', () => {
  it('are those of RFC 1071 section 3', () => {
    expect(internetChecksum(Buffer.from('0001f203f4f5f6f7', 'hex'))).toBe(0xffff - 0xddf2);
  });

  it('pad an odd last byte with zero', () => {
    expect(internetChecksum(Buffer.from('0001f2', 'hex'))).toBe(
      internetChecksum(Buffer.from('0001f200', 'hex')),
    );
  });

  it('fold the carries of a long run of ones', () => {
    expect(internetChecksum(Buffer.alloc(65_534, 0xff))).toBe(0);
  });

  it('of an IPv4 header are those of the well-known example', () => {
    const packet = ipPacket(
      { source: '192.168.0.1', destination: '192.168.0.199', protocol: 17 },
      Buffer.alloc(0x73 - 20),
    );
    expect(packet.subarray(0, 20).toString('hex')).toBe(
      '450000730000400040 11b861c0a80001c0a800c7'.replace(' ', ''),
    );
  });

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['2001:db8::1', '2001:db8:0:1::99'],
  ])('of TCP and UDP between %s and %s come out right', (source, destination) => {
    const random = new Random(1);
    for (const length of [0, 1, 2, 999, 16_384]) {
      const [one, other] = [
        { address: source, port: 34_266 },
        { address: destination, port: 9091 },
      ] as const;
      const payload = random.bytes(length);
      const fields = { sequence: 0xffff_fff0, acknowledgement: 1, flags: 24, window: 384, payload };
      const options = { timestamps: [1, 2] } as const;
      expect(transportRemainder(tcpPacket({ source: one, destination: other, ...fields, options }))).toBe(0);
      expect(transportRemainder(udpPacket(one, other, payload))).toBe(0);
    }
  });
});

it('writes the options of a SYN and of an acknowledgement as Linux does', () => {
  const syn = optionBytes({
    maximumSegmentSize: 16_396,
    selectiveAcknowledgement: true,
    timestamps: [0x8aa6f4de, 0],
    windowScale: 7,
  });
  expect(syn.toString('hex')).toBe(`0204400c0402080a${'8aa6f4de00000000'}01030307`);
  expect(optionBytes({ timestamps: [1, 2] }).toString('hex')).toBe('0101080a0000000100000002');
  expect(optionBytes({ selectiveAcknowledgement: true }).toString('hex')).toBe('01010402');
});

describe('link headers', () => {
  const bytes = tcpPacket({
    source: { address: '127.0.0.1', port: 1 },
    destination: { address: '127.0.0.1', port: 2 },
    sequence: 0,
    acknowledgement: 0,
    flags: 2,
    window: 1,
  });
  const packet: Packet = { time: 0, etherType: 0x0800, bytes, passage: 'loopback' };

  it.each([
    ['sll', { ...packet }, '0000' + '0304' + '0006' + '0000000000000000' + '0800'],
    ['sll', { ...packet, passage: 'sent' }, '0004' + '0001' + '0006' + '0200000000010000' + '0800'],
    ['sll2', { ...packet }, '0800' + '0000' + '00000001' + '0304' + '00' + '06' + '0000000000000000'],
    ['ethernet', { ...packet, passage: 'received' }, '020000000001' + '020000000002' + '0800'],
    ['null', { ...packet }, '02000000'],
    ['raw', { ...packet }, ''],
  ] as const)('%s', (layer, framed, expected) => {
    expect(linkHeader(layer, framed).toString('hex')).toBe(expected);
  });

  it('have the numbers of the registry', () => {
    expect(LINK_TYPES).toEqual({ null: 0, ethernet: 1, raw: 101, sll: 113, sll2: 276 });
  });
});

it('gives the same numbers for the same seed, and others for another', () => {
  const numbers = (seed: number) =>
    Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.below(1000)
      )(new Random(seed)),
    );
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
  expect(new Random(7).uuid()).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});
