import { Decompress } from 'fzstd';
import { MAX_ZSTD_DECODE_MILLISECONDS, MAX_ZSTD_WINDOW_BYTES } from '../../base/limits.ts';
import type { Report } from '../diagnostic.ts';
import type { ByteWindow, WindowedSource } from '../source/byte-window.ts';
import { Deadline } from './deadline.ts';
import {
  blocksAtHand,
  frameHeaderLength,
  isZstd,
  LEAST_FRAME_BYTES,
  readFrameHeader,
  skippableBytes,
  type ZstdBlocks,
} from './zstd-frame.ts';
import { hasEndlessWeights } from './zstd-weights.ts';

/**
 * Blocks that are decoded in one run under the deadline: 16 blocks are at most 2 MiB ahead of the reader. Setting up a
 * deadline costs as much as decoding two blocks.
 */
const BLOCKS_AT_ONCE = 16;

/**
 * Decodes zstd frames one after another. This file finds frames and blocks itself and gives fzstd only complete blocks.
 * So the memory that is needed is known before fzstd takes it, and where the data end early every complete block is
 * used. Checksums are skipped: fzstd does not check them.
 */
export async function* unzstd(input: WindowedSource, report: Report): AsyncGenerator<Uint8Array> {
  const { source, window } = input;
  const deadline = new Deadline(MAX_ZSTD_DECODE_MILLISECONDS);
  for (let frames = 0; await window.ensure(source, 1); frames += 1) {
    const start = window.offset;
    const whole = await window.ensure(source, 4);
    if (frames > 0 && (!whole || !isZstd(window.bytes, window.start))) {
      return report({ kind: 'trailing-data', compression: 'zstd', offset: start });
    }
    const problem = yield* decodeFrame(input, deadline);
    if (problem === null) continue;
    if (problem === 'truncated') {
      const available = window.base + window.end - start;
      return report({ kind: 'truncated', within: 'zstd', offset: start, needed: null, available });
    }
    const offset = window.offset;
    return report({ kind: 'corrupt-compression', compression: 'zstd', offset, reason: problem });
  }
}

/** Yields the data of one frame. Returns null where the frame is sound, `truncated`, or what is wrong with it. */
async function* decodeFrame(
  input: WindowedSource,
  deadline: Deadline,
): AsyncGenerator<Uint8Array, string | null> {
  const { source, window } = input;
  if (!(await window.ensure(source, LEAST_FRAME_BYTES))) return 'truncated';
  const skippable = skippableBytes(window);
  if (skippable > 0) return skip(input, skippable);

  const length = frameHeaderLength(window);
  if (!(await window.ensure(source, length))) return 'truncated';
  const header = readFrameHeader(window, length);
  if (header.needsDictionary) return 'it needs a dictionary';
  if (header.windowBytes > MAX_ZSTD_WINDOW_BYTES) {
    return `it needs ${header.windowBytes} bytes of history, more than ${MAX_ZSTD_WINDOW_BYTES}; decompress it first (zstd -d --long=31)`;
  }
  const decoded: Uint8Array[] = [];
  const decoder = new Decompress((data) => decoded.push(data));
  decoder.push(takeBytes(window, length), false);
  for (;;) {
    const blocks = blocksAtHand(window, header.hasChecksum, BLOCKS_AT_ONCE);
    if (blocks.pieces.length === 0 && blocks.problem === null) {
      // After the source has ended, a last block without its checksum counts as complete. So the blocks are looked at
      // once more.
      const hadEnded = window.ended;
      if (!(await window.ensure(source, blocks.needed)) && hadEnded) return 'truncated';
      continue;
    }
    const failure = decode(decoder, window, blocks, deadline);
    for (const data of decoded.splice(0)) if (data.length > 0) yield data;
    const problem = failure ?? blocks.problem;
    if (problem !== null) return problem;
    if (blocks.last) return blocks.cut ? 'truncated' : null;
  }
}

/**
 * Gives the blocks to the decoder. Returns null, or what is wrong with one of them; the blocks before that one are
 * decoded. fzstd 0.1.1 never returns from Huffman weights that take no bits, and one wrong byte can make such weights,
 * so they are looked for first. The deadline guards against any other endless loop.
 */
function decode(
  decoder: Decompress,
  window: ByteWindow,
  blocks: ZstdBlocks,
  deadline: Deadline,
): string | null {
  // Header and data are pushed separately: otherwise fzstd would keep the compressed bytes until the frame ends.
  const final = blocks.last && !blocks.cut ? blocks.pieces.length - 1 : -1;
  const push = (): void => {
    for (const [index, length] of blocks.pieces.entries()) {
      // The pieces are a block header and its block in turn.
      const isBlock = index % 2 === 1;
      if (isBlock && hasEndlessWeights(window.bytes, window.start, window.start + length)) {
        throw new Error('Huffman weights that take no bits');
      }
      decoder.push(takeBytes(window, length), index === final);
    }
  };
  try {
    if (deadline.allows(push)) return null;
    return 'a block that cannot be decoded in any sensible time';
  } catch (error) {
    // fzstd throws its own errors and, for some damaged blocks, errors of typed arrays. Both mean damage.
    return error instanceof Error ? error.message : String(error);
  }
}

/** The next bytes of the window. They are copied because the decoder may keep them. */
function takeBytes(window: ByteWindow, length: number): Uint8Array {
  const start = window.start;
  window.start += length;
  return Uint8Array.prototype.slice.call(window.bytes, start, start + length);
}

async function skip({ source, window }: WindowedSource, length: number): Promise<string | null> {
  for (let left = length; left > 0; ) {
    if (!(await window.ensure(source, 1))) return 'truncated';
    const passed = Math.min(left, window.available);
    window.start += passed;
    left -= passed;
  }
  return null;
}
