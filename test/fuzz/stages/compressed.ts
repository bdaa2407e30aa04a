import { gzipSync } from 'node:zlib';
import { mutateBytes } from '../mutation/bytes.ts';
import type { MakeInput } from './stage.ts';
import { zstdOf } from './zstd-frames.ts';

/** Captures in gzip and zstd: damaged, cut, in several members, one in the other, with something behind. */
export const compressed: MakeInput = (random, seeds) => {
  const { bytes } = random.pick(seeds.captures);
  const middle = random.below(bytes.length + 1);
  const inGzip = random.chance(0.5);
  const pack = (part: Buffer): Buffer => (inGzip ? gzipSync(part) : zstdOf(part, random, random.chance(0.4)));
  let packed = random.chance(0.3)
    ? Buffer.concat([pack(bytes.subarray(0, middle)), pack(bytes.subarray(middle))])
    : pack(bytes);
  if (random.chance(0.05)) packed = inGzip ? zstdOf(packed, random, false) : gzipSync(packed);
  if (random.chance(0.1))
    packed = Buffer.concat([packed, random.chance(0.5) ? Buffer.alloc(20) : random.bytes(20)]);
  return {
    kind: 'capture',
    bytes: random.chance(0.7) ? mutateBytes(packed, random, random.pick([1, 1, 2, 4])) : packed,
  };
};
