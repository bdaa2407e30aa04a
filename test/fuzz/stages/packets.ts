import type { Random } from '../../../samples/builder/index.ts';
import { mutateBytes } from '../mutation/bytes.ts';
import { faultCount } from '../mutation/count.ts';
import { extreme } from '../mutation/numbers.ts';
import { findIp, fixChecksums, type IpPlaces } from './ip-places.ts';
import type { MakeInput } from './stage.ts';
import { type FuzzFrame, pickFrames, withBytes, writeFrames } from './write-frames.ts';

/** Offset and width (bits) of what an IP or TCP header holds. */
type Field = readonly [number, 8 | 16 | 32];

const IPV4_FIELDS: readonly Field[] = [
  [0, 8],
  [1, 8],
  [2, 16],
  [4, 16],
  [6, 16],
  [8, 8],
  [9, 8],
  [10, 16],
  [12, 32],
  [16, 32],
];
const IPV6_FIELDS: readonly Field[] = [
  [0, 32],
  [4, 16],
  [6, 8],
  [7, 8],
  [8, 32],
  [24, 32],
  [36, 32],
];
const TCP_FIELDS: readonly Field[] = [
  [0, 16],
  [2, 16],
  [4, 32],
  [8, 32],
  [12, 8],
  [13, 8],
  [14, 16],
  [16, 16],
  [18, 16],
  [20, 8],
  [21, 8],
];
const ETHER_TYPES = [
  0x0800, 0x86dd, 0x8100, 0x88a8, 0x9100, 0x8847, 0x8848, 0x8863, 0x8864, 0x6558, 0x880b, 0, 46, 0xffff,
] as const;
const LINK_TYPES = [
  0, 1, 9, 12, 14, 50, 51, 101, 104, 105, 107, 108, 109, 113, 119, 127, 163, 192, 228, 229, 239, 276, 277,
  65_535,
] as const;
const PROTOCOLS = [0, 1, 4, 6, 17, 41, 43, 44, 47, 50, 51, 58, 59, 60, 115, 132, 135, 137, 139, 255] as const;
const TUNNEL_PORTS = [2152, 4789, 8472, 6081, 1701, 4754, 51_820] as const;
const DEEPEST = 40;

/** Damaged headers of link, IP and TCP, with checksums put right or not; headers within headers. */
export const packets: MakeInput = (random, seeds) => {
  const frames = pickFrames(random.pick(seeds.framed), random);
  const share = random.pick([0.02, 0.1, 0.5]);
  let left = faultCount(random);
  for (const [index, frame] of frames.entries()) {
    if (left === 0 && !random.chance(share)) continue;
    left = Math.max(0, left - 1);
    frames[index] = damaged(frame, random);
  }
  if (random.chance(0.1)) {
    const linkType = random.pick(LINK_TYPES);
    return { kind: 'capture', bytes: writeFrames(frames.map((frame) => ({ ...frame, linkType }))) };
  }
  return { kind: 'capture', bytes: writeFrames(frames) };
};

function damaged(frame: FuzzFrame, random: Random): FuzzFrame {
  const places = findIp(frame.linkType, frame.bytes);
  if (places === null || random.chance(0.15)) return withBytes(frame, mutateBytes(frame.bytes, random, 1));
  switch (random.below(6)) {
    case 0:
      return nested(frame, places, random);
    case 1:
      return cutShort(frame, random);
    default:
      return withField(frame, places, random);
  }
}

function withField(frame: FuzzFrame, places: IpPlaces, random: Random): FuzzFrame {
  const { bytes } = frame;
  const inTcp = places.tcpStart >= 0 && random.chance(0.6);
  const start = inTcp ? places.tcpStart : places.ipStart;
  const fields = inTcp ? TCP_FIELDS : places.version === 4 ? IPV4_FIELDS : IPV6_FIELDS;
  const [offset, bits] = random.pick(fields);
  const at = start + offset;
  if (at + bits / 8 > bytes.length) return frame;
  const value = extreme(random, bits, bytes.readUIntBE(at, bits / 8));
  bytes.writeUIntBE(value, at, bits / 8);
  if (random.chance(0.7)) fixChecksums(bytes, places);
  return frame;
}

function cutShort(frame: FuzzFrame, random: Random): FuzzFrame {
  const bytes = frame.bytes.subarray(0, random.below(frame.bytes.length + 1));
  const originalLength = random.chance(0.7)
    ? frame.originalLength
    : extreme(random, 32, frame.originalLength);
  return { ...frame, bytes, originalLength };
}

/** The packet within further headers: tags, labels, IP in IP, IPv6 extensions, GRE and UDP tunnels. */
function nested(frame: FuzzFrame, { ipStart, end }: IpPlaces, random: Random): FuzzFrame {
  const head = frame.bytes.subarray(0, ipStart);
  let inner = frame.bytes.subarray(ipStart, end);
  let protocol = (inner[0] ?? 0) >> 4 === 6 ? 41 : 4;
  for (let left = random.pick([1, 1, 2, 5, DEEPEST]); left > 0 && inner.length < 60_000; left--) {
    const kind = random.below(5);
    if (kind === 0) inner = ipv4(protocol, inner);
    else if (kind === 1) inner = ipv6(protocol, inner);
    else if (kind === 2) {
      const gre = Buffer.from([
        random.chance(0.5) ? 0 : extreme(random, 8),
        random.chance(0.8) ? 0 : extreme(random, 8),
        0,
        0,
      ]);
      gre.writeUInt16BE(random.pick(ETHER_TYPES), 2);
      inner = ipv4(47, Buffer.concat([gre, inner]));
    } else if (kind === 3) {
      const tunnel = random.bytes(8);
      const udp = Buffer.alloc(8);
      udp.writeUInt16BE(random.pick(TUNNEL_PORTS), random.pick([0, 2]));
      udp.writeUInt16BE(random.chance(0.8) ? 16 + inner.length : extreme(random, 16), 4);
      inner = ipv4(17, Buffer.concat([udp, tunnel, inner]));
    } else {
      const next = random.pick(PROTOCOLS);
      const extension = Buffer.from([
        random.chance(0.5) ? protocol : next,
        random.chance(0.7) ? 0 : extreme(random, 8),
        0,
        0,
        0,
        0,
        0,
        0,
      ]);
      inner = ipv6(random.pick([0, 43, 44, 51, 60, next]), Buffer.concat([extension, inner]));
    }
    protocol = (inner[0] ?? 0) >> 4 === 6 ? 41 : 4;
  }
  if (frame.linkType !== 1) return withBytes(frame, Buffer.concat([head, inner]));
  const tags: Buffer[] = [];
  for (let left = random.pick([0, 0, 1, 2, DEEPEST]); left > 0; left--) {
    const tag = Buffer.alloc(4);
    tag.writeUInt16BE(random.pick(ETHER_TYPES), 0);
    tags.push(tag);
  }
  const etherType = Buffer.from((inner[0] ?? 0) >> 4 === 6 ? [0x86, 0xdd] : [0x08, 0x00]);
  return withBytes(frame, Buffer.concat([head.subarray(0, 12), ...tags, etherType, inner]));
}

function ipv4(protocol: number, payload: Buffer): Buffer {
  const header = Buffer.from('4500000000000000400000000a0000010a000002', 'hex');
  header.writeUInt16BE(Math.min(0xffff, header.length + payload.length), 2);
  header[9] = protocol;
  return Buffer.concat([header, payload]);
}

function ipv6(nextHeader: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(40);
  header[0] = 0x60;
  header.writeUInt16BE(Math.min(0xffff, payload.length), 4);
  header[6] = nextHeader;
  header[7] = 64;
  header[23] = 1;
  header[39] = 2;
  return Buffer.concat([header, payload]);
}
