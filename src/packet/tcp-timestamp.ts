import { readUint32 } from './big-endian.ts';
import type { Segment } from './segment.ts';

const TCP_HEADER_LENGTH = 20;
const OPTION = { end: 0, noOperation: 1, timestamps: 8 } as const;
const TIMESTAMPS_LENGTH = 10;
/** Two no-operations, kind 8, length 10: how RFC 7323 appendix A lays the option out, and nearly everybody does. */
const USUAL_LAYOUT = 0x0101080a;

/** The sender's timestamp (TSval, RFC 7323 §3.2), an unsigned 32-bit number; -1 where the segment has none. */
export function timestampOf({ bytes, headerStart, payloadStart }: Segment): number {
  let at = headerStart + TCP_HEADER_LENGTH;
  if (at + 2 + TIMESTAMPS_LENGTH <= payloadStart && readUint32(bytes, at) === USUAL_LAYOUT) {
    return readUint32(bytes, at + 4);
  }
  while (at + 1 < payloadStart) {
    const kind = bytes[at];
    if (kind === OPTION.end) return -1;
    if (kind === OPTION.noOperation) {
      at += 1;
      continue;
    }
    const length = bytes[at + 1];
    if (length < 2 || at + length > payloadStart) return -1;
    if (kind === OPTION.timestamps && length === TIMESTAMPS_LENGTH) return readUint32(bytes, at + 2);
    at += length;
  }
  return -1;
}
