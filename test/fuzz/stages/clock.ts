import type { Random } from '../../../samples/builder/index.ts';
import { extreme, extreme64 } from '../mutation/numbers.ts';
import type { MakeInput } from './stage.ts';
import { type FuzzFrame, pickFrames, writeFrames } from './write-frames.ts';

/** Seconds since 1970: its first day, 2038, 2106, and moments between. */
const MOMENTS = [
  0, 1, 59, 86_399, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff, 1_700_000_000,
] as const;
const RESOLUTIONS = [0, 1, 3, 6, 9, 10, 18, 19, 20, 38, 127, 128, 129, 138, 191, 192, 255] as const;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** Times that run backwards, stand still, leap, lie in 1970 or 2106, in any unit of pcapng. */
export const clock: MakeInput = (random, seeds) => {
  const frames = pickFrames(random.pick(seeds.framed), random);
  if (random.chance(0.5)) return { kind: 'capture', bytes: writePcapng(frames, random) };
  const share = random.pick([0.03, 0.3, 1]);
  const retimed = frames.map((frame) =>
    random.chance(share) ? { ...frame, ...moment(frame, random) } : frame,
  );
  if (random.chance(0.1)) retimed.reverse();
  return { kind: 'capture', bytes: writeFrames(retimed) };
};

function moment(
  { seconds, nanoseconds }: FuzzFrame,
  random: Random,
): Pick<FuzzFrame, 'seconds' | 'nanoseconds'> {
  const fraction = random.chance(0.7) ? nanoseconds : extreme(random, 32, nanoseconds);
  switch (random.below(4)) {
    case 0:
      return { seconds: random.pick(MOMENTS), nanoseconds: fraction };
    case 1:
      return { seconds: seconds - random.between(0, 100_000), nanoseconds: fraction };
    case 2:
      return {
        seconds: seconds + random.pick([1, 61, 3600, 31_536_000, 2_000_000_000]),
        nanoseconds: fraction,
      };
    default:
      return { seconds, nanoseconds: random.below(1_000_000_000) };
  }
}

function writePcapng(frames: readonly FuzzFrame[], random: Random): Buffer {
  const section = Buffer.alloc(16);
  section.writeUInt32LE(BYTE_ORDER_MAGIC, 0);
  section.writeUInt16LE(1, 4);
  section.writeBigInt64LE(-1n, 8);
  const face = Buffer.alloc(8);
  face.writeUInt16LE(frames[0]?.linkType ?? 1, 0);
  const resolution = Buffer.from([9, 0, 1, 0, random.pick(RESOLUTIONS), 0, 0, 0]);
  const offset = Buffer.alloc(12);
  offset.writeUInt16LE(14, 0);
  offset.writeUInt16LE(8, 2);
  offset.writeBigUInt64LE(random.chance(0.7) ? 0n : extreme64(random), 4);
  const blocks = [
    block(0x0a0d0d0a, section),
    block(1, Buffer.concat([face, resolution, offset, Buffer.alloc(4)])),
  ];
  const unit = random.pick([1n, 1000n, 1_000_000n, 1_000_000_000n, 1n << 30n]);
  const base = random.chance(0.5) ? null : extreme64(random);
  for (const frame of frames) {
    const time = random.chance(0.05)
      ? extreme64(random)
      : (base ?? BigInt(frame.seconds) * unit) + BigInt(frame.nanoseconds % 997);
    const head = Buffer.alloc(20);
    head.writeUInt32LE(Number((time >> 32n) & 0xffff_ffffn), 4);
    head.writeUInt32LE(Number(time & 0xffff_ffffn), 8);
    head.writeUInt32LE(frame.bytes.length, 12);
    head.writeUInt32LE(frame.originalLength >>> 0, 16);
    blocks.push(block(6, Buffer.concat([head, frame.bytes, Buffer.alloc(-frame.bytes.length & 3)])));
  }
  return Buffer.concat(blocks);
}

function block(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  const length = Buffer.alloc(4);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(12 + body.length, 4);
  length.writeUInt32LE(12 + body.length, 0);
  return Buffer.concat([head, body, length]);
}
