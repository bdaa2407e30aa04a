import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSegment, PacketDecoder, verifyTcpChecksum } from '../../src/packet/index.ts';
import { onesComplementSum } from '../../src/packet/ones-complement.ts';
import {
  frameOf,
  hex,
  IPV6_DESTINATION,
  IPV6_SOURCE,
  ipv4,
  ipv6,
  join,
  type TcpFields,
  tcp,
  uint16,
  uint32,
} from './packet-bytes.ts';

/** RFC 1071 word by word. */
function naiveSum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    sum += ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0);
    if (sum > 0xffff) sum -= 0xffff;
  }
  return sum;
}

const ipv4PseudoHeader = (length: number): Buffer => join(hex('c0a80001 0a000002 0006'), uint16(length));
const ipv6PseudoHeader = (length: number): Buffer =>
  join(hex(IPV6_SOURCE), hex(IPV6_DESTINATION), uint32(length), uint32(6));

const FORMS = [
  ['IPv4', ipv4, ipv4PseudoHeader],
  ['IPv6', ipv6, ipv6PseudoHeader],
] as const;

function verdict(packet: Buffer, captured?: number): string {
  const segment = createSegment();
  const fields = captured === undefined ? { linkType: 101 } : { linkType: 101, captured };
  new PacketDecoder().decode(frameOf(packet, fields), segment);
  return verifyTcpChecksum(segment);
}

describe.each(FORMS)('the TCP checksum over %s', (_name, ip, pseudoHeader) => {
  const sound = (fields: TcpFields): Buffer => {
    const length = tcp(fields).length;
    const checksum = 0xffff - naiveSum(join(pseudoHeader(length), tcp({ ...fields, checksum: 0 })));
    return tcp({ ...fields, checksum });
  };

  it.each([0, 1, 2, 7, 99, 1000, 1001, 1448])(
    'is good, and bad after any change, with %i bytes of payload',
    (size) => {
      const payload = Buffer.from(Array.from({ length: size }, (_, index) => (index * 31) & 0xff));
      const segment = sound({ payload });
      expect(verdict(ip(segment))).toBe('good');
      for (const at of [0, 5, 13, segment.length - 1]) {
        const corrupt = Buffer.from(segment);
        corrupt[at] = (corrupt[at] ?? 0) ^ 0x10;
        expect(verdict(ip(corrupt)), `byte ${at}`).toBe('bad');
      }
    },
  );

  it('is partial where the card was to complete it', () => {
    const length = tcp().length;
    expect(verdict(ip(tcp({ checksum: naiveSum(pseudoHeader(length)) })))).toBe('partial');
    expect(verdict(ip(tcp({ checksum: naiveSum(pseudoHeader(0)) })))).toBe('partial');
  });

  it('is unknown where the frame was cut', () => {
    const packet = ip(sound({ options: Buffer.alloc(8, 1), payload: Buffer.alloc(0) }));
    expect(verdict(packet)).toBe('good');
    expect(verdict(packet, packet.length - 1)).toBe('unknown');
    expect(verdict(packet, packet.length - 10)).toBe('unknown');
    const withPayload = ip(sound({}));
    expect(verdict(withPayload, withPayload.length - 1)).toBe('unknown');
  });
});

describe("the one's complement sum", () => {
  it('is that of the words, wherever the bytes stand', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat(9), (bytes, before) => {
        const placed = join(Buffer.alloc(before, 0xaa), bytes, Buffer.alloc(9, 0xaa));
        expect(onesComplementSum(placed, before, before + bytes.length)).toBe(naiveSum(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not overflow', () => {
    const bytes = Buffer.alloc(262_144, 0xff);
    expect(onesComplementSum(bytes, 0, bytes.length)).toBe(0xffff);
    expect(onesComplementSum(bytes, 1, bytes.length)).toBe(naiveSum(bytes.subarray(1)));
  });
});
