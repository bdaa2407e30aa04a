import { Buffer } from 'node:buffer';
import { copyBytes, newView } from '../base/words.ts';
import type { ByteRange } from './answer.ts';
import type { ViewedBytes } from './byte-words.ts';
import { chunkedEnd } from './chunked-body.ts';
import type { KnownHead } from './known-heads.ts';

/** Bodies that came in chunks, each in one piece. They are written over with each exchange. */
export const GATHERED = { request: gatheredIn(4096), response: gatheredIn(4096) };

function gatheredIn(length: number): { bytes: Buffer; view: DataView } {
  const bytes = Buffer.allocUnsafeSlow(length);
  return { bytes, view: newView(bytes) };
}

/** Where the body that stands between two indexes is in one piece. `gathered`: holds it where it came in chunks. */
export function bodyOf(
  { bytes, view }: ViewedBytes,
  start: number,
  end: number,
  { framing }: KnownHead,
  gathered: { bytes: Buffer; view: DataView },
): ByteRange {
  if (framing !== 'chunked') return { bytes, view, start, end };
  if (gathered.bytes.length < end - start) Object.assign(gathered, gatheredIn((end - start) * 2));
  let length = 0;
  chunkedEnd(bytes, start, end, (from, to) => {
    copyBytes(bytes, from, to, gathered.bytes, length);
    length += to - from;
  });
  return { bytes: gathered.bytes, view: gathered.view, start: 0, end: length };
}
