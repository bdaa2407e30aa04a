import { viewOf } from '../base/words.ts';
import { readUint32 } from './big-endian.ts';
import type { Segment } from './segment.ts';
import { findTcpOption, TCP_OPTION } from './tcp-options.ts';

const TCP_HEADER_LENGTH = 20;
const TIMESTAMPS_LENGTH = 10;
/** Two no-operations, kind 8, length 10: how RFC 7323 appendix A lays the option out, and nearly everybody does. */
const USUAL_LAYOUT = 0x0101080a;

/** The sender's timestamp (TSval, RFC 7323 §3.2), an unsigned 32-bit number; -1 where the segment has none. */
export function timestampOf({ bytes, headerStart, payloadStart }: Segment): number {
  const start = headerStart + TCP_HEADER_LENGTH;
  if (start + 2 + TIMESTAMPS_LENGTH <= payloadStart) {
    const view = viewOf(bytes);
    if (view.getInt32(start) === USUAL_LAYOUT) return view.getUint32(start + 4);
  }
  const at = findTcpOption(bytes, start, payloadStart, TCP_OPTION.timestamps, TIMESTAMPS_LENGTH);
  return at < 0 ? -1 : readUint32(bytes, at + 2);
}
