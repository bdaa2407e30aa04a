import type { Buffer } from 'node:buffer';
import { MAX_ANNOUNCED_SNAP_BYTES, MAX_RECORD_BYTES } from '../../base/limits.ts';

/** Bytes of a classic pcap file header (draft-ietf-opsawg-pcap, section 4). */
export const FILE_HEADER_BYTES = 24;

/** Older programs wrote the two length fields of a record in the other order. */
export type LengthOrder = 'captured-first' | 'original-first' | 'smaller-is-captured';

export interface ClassicHeader {
  readonly format: 'pcap';
  readonly littleEndian: boolean;
  /** Nanoseconds in one unit of a record's second time field. */
  readonly unitNanoseconds: 1 | 1000;
  /**
   * 16, or 24 in the modified form (Kuznetzov's patch, magic number a1b2cd34), which adds interface, protocol and
   * packet type.
   */
  readonly recordHeaderBytes: 16 | 24;
  readonly majorVersion: number;
  readonly minorVersion: number;
  /** Bytes, as the header announces them. */
  readonly snapLength: number;
  /** LINKTYPE_ number, without the bits above it that describe the frame check sequence. */
  readonly linkType: number;
  readonly lengthOrder: LengthOrder;
}

interface Magic {
  readonly value: number;
  readonly unitNanoseconds: 1 | 1000;
  readonly recordHeaderBytes: 16 | 24;
}

const MAGICS: readonly Magic[] = [
  { value: 0xa1b2c3d4, unitNanoseconds: 1000, recordHeaderBytes: 16 },
  { value: 0xa1b23c4d, unitNanoseconds: 1, recordHeaderBytes: 16 },
  { value: 0xa1b2cd34, unitNanoseconds: 1000, recordHeaderBytes: 24 },
];

const VERSION_MAJOR = 4;
const VERSION_MINOR = 6;
const SNAP_LENGTH = 16;
const NETWORK = 20;
/** The upper half of the network field says whether frames carry a check sequence, and how long it is. */
const LINK_TYPE_MASK = 0xffff;

/** Whether four bytes at `start` are one of the magic numbers of classic pcap. */
export function isClassicMagic(bytes: Buffer, start: number): boolean {
  return magicAt(bytes, start) !== undefined;
}

/** Reads a file header of 24 bytes at `start`; null where its magic number is none of classic pcap. */
export function readClassicHeader(bytes: Buffer, start: number): ClassicHeader | null {
  const found = magicAt(bytes, start);
  if (found === undefined) return null;
  const { magic, littleEndian } = found;
  const short = (at: number): number =>
    littleEndian ? bytes.readUInt16LE(start + at) : bytes.readUInt16BE(start + at);
  const long = (at: number): number =>
    littleEndian ? bytes.readUInt32LE(start + at) : bytes.readUInt32BE(start + at);
  const majorVersion = short(VERSION_MAJOR);
  const minorVersion = short(VERSION_MINOR);
  return {
    format: 'pcap',
    littleEndian,
    unitNanoseconds: magic.unitNanoseconds,
    recordHeaderBytes: magic.recordHeaderBytes,
    majorVersion,
    minorVersion,
    snapLength: long(SNAP_LENGTH),
    linkType: long(NETWORK) & LINK_TYPE_MASK,
    lengthOrder: lengthOrderOf(majorVersion, minorVersion),
  };
}

/** Whether records of this version are understood: 2.x, and 543.0, which Digital Unix wrote (libpcap, sf-pcap.c). */
export function isKnownVersion(header: ClassicHeader): boolean {
  return header.majorVersion === 2 || header.majorVersion === 543;
}

/**
 * The longest record that is accepted; a longer one is damage. A snap length beyond MAX_ANNOUNCED_SNAP_BYTES does not
 * raise it.
 */
export function longestRecord(snapLength: number): number {
  return snapLength > MAX_RECORD_BYTES && snapLength <= MAX_ANNOUNCED_SNAP_BYTES
    ? snapLength
    : MAX_RECORD_BYTES;
}

function magicAt(bytes: Buffer, start: number): { magic: Magic; littleEndian: boolean } | undefined {
  const little = bytes.readUInt32LE(start);
  const big = bytes.readUInt32BE(start);
  for (const magic of MAGICS) {
    if (magic.value === little) return { magic, littleEndian: true };
    if (magic.value === big) return { magic, littleEndian: false };
  }
  return undefined;
}

/**
 * The rule of libpcap (sf-pcap.c): swapped before version 2.3 and in 543.0; in 2.3 the smaller number is the captured
 * length.
 */
function lengthOrderOf(majorVersion: number, minorVersion: number): LengthOrder {
  if (majorVersion === 543) return 'original-first';
  if (minorVersion < 3) return 'original-first';
  return minorVersion === 3 ? 'smaller-is-captured' : 'captured-first';
}
