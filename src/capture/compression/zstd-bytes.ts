import { Buffer } from 'node:buffer';
import { Decompress } from 'fzstd';
import { ByteWindow } from '../source/byte-window.ts';
import {
  blocksAtHand,
  frameHeaderLength,
  isZstd,
  LEAST_FRAME_BYTES,
  readFrameHeader,
  skippableBytes,
} from './zstd-frame.ts';
import { hasEndlessWeights } from './zstd-weights.ts';

/** The decoded bytes and how decoding ended. `too-large`: the data would need or give more bytes than allowed. */
export interface UnzstdBytes {
  readonly bytes: Buffer;
  readonly end: 'whole' | 'truncated' | 'damaged' | 'too-large';
}

export interface UnzstdBounds {
  /** The most decoded bytes that are accepted. */
  readonly output: number;
  /** The most bytes of history (window size) that a frame may ask for. */
  readonly history: number;
}

type End = UnzstdBytes['end'];

class OutputTooLarge extends Error {}

const BLOCKS_AT_ONCE = 16;

/**
 * Decodes zstd frames (RFC 8878) that are complete in memory, such as the body of a message. It always returns and
 * never throws.
 */
export function unzstdBytes(bytes: Buffer, bounds: UnzstdBounds): UnzstdBytes {
  const window = new ByteWindow(0);
  window.bytes = bytes;
  window.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  window.end = bytes.length;
  window.ended = true;
  const pieces: Uint8Array[] = [];
  let left = bounds.output;
  const take = (piece: Uint8Array): void => {
    left -= piece.length;
    if (left < 0) throw new OutputTooLarge();
    pieces.push(Uint8Array.from(piece));
  };
  let end: End = 'whole';
  while (end === 'whole' && window.available > 0) end = decodeFrame(window, bounds.history, take);
  return { bytes: Buffer.concat(pieces), end };
}

function decodeFrame(window: ByteWindow, history: number, take: (piece: Uint8Array) => void): End {
  if (window.available < 4) return 'truncated';
  if (!isZstd(window.bytes, window.start)) return 'damaged';
  if (window.available < LEAST_FRAME_BYTES) return 'truncated';
  const skippable = skippableBytes(window);
  if (skippable > window.available) return 'truncated';
  if (skippable > 0) {
    window.start += skippable;
    return 'whole';
  }
  const length = frameHeaderLength(window);
  if (window.available < length) return 'truncated';
  const header = readFrameHeader(window, length);
  if (header.needsDictionary) return 'damaged';
  if (header.windowBytes > history) return 'too-large';
  try {
    const decoder = new Decompress(take);
    decoder.push(takeBytes(window, length), false);
    return decodeBlocks(window, header.hasChecksum, decoder);
  } catch (error) {
    // fzstd throws its own errors and, for some damaged blocks, errors of typed arrays. Both mean damage.
    return error instanceof OutputTooLarge ? 'too-large' : 'damaged';
  }
}

function decodeBlocks(window: ByteWindow, hasChecksum: boolean, decoder: Decompress): End {
  for (;;) {
    const blocks = blocksAtHand(window, hasChecksum, BLOCKS_AT_ONCE);
    const final = blocks.last && !blocks.cut ? blocks.pieces.length - 1 : -1;
    for (const [index, length] of blocks.pieces.entries()) {
      // The pieces are a block header and its block in turn.
      const isBlock = index % 2 === 1;
      if (isBlock && hasEndlessWeights(window.bytes, window.start, window.start + length)) return 'damaged';
      decoder.push(takeBytes(window, length), index === final);
    }
    if (blocks.problem !== null) return 'damaged';
    if (blocks.last) return blocks.cut ? 'truncated' : 'whole';
    if (blocks.pieces.length === 0) return 'truncated';
  }
}

/** The next bytes of the window. They are copied because the decoder may keep them. */
function takeBytes(window: ByteWindow, length: number): Uint8Array {
  const { start } = window;
  window.start += length;
  return Uint8Array.prototype.slice.call(window.bytes, start, start + length);
}
