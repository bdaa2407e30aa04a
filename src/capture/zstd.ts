import type { Buffer } from 'node:buffer';
import { Decompress } from 'fzstd';
import { MAX_ZSTD_WINDOW_BYTES } from '../limits.ts';
import type { ByteWindow } from './byte-window.ts';
import type { Report } from './diagnostic.ts';
import type { CompressedInput } from './gzip.ts';

/** RFC 8878, sections 3.1.1 and 3.1.2. */
const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const SKIPPABLE_MASK = 0xfffffff0;
const SKIPPABLE_HEADER_BYTES = 8;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;
const MOST_BLOCK_BYTES = 128 * 1024;
const BLOCK_TYPE = { raw: 0, repeated: 1, compressed: 2 } as const;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const;
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;

interface FrameHeader {
  readonly length: number;
  readonly hasChecksum: boolean;
  readonly dictionary: boolean;
  /** Bytes of history its decoder must hold. */
  readonly windowBytes: number;
}

/** Whether four bytes at `start` begin a zstd frame, a skippable one included. */
export function isZstd(bytes: Buffer, start: number): boolean {
  const magic = bytes.readUInt32LE(start);
  return magic === MAGIC || (magic & SKIPPABLE_MASK) >>> 0 === SKIPPABLE_MAGIC;
}

/**
 * Decodes zstd frames one after another. Frames and blocks are told apart here and handed to fzstd one block at
 * a time: so memory is known before fzstd takes it, at most one block (128 KiB) is decoded ahead of its reader,
 * and of data that end early every whole block is used. Checksums are passed over: fzstd has none.
 */
export async function* unzstd(input: CompressedInput, report: Report): AsyncGenerator<Uint8Array> {
  const { source, window } = input;
  for (let frames = 0; await window.ensure(source, 1); frames += 1) {
    const start = window.offset;
    const whole = await window.ensure(source, 4);
    if (frames > 0 && (!whole || !isZstd(window.bytes, window.start))) {
      return report({ kind: 'trailing-data', compression: 'zstd', offset: start });
    }
    const problem = yield* decodeFrame(input);
    if (problem === 'truncated') {
      const available = window.base + window.end - start;
      return report({ kind: 'truncated', within: 'zstd', offset: start, needed: null, available });
    }
    if (problem !== null) {
      return report({
        kind: 'corrupt-compression',
        compression: 'zstd',
        offset: window.offset,
        reason: problem,
      });
    }
  }
}

/** Yields the data of one frame; returns null where it is sound, `truncated`, or what is wrong. */
async function* decodeFrame(input: CompressedInput): AsyncGenerator<Uint8Array, string | null> {
  const { source, window } = input;
  if (!(await window.ensure(source, SKIPPABLE_HEADER_BYTES))) return 'truncated';
  if (window.view.getUint32(window.start, true) !== MAGIC) return skipFrame(input);

  const length = frameHeaderLength(window);
  if (!(await window.ensure(source, length))) return 'truncated';
  const header = readFrameHeader(window, length);
  if (header.dictionary) return 'it needs a dictionary';
  if (header.windowBytes > MAX_ZSTD_WINDOW_BYTES) {
    return `it needs ${header.windowBytes} bytes of history, more than ${MAX_ZSTD_WINDOW_BYTES}`;
  }
  const decoded: Uint8Array[] = [];
  const decoder = new Decompress((data) => decoded.push(data));
  let problem = push(decoder, window, header.length, false);
  for (let last = false; problem === null && !last; ) {
    if (!(await window.ensure(source, BLOCK_HEADER_BYTES))) return 'truncated';
    const view = window.view;
    const blockHeader = view.getUint16(window.start, true) | (view.getUint8(window.start + 2) << 16);
    last = (blockHeader & 1) === 1;
    const type = (blockHeader >> 1) & 3;
    const size = blockHeader >>> 3;
    if (type > BLOCK_TYPE.compressed) return 'a block of reserved type';
    if (size > MOST_BLOCK_BYTES) return `a block of ${size} bytes`;
    const body = type === BLOCK_TYPE.repeated ? 1 : size;
    const trailer = last && header.hasChecksum ? CHECKSUM_BYTES : 0;
    if (!(await window.ensure(source, BLOCK_HEADER_BYTES + body))) return 'truncated';
    // A last block whose checksum is cut off is whole all the same: fzstd is told that more may come.
    const ended = last && (await window.ensure(source, BLOCK_HEADER_BYTES + body + trailer));
    // In two parts: of a block that comes whole fzstd keeps the compressed bytes until the frame's end.
    problem =
      push(decoder, window, BLOCK_HEADER_BYTES, false) ??
      push(decoder, window, body + (ended ? trailer : 0), ended);
    for (const data of decoded.splice(0)) if (data.length > 0) yield data;
    if (last && !ended) return 'truncated';
  }
  return problem;
}

async function skipFrame({ source, window }: CompressedInput): Promise<string | null> {
  let left = SKIPPABLE_HEADER_BYTES + window.view.getUint32(window.start + 4, true);
  while (left > 0) {
    if (!(await window.ensure(source, 1))) return 'truncated';
    const passed = Math.min(left, window.available);
    window.start += passed;
    left -= passed;
  }
  return null;
}

/** Hands `length` bytes of the window to the decoder, which may keep them: hence the copy. Null, or what is wrong. */
function push(decoder: Decompress, window: ByteWindow, length: number, last: boolean): string | null {
  const bytes = Uint8Array.prototype.slice.call(window.bytes, window.start, window.start + length);
  try {
    decoder.push(bytes, last);
  } catch (error) {
    // fzstd throws its own errors and, on some damaged blocks, RangeErrors of typed arrays: both mean damage.
    return error instanceof Error ? error.message : String(error);
  }
  window.start += length;
  return null;
}

function frameHeaderLength(window: ByteWindow): number {
  const descriptor = window.view.getUint8(window.start + 4);
  const singleSegment = (descriptor >> 5) & 1;
  const dictionaryBytes = DICTIONARY_ID_BYTES[descriptor & 3] ?? 0;
  return 5 + (1 - singleSegment) + dictionaryBytes + contentSizeBytes(descriptor);
}

function contentSizeBytes(descriptor: number): number {
  const flag = descriptor >> 6;
  return flag === 0 ? (descriptor >> 5) & 1 : (CONTENT_SIZE_BYTES[flag] ?? 0);
}

function readFrameHeader(window: ByteWindow, length: number): FrameHeader {
  const { view, start } = window;
  const descriptor = view.getUint8(start + 4);
  const singleSegment = ((descriptor >> 5) & 1) === 1;
  const windowBytes = singleSegment
    ? contentSize(window, length, contentSizeBytes(descriptor))
    : windowSize(view.getUint8(start + 5));
  return {
    length,
    hasChecksum: ((descriptor >> 2) & 1) === 1,
    dictionary: (descriptor & 3) !== 0,
    windowBytes,
  };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize({ view, start }: ByteWindow, headerLength: number, bytes: number): number {
  const at = start + headerLength - bytes;
  switch (bytes) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}
