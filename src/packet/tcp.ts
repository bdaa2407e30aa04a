import { viewOf } from '../base/words.ts';
import { readUint16, readUint32 } from './big-endian.ts';
import { type Cursor, malformed, tooShort } from './cursor.ts';
import { DECODE, type DecodeResult } from './decode-result.ts';
import { SYN } from './segment.ts';
import { findTcpOption, TCP_OPTION } from './tcp-options.ts';

/** RFC 9293 §3.1. */
const TCP = {
  sourcePort: 0,
  destinationPort: 2,
  sequence: 4,
  acknowledgement: 8,
  dataOffset: 12,
  /** The bytes that a segment is made from; the checksum and the urgent pointer follow them. */
  needed: 16,
  length: 20,
} as const;
/** Bytes that every ICMP error quotes at least (RFC 792): ports and sequence number. */
const QUOTED_LEAST = 8;

const WINDOW_SCALE_LENGTH = 3;
const MOST_WINDOW_SCALE = 14;

/** A TCP header; writes the segment. */
export function tcp(cursor: Cursor): DecodeResult {
  const { bytes, position: start, end, segment } = cursor;
  if (start + TCP.needed > end) {
    return cursor.quoted && start + QUOTED_LEAST <= end
      ? quotedStub(cursor)
      : tooShort(cursor, TCP.needed, 'TCP', 'header', 0);
  }
  const view = viewOf(bytes);
  const ports = view.getInt32(start + TCP.sourcePort);
  // The data offset, the flags and the window.
  const control = view.getInt32(start + TCP.dataOffset);
  segment.sourcePort = ports >>> 16;
  segment.destinationPort = ports & 0xffff;
  segment.sequence = view.getUint32(start + TCP.sequence);
  segment.acknowledgement = view.getUint32(start + TCP.acknowledgement);
  segment.flags = (control >>> 16) & 0xff;
  segment.window = control & 0xffff;
  segment.windowScale = -1;
  segment.bytes = bytes;
  segment.headerStart = start;

  const headerLength = (control >>> 28) << 2;
  const headerEnd = start + headerLength;
  const broken = headerLength < TCP.length || headerEnd > cursor.wireEnd;
  if (broken || cursor.quoted) {
    segment.payloadStart = end;
    segment.payloadEnd = end;
    segment.payloadLength = 0;
    if (cursor.quoted) {
      cursor.icmpError.quotedBytes = end - start;
      return DECODE.icmpError;
    }
    malformed(cursor, 'TCP', 'data offset', TCP.dataOffset);
    return DECODE.brokenTcpHeader;
  }
  const optionsEnd = Math.min(headerEnd, end);
  segment.payloadStart = optionsEnd;
  segment.payloadEnd = end;
  segment.payloadLength = cursor.wireEnd - headerEnd;
  if ((segment.flags & SYN) !== 0) {
    segment.windowScale = windowScale(bytes, start + TCP.length, optionsEnd);
  }
  return DECODE.segment;
}

/** An ICMP error that quotes ports and sequence number, but not the flags. */
function quotedStub(cursor: Cursor): DecodeResult {
  const { bytes, position: start, end, segment } = cursor;
  segment.sourcePort = readUint16(bytes, start + TCP.sourcePort);
  segment.destinationPort = readUint16(bytes, start + TCP.destinationPort);
  segment.sequence = readUint32(bytes, start + TCP.sequence);
  segment.acknowledgement = 0;
  segment.flags = 0;
  segment.window = 0;
  segment.windowScale = -1;
  segment.bytes = bytes;
  segment.headerStart = start;
  segment.payloadStart = end;
  segment.payloadEnd = end;
  segment.payloadLength = 0;
  cursor.icmpError.quotedBytes = end - start;
  return DECODE.icmpError;
}

/** The shift count of the window scale option (RFC 7323 §2.2), or -1. A count above 14 counts as 14 (§2.3). */
function windowScale(bytes: Cursor['bytes'], start: number, end: number): number {
  const at = findTcpOption(bytes, start, end, TCP_OPTION.windowScale, WINDOW_SCALE_LENGTH);
  return at < 0 ? -1 : Math.min(bytes[at + 2], MOST_WINDOW_SCALE);
}
