import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import {
  MAX_CONTENT_CODINGS,
  MAX_DECODED_BYTES,
  MAX_DECODING_RATIO,
  MAX_UNQUESTIONED_DECODED_BYTES,
  MAX_ZSTD_BODY_WINDOW_BYTES,
} from '../../base/limits.ts';
import { unzstdBytes } from '../../capture/index.ts';

/** What came of undoing codings. `truncated`: the coded data ended early, and `bytes` is what came out before that. */
export type Decoding =
  | { readonly outcome: 'decoded'; readonly bytes: Buffer; readonly truncated: boolean }
  | { readonly outcome: 'unknown-coding'; readonly coding: string }
  | { readonly outcome: 'bad-data' }
  | { readonly outcome: 'too-large' };

/**
 * Undoes one coding. `partial`: accept data that ends early. Throws on bad data, and where more than `most` bytes
 * come out.
 */
type Decoder = (bytes: Buffer, partial: boolean, most: number) => Buffer;

/** RFC 9110 §8.4.1; `br`: RFC 7932; `zstd`: RFC 8878. */
const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: (bytes, partial, most) => gunzipSync(bytes, zlibOptions(partial, most)),
  'x-gzip': (bytes, partial, most) => gunzipSync(bytes, zlibOptions(partial, most)),
  deflate: inflate,
  br: (bytes, partial, most) =>
    brotliDecompressSync(bytes, {
      maxOutputLength: most,
      finishFlush: partial ? constants.BROTLI_OPERATION_FLUSH : constants.BROTLI_OPERATION_FINISH,
    }),
  zstd: unzstd,
};

/**
 * Undoes codings in the order given. `complete`: all coded bytes are there. Where they are not, or where the data ends
 * early by itself, as much as possible is decoded.
 */
export function decode(bytes: Buffer, codings: readonly string[], complete: boolean): Decoding {
  if (codings.length > MAX_CONTENT_CODINGS) return { outcome: 'unknown-coding', coding: codings.join(', ') };
  let truncated = false;
  const most = mostDecoded(bytes.length);
  for (const coding of codings) {
    const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
    if (decoder === undefined) return { outcome: 'unknown-coding', coding };
    if (bytes.length === 0) continue;
    try {
      bytes = decoder(bytes, !complete || truncated, most);
    } catch (error) {
      if (isTooLarge(error)) return { outcome: 'too-large' };
      const rest = complete && !truncated ? partly(decoder, bytes, most) : null;
      if (rest === null || rest.length === 0) return { outcome: 'bad-data' };
      truncated = true;
      bytes = rest;
    }
  }
  return { outcome: 'decoded', bytes, truncated };
}

/** The most bytes that so many coded bytes may become: a few bytes must not take the time of millions. */
function mostDecoded(coded: number): number {
  const byRatio = Math.max(MAX_UNQUESTIONED_DECODED_BYTES, coded * MAX_DECODING_RATIO);
  return Math.min(MAX_DECODED_BYTES, byRatio);
}

/** What can be decoded of data that ends early; null where it is bad. */
function partly(decoder: Decoder, bytes: Buffer, most: number): Buffer | null {
  try {
    return decoder(bytes, true, most);
  } catch {
    return null;
  }
}

function zlibOptions(partial: boolean, most: number): { maxOutputLength: number; finishFlush: number } {
  return {
    maxOutputLength: most,
    finishFlush: partial ? constants.Z_SYNC_FLUSH : constants.Z_FINISH,
  };
}

/** `deflate` means the zlib format, but some servers send raw deflate data (RFC 9110 §8.4.1.2, note). */
function inflate(bytes: Buffer, partial: boolean, most: number): Buffer {
  const options = zlibOptions(partial, most);
  const [first = 0, second = 0] = bytes;
  const zlibHeader = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
  if (!zlibHeader) return inflateRawSync(bytes, options);
  try {
    return inflateSync(bytes, options);
  } catch (error) {
    if (isTooLarge(error) || partial) throw error;
    return inflateRawSync(bytes, options);
  }
}

class TooLarge extends Error {}

function unzstd(bytes: Buffer, partial: boolean, most: number): Buffer {
  const unpacked = unzstdBytes(bytes, { output: most, history: MAX_ZSTD_BODY_WINDOW_BYTES });
  if (unpacked.end === 'too-large') throw new TooLarge();
  if (unpacked.end === 'damaged' || (unpacked.end === 'truncated' && !partial)) throw new Error(unpacked.end);
  return unpacked.bytes;
}

function isTooLarge(error: unknown): boolean {
  if (error instanceof TooLarge) return true;
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
