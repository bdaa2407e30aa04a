import type { Random } from '../../../samples/builder/index.ts';
import { extreme } from '../mutation/numbers.ts';

const MAGIC = Buffer.from('28b52ffd', 'hex');
const RAW = 0;
const RUN = 1;
const COMPRESSED = 2;
const MOST_BLOCK_BYTES = 100_000;
/** A block of Huffman-coded literals and matches: what `zstd -19` made of the first 900 bytes of a sample. */
const PACKED_BLOCK = Buffer.from(
  'ZBbUw7KhAgAEAAQAcfFTZcDUAQBMAAABAAYCAgAACABFAAA8AABAAEAG1GbGM2QXywBxCsSIH5DnsZD0AAAAAKACgBjICAAAAgQF' +
    'tAQCCApGKvafAwMHiwACBAEfkMSIsCpvD/WgEoAY430oYZzecSoCAERENG71EIAQAQGRTAAAAQG0x1ACAODg0NPSGAEB1cm+R0VU' +
    'IC8gSFRUUC8xLjENCkhvc3Q6IDIwMy4wLjExMy4xMDo4MDgwDQpVcGdyYWRlOiB3ZWJzb2NrZXQNCkNvbm5lY3Rpb246IA0KU2Vj' +
    'LVdlYlMtS2V5OiBkR2hsSUhOaGJYQnNaU0J1YjI1alpRPT1WZXJzMTMNCg0KBHgQ57GRkZCI/Fx6AgDFxbXtD/v9IDEwMSBTd2l0' +
    'Y2hpbmcgUHJvdG9jb2xzQWNjZXBzM3BQTE1CaVR4YVE5a1lHenpoWlJiSyt4T289rqORkZGAEAEBj/EAOSjAMBybB4FYRxgyipmJ' +
    'kvvfAQDgwElhWIpOskBjoNYEhaHMfWzajCFXvKlu3N37tFBYokf0MMoHRxSe2wXCT4Qld5wwGWZYkGsoYkwE0YvjG7835RNMCPN2' +
    'PwPPLY1s83mE2Dr4DmHmvsUl0j0nh4vOYXIu',
  'base64',
);

/** Bytes as zstd frames (RFC 8878) of stored and run-length blocks, some of them odd. */
export function zstdOf(bytes: Buffer, random: Random, odd: boolean): Buffer {
  const descriptor = odd ? random.pick([0, 4, 0x20, 0x24, 0x40, 0x80, 0xc0, 0xe0, 3, 8]) : 0;
  const window = odd ? extreme(random, 8) : 0x58;
  const blocks: Buffer[] = [MAGIC, Buffer.from([descriptor, window])];
  if (odd) blocks.push(random.bytes(random.pick([0, 0, 1, 2, 4, 8])));
  for (let at = 0; at < bytes.length; at += MOST_BLOCK_BYTES) {
    if (odd && random.chance(0.2))
      blocks.push(head(RUN, random.pick([1, 1000, 131_072, 200_000]), false), Buffer.from([0]));
    if (odd && random.chance(0.2)) blocks.push(head(COMPRESSED, PACKED_BLOCK.length, false), damaged(random));
    blocks.push(
      head(RAW, Math.min(MOST_BLOCK_BYTES, bytes.length - at), false),
      bytes.subarray(at, at + MOST_BLOCK_BYTES),
    );
  }
  blocks.push(head(random.chance(0.9) ? RAW : 3, 0, !odd || random.chance(0.9)));
  return Buffer.concat(blocks);
}

/** RFC 8878 section 3.1.1.2: last block, type, size. */
function head(type: number, size: number, last: boolean): Buffer {
  const value = (size << 3) | (type << 1) | (last ? 1 : 0);
  return Buffer.from([value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff]);
}

function damaged(random: Random): Buffer {
  const bytes = Buffer.from(PACKED_BLOCK);
  for (let left = random.below(4); left > 0; left--) bytes[random.below(bytes.length)] = extreme(random, 8);
  return bytes;
}
