import { Buffer } from 'node:buffer';
import type { Frame } from '../frame.ts';

/** The parts of a frame that are written. Its bytes are copied. */
export type WritableFrame = Pick<
  Frame,
  'seconds' | 'nanoseconds' | 'bytes' | 'start' | 'end' | 'originalLength'
>;

export interface PcapHeader {
  /** LINKTYPE_ number of all frames: a pcap file has only one. */
  readonly linkType: number;
  /** Bytes; 0 means that no limit is known. */
  readonly snapLength: number;
  /** True: times have nanoseconds. False: they have microseconds, cut and not rounded. */
  readonly nanoseconds: boolean;
}

const HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const MAGIC = { microseconds: 0xa1b2c3d4, nanoseconds: 0xa1b23c4d } as const;
const VERSION = { major: 2, minor: 4 } as const;
/** The snap length that tcpdump announces where there is no limit. */
const USUAL_SNAP_LENGTH = 262_144;
const LARGEST_UINT32 = 0xffff_ffff;
const NANOSECONDS_A_MICROSECOND = 1000;

/** The file header of a classic pcap file, little-endian (draft-ietf-opsawg-pcap, section 4). */
export function pcapHeader({ linkType, snapLength, nanoseconds }: PcapHeader): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(nanoseconds ? MAGIC.nanoseconds : MAGIC.microseconds, 0);
  header.writeUInt16LE(VERSION.major, 4);
  header.writeUInt16LE(VERSION.minor, 6);
  header.writeUInt32LE(snapLength === 0 ? USUAL_SNAP_LENGTH : snapLength, 16);
  header.writeUInt32LE(linkType, 20);
  return header;
}

/**
 * A record of a classic pcap file, little-endian (section 5). Its seconds end in 2106: a later time is written as the
 * last second.
 */
export function pcapRecord(frame: WritableFrame, nanoseconds: boolean): Buffer {
  const captured = frame.end - frame.start;
  const record = Buffer.allocUnsafe(RECORD_HEADER_BYTES + captured);
  record.writeUInt32LE(Math.min(Math.max(frame.seconds, 0), LARGEST_UINT32), 0);
  record.writeUInt32LE(
    nanoseconds ? frame.nanoseconds : Math.floor(frame.nanoseconds / NANOSECONDS_A_MICROSECOND),
    4,
  );
  record.writeUInt32LE(captured, 8);
  record.writeUInt32LE(frame.originalLength, 12);
  frame.bytes.copy(record, RECORD_HEADER_BYTES, frame.start, frame.end);
  return record;
}
