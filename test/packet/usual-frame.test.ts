import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../src/capture/index.ts';
import { createSegment, DECODE, PacketDecoder } from '../../src/packet/index.ts';
import { ethernet, frameOf, hex, ipv4, join, tcp, udp, uint16 } from './packet-bytes.ts';

/** The headers of the usual link types before an IPv4 packet. */
const LINKS: readonly (readonly [linkType: number, header: Buffer])[] = [
  [1, ethernet(Buffer.alloc(0))],
  [113, hex('0000 0001 0006 020000000001 0000 0800')],
  [276, hex('0800 0000 00000002 0001 00 06 020000000001 0000')],
];
/** LINKTYPE_IPV4: it has no header, and its frames are never usual. */
const BARE = 228;

const PACKETS = fc.oneof(
  fc.constantFrom(
    ipv4(tcp()),
    ipv4(udp(Buffer.alloc(20, 7), 4000), { protocol: 17 }),
    ...[53, 4789, 1701].map((port) => ipv4(udp(Buffer.alloc(20, 7), port), { protocol: 17 })),
  ),
  fc
    .tuple(fc.constantFrom(6, 17, 1), fc.uint8Array({ minLength: 0, maxLength: 40 }))
    .map(([protocol, payload]) => ipv4(payload, { protocol })),
);

/** A packet with some of its first bytes changed, cut to a length, and something behind it. */
const DAMAGED = fc
  .tuple(
    PACKETS,
    fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 0, max: 255 })), { maxLength: 2 }),
    fc.nat(90),
    fc.constantFrom(0, 0, 6),
  )
  .map(([packet, changes, cut, padding]) => {
    const bytes = join(packet, Buffer.alloc(padding));
    for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
    return cut < 45 ? bytes : bytes.subarray(0, Math.min(bytes.length, cut - 20));
  });

function decoded(frame: Frame, headerLength: number): unknown {
  const segment = createSegment();
  const decoder = new PacketDecoder();
  const result = decoder.decode(frame, segment);
  if (result !== DECODE.segment && result !== DECODE.brokenTcpHeader && result !== DECODE.dns)
    return { result };
  const { bytes, payloadStart, payloadEnd, headerStart, ...rest } = segment;
  const places = { payloadStart, payloadEnd, ...(result === DECODE.dns ? {} : { headerStart }) };
  const within = Object.entries(places).map(([name, place]) => [name, place - headerLength]);
  const numbers = result === DECODE.dns ? { payloadLength: rest.payloadLength } : rest;
  return { result, ...numbers, places: within, first: bytes[payloadStart] };
}

describe('a frame that is decoded at one go', () => {
  it('gives what its layers give one after the other', () => {
    fc.assert(
      fc.property(DAMAGED, fc.constantFrom(...LINKS), fc.nat(20), (packet, [linkType, header], beyond) => {
        const more = Buffer.alloc(beyond);
        const whole = join(header, packet);
        const usual = frameOf(join(whole, more), { linkType, captured: whole.length });
        const bare = frameOf(join(packet, more), { linkType: BARE, captured: packet.length });
        expect(decoded(usual, header.length)).toEqual(decoded(bare, 0));
      }),
      { numRuns: 5000 },
    );
  });

  it('is one with the right EtherType only', () => {
    for (const [linkType, header] of LINKS) {
      const at = header.indexOf(uint16(0x0800), linkType === 276 ? 0 : 12);
      const other = Buffer.from(join(header, ipv4(tcp())));
      other.writeUInt16BE(0x0806, at);
      expect(new PacketDecoder().decode(frameOf(other, { linkType }), createSegment())).toBe(DECODE.notIp);
    }
  });
});
