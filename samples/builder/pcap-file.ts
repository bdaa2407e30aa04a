import { LINK_TYPES, type LinkLayer, linkHeader } from './link-layer.ts';
import type { Packet, PacketWriter, WriteBytes } from './packet.ts';

export interface PcapOptions {
  readonly linkLayer: LinkLayer;
  /** Whole seconds since 1970 to which packet times are relative. */
  readonly epoch: number;
  readonly resolution?: 'microseconds' | 'nanoseconds';
  readonly byteOrder?: 'little' | 'big';
  /** Bytes kept of each frame, as tcpdump's `-s`; tcpdump writes 262144 for `-s 0`. */
  readonly snapLength?: number;
}

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const MAGIC = { microseconds: 0xa1b2c3d4, nanoseconds: 0xa1b23c4d } as const;
const UNITS_PER_MICROSECOND = { microseconds: 1, nanoseconds: 1000 } as const;

/** Writes the header of a classic capture file at once and then a record for each packet (draft-ietf-opsawg-pcap). */
export function pcapWriter(write: WriteBytes, options: PcapOptions): PacketWriter {
  const resolution = options.resolution ?? 'microseconds';
  const snapLength = options.snapLength ?? 262_144;
  const littleEndian = (options.byteOrder ?? 'little') === 'little';
  const unsigned16 = (target: Buffer, value: number, at: number) =>
    littleEndian ? target.writeUInt16LE(value, at) : target.writeUInt16BE(value, at);
  const unsigned32 = (target: Buffer, value: number, at: number) =>
    littleEndian ? target.writeUInt32LE(value, at) : target.writeUInt32BE(value, at);

  const header = Buffer.alloc(FILE_HEADER_BYTES);
  unsigned32(header, MAGIC[resolution], 0);
  unsigned16(header, 2, 4);
  unsigned16(header, 4, 6);
  unsigned32(header, snapLength, 16);
  unsigned32(header, LINK_TYPES[options.linkLayer], 20);
  write(header);

  const perMicrosecond = UNITS_PER_MICROSECOND[resolution];
  return {
    write(packet: Packet): void {
      const link = linkHeader(options.linkLayer, packet);
      const length = link.length + packet.bytes.length;
      const captured = Math.min(length, snapLength);
      const units = Math.round(packet.time * perMicrosecond);
      const unitsPerSecond = 1_000_000 * perMicrosecond;
      const record = Buffer.allocUnsafe(RECORD_HEADER_BYTES + captured);
      unsigned32(record, options.epoch + Math.floor(units / unitsPerSecond), 0);
      unsigned32(record, units % unitsPerSecond, 4);
      unsigned32(record, captured, 8);
      unsigned32(record, length, 12);
      link.copy(record, RECORD_HEADER_BYTES);
      packet.bytes.copy(record, RECORD_HEADER_BYTES + link.length);
      write(record);
    },
  };
}

/** The bytes that a writer wrote, as one buffer. */
export function collectBytes(produce: (write: WriteBytes) => void): Buffer {
  const pieces: Buffer[] = [];
  produce((bytes) => pieces.push(bytes));
  return Buffer.concat(pieces);
}
