import { Buffer } from 'node:buffer';
import { checksumWithPayload, type Segment, SYN, verifyTcpChecksum } from '../packet/index.ts';
import type { Direction } from '../stream/index.ts';
import { BLANK } from './scrub/fillers.ts';
import type { ScrubbedConnections } from './scrubbed-connections.ts';

/** Some bytes of a packet, and where they stand in a frame. A packet has one such part, one that came in fragments several. */
export interface FramePart {
  /** The frame's captured bytes, to be written over. */
  readonly bytes: Buffer;
  /** Where the packet's bytes stand in it: from `start` to before `end`. */
  readonly start: number;
  readonly end: number;
  /** Which byte of the packet stands at `start`, counted as in `Segment.bytes`. */
  readonly offset: number;
}

/** RFC 9293 §3.1. */
const TCP = { dataOffset: 12, checksum: 16, checksumEnd: 18, length: 20 } as const;

/**
 * Writes over the payload of segments what may be seen of it, and sets their checksums right. The sum over the whole
 * segment stays what it was, so the checksums of what carries it (ICMP, the UDP of a tunnel) stay right.
 */
export class FrameScrubber {
  /** Frames with bytes that belong to no message that was read: these bytes are blank. */
  unread = 0;
  readonly #connections: ScrubbedConnections;

  constructor(connections: ScrubbedConnections) {
    this.#connections = connections;
  }

  /** Scrubs a segment; `position` is that of its sequence number. */
  segment(
    segment: Segment,
    connection: number,
    direction: Direction,
    position: number,
    parts: readonly FramePart[],
  ): void {
    const { payloadStart, payloadEnd } = segment;
    const payload = Buffer.alloc(payloadEnd - payloadStart);
    const first = (segment.flags & SYN) !== 0 ? position + 1 : position;
    if (!this.#connections.read(connection, direction, first, payload)) this.unread += 1;
    const isLeftToCard = verifyTcpChecksum(segment) === 'partial';
    overwrite(segment, payloadStart, payload, !isLeftToCard, parts);
    blankBehind(payloadEnd, parts);
  }

  /** Blanks the payload of a segment that an ICMP error quotes. */
  quoted(segment: Segment, quotedBytes: number, parts: readonly FramePart[]): void {
    const { bytes, headerStart, payloadEnd } = segment;
    if (quotedBytes >= TCP.checksumEnd) {
      const announced = ((bytes[headerStart + TCP.dataOffset] ?? 0) >> 4) << 2;
      const start = Math.min(headerStart + Math.max(announced, TCP.length), payloadEnd);
      overwrite(segment, start, Buffer.alloc(payloadEnd - start, BLANK), true, parts);
    }
    blankBehind(payloadEnd, parts);
  }
}

function overwrite(
  segment: Segment,
  start: number,
  payload: Buffer,
  sums: boolean,
  parts: readonly FramePart[],
): void {
  if (payload.length === 0) return;
  if (sums) {
    const checksum = Buffer.alloc(2);
    checksum.writeUInt16BE(checksumWithPayload(segment, start, payload));
    put(checksum, segment.headerStart + TCP.checksum, parts);
  }
  put(payload, start, parts);
}

/** Writes bytes over those at an offset of the packet, in whichever frames they stand. */
function put(bytes: Buffer, offset: number, parts: readonly FramePart[]): void {
  for (const part of parts) {
    const from = Math.max(offset, part.offset);
    const to = Math.min(offset + bytes.length, part.offset + part.end - part.start);
    if (to > from) bytes.copy(part.bytes, part.start + from - part.offset, from - offset, to - offset);
  }
}

/** Behind a packet stands padding, a check sequence of the link, or something unknown: it is set to 0. */
function blankBehind(packetEnd: number, parts: readonly FramePart[]): void {
  for (const part of parts) {
    const end = Math.min(part.end, part.start + Math.max(0, packetEnd - part.offset));
    part.bytes.fill(0, end);
  }
}
