import type { Random } from '../../../samples/builder/index.ts';
import type { SeedCapture, SeedFrame } from '../seeds/index.ts';

/** A frame to be written; lengths and times may be anything. */
export type FuzzFrame = SeedFrame;

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const MAGIC_NANOSECONDS = 0xa1b23c4d;
const MOST_FRAMES = 100;

/** A run of frames of a seed, short enough to be read often. */
export function pickFrames(seed: SeedCapture, random: Random): FuzzFrame[] {
  const { frames } = seed;
  const length = Math.min(frames.length, random.chance(0.3) ? MOST_FRAMES : MOST_FRAMES / 4);
  const from = random.chance(0.5) ? 0 : random.below(frames.length - length + 1);
  return frames.slice(from, from + length).map((frame) => ({ ...frame, bytes: Buffer.from(frame.bytes) }));
}

/** Frames as a classic capture with nanoseconds; those of another link type than the first are left out. */
export function writeFrames(frames: readonly FuzzFrame[]): Buffer {
  const linkType = frames[0]?.linkType ?? 1;
  const header = Buffer.alloc(FILE_HEADER_BYTES);
  header.writeUInt32LE(MAGIC_NANOSECONDS, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(linkType, 20);
  const pieces: Buffer[] = [header];
  for (const frame of frames) {
    if (frame.linkType !== linkType) continue;
    const record = Buffer.alloc(RECORD_HEADER_BYTES);
    record.writeUInt32LE(frame.seconds >>> 0, 0);
    record.writeUInt32LE(frame.nanoseconds >>> 0, 4);
    record.writeUInt32LE(frame.bytes.length, 8);
    record.writeUInt32LE(frame.originalLength >>> 0, 12);
    pieces.push(record, frame.bytes);
  }
  return Buffer.concat(pieces);
}

/** The frame with other bytes, as if they had been captured whole. */
export function withBytes(frame: FuzzFrame, bytes: Buffer): FuzzFrame {
  return { ...frame, bytes, originalLength: bytes.length };
}
