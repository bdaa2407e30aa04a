import { Buffer } from 'node:buffer';
import type { ByteRange } from './answer.ts';
import { chunkedEnd } from './chunked-body.ts';
import type { KnownHead } from './known-heads.ts';

/** Bodies that came in chunks, each in one piece. They are written over with each exchange. */
export const GATHERED = {
  request: { bytes: Buffer.allocUnsafeSlow(4096) },
  response: { bytes: Buffer.allocUnsafeSlow(4096) },
};

/** Where the body that stands between two indexes is in one piece. `gathered`: holds it where it came in chunks. */
export function bodyOf(
  bytes: Buffer,
  start: number,
  end: number,
  { framing }: KnownHead,
  gathered: { bytes: Buffer },
): ByteRange {
  if (framing !== 'chunked') return { bytes, start, end };
  if (gathered.bytes.length < end - start) gathered.bytes = Buffer.allocUnsafeSlow((end - start) * 2);
  let length = 0;
  chunkedEnd(bytes, start, end, (from, to) => {
    length += bytes.copy(gathered.bytes, length, from, to);
  });
  return { bytes: gathered.bytes, start: 0, end: length };
}
