import type { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { MAX_GZIP_HEADER_BYTES } from '../../base/limits.ts';
import type { Report } from '../diagnostic.ts';
import type { ByteWindow, WindowedSource } from '../source/byte-window.ts';
import { Inflation } from './inflation.ts';

/** RFC 1952, section 2.3.1. */
const MAGIC_0 = 0x1f;
const MAGIC_1 = 0x8b;
const DEFLATE = 8;
const FIXED_HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
const FLAG = { headerChecksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;

/**
 * When zlib meets damage, the data it decoded from the current piece, up to one output chunk, are lost. So the size of
 * the pieces bounds that loss: it begins small and grows to a sixty-fourth of what has been read, which costs little
 * time.
 */
const LEAST_PIECE_BYTES = 64;
const MOST_PIECE_BYTES = 256 * 1024;
const PIECE_SHARE = 64;

/** Whether two bytes at `start` begin a gzip member. */
export function isGzip(bytes: Buffer, start: number): boolean {
  return bytes[start] === MAGIC_0 && bytes[start + 1] === MAGIC_1;
}

/**
 * Decodes gzip members one after another (RFC 1952). The caller has seen that the first begins here. A piece is read
 * only after the one before was taken. Zero bytes after the last member are padding; other bytes are reported and
 * skipped.
 */
export async function* gunzip(input: WindowedSource, report: Report): AsyncGenerator<Uint8Array> {
  const { source, window } = input;
  while (await window.ensure(source, 1)) {
    const start = window.offset;
    const header = await passHeader(input);
    if (header === 'truncated') return reportCut(window, start, report);
    if (header === 'not-gzip') return reportTrailing(input, start, report);
    if (header !== 'sound') return reportDamage(start, header, report);
    const problem = yield* inflateMember(input);
    if (problem === 'truncated') return reportCut(window, start, report);
    if (problem !== null) return reportDamage(window.offset, problem, report);
  }
}

async function passHeader({ source, window }: WindowedSource): Promise<string> {
  const whole = await window.ensure(source, FIXED_HEADER_BYTES);
  const at = window.start;
  if (window.available < 2) return window.bytes[at] === MAGIC_0 ? 'truncated' : 'not-gzip';
  if (!isGzip(window.bytes, at)) return 'not-gzip';
  if (!whole) return 'truncated';
  const method = window.view.getUint8(at + 2);
  if (method !== DEFLATE) return `unknown compression method ${method}`;
  const flags = window.view.getUint8(at + 3);
  if ((flags & FLAG.reserved) !== 0) return `reserved header flags are set (${flags})`;
  let length = FIXED_HEADER_BYTES;
  if ((flags & FLAG.extra) !== 0) {
    if (!(await window.ensure(source, length + 2))) return 'truncated';
    length += 2 + window.view.getUint16(window.start + length, true);
  }
  for (const text of [FLAG.name, FLAG.comment]) {
    if ((flags & text) === 0) continue;
    let end = -1;
    for (let seen = length; end < 0; seen = window.available) {
      if (seen > MAX_GZIP_HEADER_BYTES) return `a member header longer than ${MAX_GZIP_HEADER_BYTES} bytes`;
      if (!(await window.ensure(source, seen + 1))) return 'truncated';
      end = window.bytes.subarray(0, window.end).indexOf(0, window.start + seen);
    }
    length = end + 1 - window.start;
  }
  if ((flags & FLAG.headerChecksum) !== 0) length += 2;
  if (!(await window.ensure(source, length))) return 'truncated';
  window.start += length;
  return 'sound';
}

/** Yields the data of one member. Returns null where the member is sound, `truncated`, or what is wrong with it. */
async function* inflateMember({ source, window }: WindowedSource): AsyncGenerator<Uint8Array, string | null> {
  const inflation = new Inflation();
  try {
    let fed = 0;
    let checksum = 0;
    let length = 0;
    for (;;) {
      if (!(await window.ensure(source, 1))) return 'truncated';
      const share = Math.max(Math.floor(window.offset / PIECE_SHARE), LEAST_PIECE_BYTES);
      const most = Math.min(share, MOST_PIECE_BYTES);
      const piece = window.bytes.subarray(window.start, Math.min(window.end, window.start + most));
      inflation.feed(piece);
      for (;;) {
        const output = await inflation.next();
        if (output === null) break;
        checksum = crc32(output, checksum);
        length = (length + output.length) >>> 0;
        // The consumer works on this output while zlib continues in its own thread.
        yield output;
      }
      if (inflation.failure !== null) return inflation.failure.message;
      fed += piece.length;
      // Bytes that zlib did not take belong to what follows the member's data.
      const untaken = fed - inflation.bytesTaken;
      window.start += piece.length - untaken;
      if (untaken > 0) break;
    }
    if (!(await window.ensure(source, TRAILER_BYTES))) return 'truncated';
    const at = window.start;
    if (window.view.getUint32(at, true) !== checksum) return 'the checksum of the data is wrong';
    if (window.view.getUint32(at + 4, true) !== length) return 'the length of the data is wrong';
    window.start += TRAILER_BYTES;
    return null;
  } finally {
    inflation.close();
  }
}

async function reportTrailing(
  { source, window }: WindowedSource,
  offset: number,
  report: Report,
): Promise<void> {
  while (await window.ensure(source, 1)) {
    if (window.bytes.subarray(window.start, window.end).some((byte) => byte !== 0)) {
      report({ kind: 'trailing-data', compression: 'gzip', offset });
      return;
    }
    window.start = window.end;
  }
}

function reportCut(window: ByteWindow, offset: number, report: Report): void {
  const available = window.base + window.end - offset;
  report({ kind: 'truncated', within: 'gzip', offset, needed: null, available });
}

function reportDamage(offset: number, reason: string, report: Report): void {
  report({ kind: 'corrupt-compression', compression: 'gzip', offset, reason });
}
