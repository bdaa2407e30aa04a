import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FRAGMENT_LIFETIME_SECONDS,
  MAX_FRAGMENT_BYTES,
  MAX_FRAGMENTED_DATAGRAMS,
  MAX_FRAGMENTS,
} from '../../src/base/limits.ts';
import { PacketDecoder } from '../../src/packet/index.ts';
import {
  type Decoded,
  decode,
  ethernet,
  frameOf,
  hex,
  ipv4,
  ipv6,
  join,
  tcp,
  udp,
  uint16,
  uint32,
} from './packet-bytes.ts';

const PAYLOAD = Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 7) & 0xff));
const DATAGRAM = tcp({ payload: PAYLOAD });

interface Piece {
  /** In bytes, a multiple of eight. */
  readonly start: number;
  readonly end: number;
}

function ipv4Fragment(datagram: Buffer, { start, end }: Piece, identification = 1, protocol = 6): Buffer {
  const more = end < datagram.length ? 0x2000 : 0;
  return ethernet(
    ipv4(datagram.subarray(start, end), { protocol, identification, fragment: more | (start / 8) }),
  );
}

function ipv6Fragment(datagram: Buffer, { start, end }: Piece): Buffer {
  const more = end < datagram.length ? 1 : 0;
  const header = join(hex('0600'), uint16(start | more), uint32(77));
  // A header before the fragment header belongs to every fragment.
  return ethernet(ipv6(join(hex('2c00 010400000000'), header, datagram.subarray(start, end)), 0), 0x86dd);
}

const pieces = (...cuts: number[]): Piece[] =>
  [...cuts, DATAGRAM.length].map((end, index) => ({ start: index === 0 ? 0 : (cuts[index - 1] ?? 0), end }));

const decodeAll = (decoder: PacketDecoder, frames: readonly Buffer[]): Decoded[] =>
  frames.map((bytes) => decode(decoder, frameOf(bytes)));

describe.each([
  ['IPv4', ipv4Fragment],
  ['IPv6', ipv6Fragment],
] as const)('%s fragments', (_family, fragment) => {
  it('give the segment with the frame that completes the datagram', () => {
    const frames = pieces(64, 200, 400).map((piece) => fragment(DATAGRAM, piece));
    const decoded = decodeAll(new PacketDecoder(), frames);
    expect(decoded.map(({ result }) => result)).toEqual(['fragment', 'fragment', 'fragment', 'segment']);
    expect(decoded[3]?.payload).toBe(PAYLOAD.toString('latin1'));
    expect(decoded[3]?.segment).toMatchObject({ sourcePort: 34266, headerStart: 0, payloadLength: 500 });
  });

  it('give the same in any order, overlapping and repeated', () => {
    const bound = fc.integer({ min: 0, max: Math.floor(DATAGRAM.length / 8) });
    fc.assert(
      fc.property(
        fc.uniqueArray(
          bound.filter((at) => at > 0),
          { maxLength: 8 },
        ),
        fc.array(fc.tuple(bound, bound), { maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (cuts, extra, order) => {
          const sorted = cuts.map((cut) => cut * 8).sort((left, right) => left - right);
          const overlapping = extra.map(([left, right]) => {
            const start = Math.min(left, right) * 8;
            return { start, end: Math.max(left, right) * 8 + (start === 0 ? 8 : 0) };
          });
          const all = [
            ...pieces(...sorted),
            ...overlapping.filter(({ start, end }) => end > start && end <= DATAGRAM.length),
          ];
          // One of a whole datagram is no fragment.
          if (all.some(({ start, end }) => start === 0 && end === DATAGRAM.length)) return;
          const shuffled = all
            .map((piece) => ({ piece, key: order.next().value }))
            .sort((left, right) => left.key - right.key)
            .map(({ piece }) => fragment(DATAGRAM, piece));
          const segments = decodeAll(new PacketDecoder(), shuffled).filter(
            ({ result }) => result === 'segment',
          );
          // Repeated fragments may make it whole again; never otherwise.
          expect(segments.length).toBeGreaterThan(0);
          for (const { payload } of segments) expect(payload).toBe(PAYLOAD.toString('latin1'));
        },
      ),
    );
  });

  it('keep the bytes that came first', () => {
    const forged = Buffer.from(DATAGRAM).fill(0x58, 64);
    const decoder = new PacketDecoder();
    const decoded = decodeAll(decoder, [
      fragment(DATAGRAM, { start: 64, end: 200 }),
      fragment(forged, { start: 40, end: 208 }),
      fragment(DATAGRAM, { start: 200, end: DATAGRAM.length }),
      fragment(DATAGRAM, { start: 0, end: 40 }),
    ]);
    const expected = Buffer.from(PAYLOAD);
    expected.fill(0x58, 200 - 20, 208 - 20);
    expect(decoded[3]?.payload).toBe(expected.toString('latin1'));
  });

  it('beyond the length of the datagram are ignored and counted', () => {
    const decoder = new PacketDecoder();
    const longer = join(DATAGRAM, Buffer.alloc(64));
    const decoded = decodeAll(decoder, [
      fragment(DATAGRAM, { start: 400, end: DATAGRAM.length }),
      fragment(longer, { start: 400, end: 560 }),
      fragment(DATAGRAM, { start: 0, end: 400 }),
    ]);
    expect(decoded[2]?.payload).toBe(PAYLOAD.toString('latin1'));
    expect(decoder.dropped.contradicting).toBe(1);
  });

  it('that make more than a datagram can hold are malformed', () => {
    const bytes = fragment(Buffer.alloc(70_000), { start: 65_528, end: 65_600 });
    expect(decode(new PacketDecoder(), frameOf(bytes)).result).toBe('malformed');
  });

  it('cut by the snap length: the first is decoded by itself, the others are cut', () => {
    const decoder = new PacketDecoder();
    const [first, second] = pieces(200).map((piece) => fragment(DATAGRAM, piece));
    const cut = (bytes: Buffer | undefined): Decoded => {
      if (bytes === undefined) throw new Error('no such fragment');
      return decode(decoder, frameOf(bytes, { captured: bytes.length - 10 }));
    };
    const decoded = cut(first);
    expect(decoded.result).toBe('segment');
    expect(decoded.payload).toHaveLength(200 - 20 - 10);
    expect(decoded.segment?.payloadLength).toBe(200 - 20);
    expect(cut(second).result).toBe('cut');
  });
});

describe('the reassembly of fragments', () => {
  const [first, second] = pieces(200);
  if (first === undefined || second === undefined) throw new Error('two pieces');

  it('keeps datagrams apart by address, identification, protocol and VLAN', () => {
    const other = Buffer.from(ipv4Fragment(DATAGRAM, second));
    other[29] = 77;
    const tagged = ethernet(join(hex('00050800'), ipv4Fragment(DATAGRAM, second).subarray(14)), 0x8100);
    const decoder = new PacketDecoder();
    const decoded = decodeAll(decoder, [
      ipv4Fragment(DATAGRAM, first),
      other,
      ipv4Fragment(DATAGRAM, second, 2),
      ipv4Fragment(DATAGRAM, second, 1, 47),
      tagged,
      ipv4Fragment(DATAGRAM, second),
    ]);
    expect(decoded.map(({ result }) => result)).toEqual([...Array(5).fill('fragment'), 'segment']);
    expect(decoder.dropped.incomplete).toBe(4);
  });

  it('holds its segment while later frames are decoded', () => {
    const decoder = new PacketDecoder();
    const decoded = decodeAll(
      decoder,
      [first, second].map((piece) => ipv4Fragment(DATAGRAM, piece)),
    );
    const segment = decoded[1]?.segment;
    decodeAll(
      decoder,
      [first, second].map((piece) => ipv4Fragment(Buffer.from(DATAGRAM).fill(0, 20), piece, 9)),
    );
    expect(segment?.bytes.toString('latin1', segment.payloadStart, segment.payloadEnd)).toBe(
      PAYLOAD.toString('latin1'),
    );
  });

  it('says of a failure that its offset counts in the datagram', () => {
    const broken = tcp({ dataOffset: 3, payload: PAYLOAD });
    const decoder = new PacketDecoder();
    const decoded = decodeAll(
      decoder,
      [first, second].map((piece) => ipv4Fragment(broken, piece)),
    );
    expect(decoded[1]?.result).toBe('brokenTcpHeader');
    expect(decoder.lastFailure).toEqual({
      layer: 'TCP',
      field: 'data offset',
      offset: 12,
      reassembled: true,
    });
    decode(decoder, frameOf(ethernet(ipv4(tcp({ dataOffset: 3 })))));
    expect(decoder.lastFailure).toMatchObject({ offset: 46, reassembled: false });
  });

  it('gives up a datagram whose fragments come too late', () => {
    const decoder = new PacketDecoder();
    const at = (piece: Piece, seconds: number): string | undefined =>
      decode(decoder, frameOf(ipv4Fragment(DATAGRAM, piece), { seconds })).result;
    at(first, 100);
    expect(at(second, 101 + FRAGMENT_LIFETIME_SECONDS)).toBe('fragment');
    expect(decoder.dropped).toMatchObject({ expired: 1, incomplete: 1 });
    expect(at(first, 102 + FRAGMENT_LIFETIME_SECONDS)).toBe('segment');
  });

  it('gives up the oldest of too many datagrams', () => {
    const decoder = new PacketDecoder();
    for (let identification = 0; identification <= MAX_FRAGMENTED_DATAGRAMS; identification += 1) {
      decode(decoder, frameOf(ipv4Fragment(DATAGRAM, first, identification)));
    }
    expect(decoder.dropped).toMatchObject({ datagrams: 1, incomplete: MAX_FRAGMENTED_DATAGRAMS });
    expect(decode(decoder, frameOf(ipv4Fragment(DATAGRAM, second, 1))).result).toBe('segment');
    expect(decode(decoder, frameOf(ipv4Fragment(DATAGRAM, second, 0))).result).toBe('fragment');
  });

  it('gives up the oldest when all take too many bytes, counting what is reserved', () => {
    const decoder = new PacketDecoder();
    const far = Buffer.alloc(65_008);
    const count = Math.ceil(MAX_FRAGMENT_BYTES / far.length) + 8;
    for (let identification = 0; identification < count; identification += 1) {
      decode(decoder, frameOf(ipv4Fragment(far, { start: 65_000, end: 65_008 }, identification)));
    }
    expect(decoder.dropped.datagrams).toBeGreaterThan(0);
    expect(decoder.dropped.incomplete * far.length).toBeLessThanOrEqual(MAX_FRAGMENT_BYTES);
  });

  it('gives up a datagram of too many fragments', () => {
    const decoder = new PacketDecoder();
    for (let count = 0; count < MAX_FRAGMENTS; count += 1) {
      decode(decoder, frameOf(ipv4Fragment(DATAGRAM, first)));
    }
    expect(decoder.dropped).toMatchObject({ datagrams: 1, incomplete: 0 });
  });

  it('is not spent on UDP but for tunnels', () => {
    const cut = (datagram: Buffer): Buffer[] =>
      [
        { start: 0, end: 200 },
        { start: 200, end: datagram.length },
      ].map((piece) => ipv4Fragment(datagram, piece, 5, 17));
    const decoder = new PacketDecoder();
    expect(decodeAll(decoder, cut(udp(PAYLOAD, 5060))).map(({ result }) => result)).toEqual([
      'notTcp',
      'notTcp',
    ]);
    expect(decoder.dropped.incomplete).toBe(0);
    const tunnel = udp(join(hex('0800000000000100'), ethernet(ipv4(DATAGRAM))), 4789);
    const decoded = decodeAll(decoder, cut(tunnel));
    expect(decoded.map(({ result }) => result)).toEqual(['fragment', 'segment']);
    expect(decoded[1]?.payload).toBe(PAYLOAD.toString('latin1'));
  });
});
