import type { Buffer } from 'node:buffer';
import type { ByteWindow } from '../source/byte-window.ts';

/** The layout of zstd frames (RFC 8878, section 3.1). This file decodes nothing. */

const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const SKIPPABLE_MASK = 0xfffffff0;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
const MOST_BLOCK_BYTES = 128 * 1024;
const BLOCK_TYPE = { raw: 0, repeated: 1, compressed: 2 } as const;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const;
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;

/** The shortest beginning of any frame, including a skippable one (bytes). */
export const LEAST_FRAME_BYTES = 8;

export interface ZstdFrameHeader {
  readonly length: number;
  readonly hasChecksum: boolean;
  readonly needsDictionary: boolean;
  /** Bytes of history that its decoder must hold. */
  readonly windowBytes: number;
}

/** The complete blocks that the window holds. */
export interface ZstdBlocks {
  /**
   * Lengths of their pieces in order. Each block gives two: its header, then its data. The last block's data include
   * the checksum.
   */
  readonly pieces: readonly number[];
  /** True where the last block of the frame is among them. */
  readonly last: boolean;
  /** True where the data end with that last block and its checksum is cut off. */
  readonly cut: boolean;
  /** What is wrong with the block after them; null where nothing is known to be wrong. */
  readonly problem: string | null;
  /** Bytes that the window must hold for one more block. */
  readonly needed: number;
}

/** Whether four bytes at `start` begin a zstd frame, a skippable one included. */
export function isZstd(bytes: Buffer, start: number): boolean {
  const magic = bytes.readUInt32LE(start);
  return magic === MAGIC || (magic & SKIPPABLE_MASK) >>> 0 === SKIPPABLE_MAGIC;
}

/** Bytes of the skippable frame at the beginning of the window; 0 where it is a frame with data. */
export function skippableBytes({ view, start }: ByteWindow): number {
  return view.getUint32(start, true) === MAGIC ? 0 : LEAST_FRAME_BYTES + view.getUint32(start + 4, true);
}

/** Length in bytes of the frame header at the beginning of the window. The window must hold five bytes of it. */
export function frameHeaderLength({ view, start }: ByteWindow): number {
  const descriptor = view.getUint8(start + 4);
  const windowDescriptor = isSingleSegment(descriptor) ? 0 : 1;
  return 5 + windowDescriptor + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0) + contentSizeBytes(descriptor);
}

/** Reads the frame header of `length` bytes at the beginning of the window. */
export function readFrameHeader(window: ByteWindow, length: number): ZstdFrameHeader {
  const { view, start } = window;
  const descriptor = view.getUint8(start + 4);
  return {
    length,
    hasChecksum: (descriptor & 4) !== 0,
    needsDictionary: (descriptor & 3) !== 0,
    windowBytes: isSingleSegment(descriptor)
      ? contentSize(window, start + length, contentSizeBytes(descriptor))
      : windowSize(view.getUint8(start + 5)),
  };
}

/** Finds the complete blocks at the beginning of the window, at most `most` of them. */
export function blocksAtHand(window: ByteWindow, hasChecksum: boolean, most: number): ZstdBlocks {
  const { view, start, end } = window;
  const pieces: number[] = [];
  let at = start;
  const found = (needed: number, rest: Partial<ZstdBlocks> = {}): ZstdBlocks => {
    return { pieces, last: false, cut: false, problem: null, needed: at - start + needed, ...rest };
  };
  while (pieces.length < 2 * most) {
    if (end - at < BLOCK_HEADER_BYTES) break;
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    const last = (header & 1) === 1;
    const type = (header >> 1) & 3;
    const size = header >>> 3;
    if (type > BLOCK_TYPE.compressed) return found(0, { problem: 'a block of reserved type' });
    if (size > MOST_BLOCK_BYTES) return found(0, { problem: `a block of ${size} bytes` });
    const body = type === BLOCK_TYPE.repeated ? 1 : size;
    const available = end - at - BLOCK_HEADER_BYTES;
    const checksum = last && hasChecksum ? CHECKSUM_BYTES : 0;
    const cut = available < body + checksum;
    if (available < body || (cut && !window.ended)) return found(BLOCK_HEADER_BYTES + body + checksum);
    pieces.push(BLOCK_HEADER_BYTES, cut ? available : body + checksum);
    if (last) return found(0, { last, cut });
    at += BLOCK_HEADER_BYTES + body;
  }
  return found(BLOCK_HEADER_BYTES);
}

function isSingleSegment(descriptor: number): boolean {
  return (descriptor & 0x20) !== 0;
}

function contentSizeBytes(descriptor: number): number {
  const flag = descriptor >> 6;
  if (flag === 0) return isSingleSegment(descriptor) ? 1 : 0;
  return CONTENT_SIZE_BYTES[flag] ?? 0;
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize({ view }: ByteWindow, end: number, bytes: number): number {
  switch (bytes) {
    case 1:
      return view.getUint8(end - 1);
    case 2:
      return view.getUint16(end - 2, true) + 256;
    case 4:
      return view.getUint32(end - 4, true);
    default:
      return Number(view.getBigUint64(end - 8, true));
  }
}
