import { MAX_COMPRESSION_RATIO, MAX_UNQUESTIONED_CAPTURE_BYTES } from '../../base/limits.ts';
import type { Compression, Report } from '../diagnostic.ts';
import type { RawSource } from '../source/byte-source.ts';

/**
 * Passes decompressed pieces on while their sum is in proportion to the compressed bytes that were read (a guard
 * against compression bombs). Beyond it, it reports damage and ends.
 */
export async function* guardRatio(
  pieces: AsyncIterable<Uint8Array>,
  raw: RawSource,
  compression: Compression,
  report: Report,
): AsyncGenerator<Uint8Array> {
  let given = 0;
  for await (const piece of pieces) {
    given += piece.length;
    if (given > MAX_UNQUESTIONED_CAPTURE_BYTES && given > raw.position * MAX_COMPRESSION_RATIO) {
      const reason = `they become more than ${MAX_COMPRESSION_RATIO} times their size; decompress them first if that is meant`;
      report({ kind: 'corrupt-compression', compression, offset: raw.position, reason });
      return;
    }
    yield piece;
  }
}
