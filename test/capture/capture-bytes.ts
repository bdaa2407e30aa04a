import { Buffer } from 'node:buffer';

/**
 * Writers of captures, byte by byte, as the specifications of the formats describe them. They share no code with the
 * readers.
 */

export type ByteOrder = 'little' | 'big';

export function u16(value: number, order: ByteOrder = 'little'): Buffer {
  const bytes = Buffer.alloc(2);
  order === 'little' ? bytes.writeUInt16LE(value) : bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number, order: ByteOrder = 'little'): Buffer {
  const bytes = Buffer.alloc(4);
  order === 'little' ? bytes.writeUInt32LE(value) : bytes.writeUInt32BE(value);
  return bytes;
}

export function u64(value: bigint, order: ByteOrder = 'little'): Buffer {
  const bytes = Buffer.alloc(8);
  const unsigned = BigInt.asUintN(64, value);
  order === 'little' ? bytes.writeBigUInt64LE(unsigned) : bytes.writeBigUInt64BE(unsigned);
  return bytes;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

export interface Packet {
  readonly seconds?: number;
  /** In the file's unit. */
  readonly fraction?: number;
  readonly data: Buffer;
  readonly originalLength?: number;
}

export interface ClassicOptions {
  readonly order?: ByteOrder;
  readonly magic?: number;
  readonly version?: readonly [number, number];
  readonly snapLength?: number;
  readonly network?: number;
}

export function classicHeader(options: ClassicOptions = {}): Buffer {
  const order = options.order ?? 'little';
  const [major, minor] = options.version ?? [2, 4];
  return Buffer.concat([
    u32(options.magic ?? 0xa1b2c3d4, order),
    u16(major, order),
    u16(minor, order),
    Buffer.alloc(8),
    u32(options.snapLength ?? 262_144, order),
    u32(options.network ?? 1, order),
  ]);
}

export function classicRecord(packet: Packet, order: ByteOrder = 'little', extra = Buffer.alloc(0)): Buffer {
  return Buffer.concat([
    u32(packet.seconds ?? 0, order),
    u32(packet.fraction ?? 0, order),
    u32(packet.data.length, order),
    u32(packet.originalLength ?? packet.data.length, order),
    extra,
    packet.data,
  ]);
}

export function classicFile(packets: readonly Packet[], options: ClassicOptions = {}): Buffer {
  const extra = options.magic === 0xa1b2cd34 ? Buffer.alloc(8, 0xee) : Buffer.alloc(0);
  const records = packets.map((packet) => classicRecord(packet, options.order, extra));
  return Buffer.concat([classicHeader(options), ...records]);
}

export interface PcapngWriter {
  block(type: number, body: Buffer, lengths?: { readonly first?: number; readonly last?: number }): Buffer;
  option(code: number, value: Buffer | string): Buffer;
  options(...options: readonly Buffer[]): Buffer;
  section(options?: Buffer, sectionLength?: bigint): Buffer;
  face(linkType: number, snapLength?: number, options?: Buffer): Buffer;
  enhanced(packet: PcapngPacket): Buffer;
  obsolete(packet: PcapngPacket, drops?: number): Buffer;
  simple(data: Buffer, originalLength?: number): Buffer;
  statistics(index: number, options: Buffer): Buffer;
}

export interface PcapngPacket {
  readonly index?: number;
  readonly time?: bigint;
  readonly data: Buffer;
  readonly originalLength?: number;
  readonly options?: Buffer;
}

const NONE = Buffer.alloc(0);

export function pcapng(order: ByteOrder = 'little'): PcapngWriter {
  const block: PcapngWriter['block'] = (type, body, lengths = {}) => {
    const full = padded(body);
    const length = 12 + full.length;
    return Buffer.concat([
      u32(type, order),
      u32(lengths.first ?? length, order),
      full,
      u32(lengths.last ?? lengths.first ?? length, order),
    ]);
  };
  const times = (time: bigint): Buffer =>
    Buffer.concat([u32(Number(time >> 32n), order), u32(Number(time & 0xffffffffn), order)]);
  const packetTail = (packet: PcapngPacket): Buffer[] => [
    times(packet.time ?? 0n),
    u32(packet.data.length, order),
    u32(packet.originalLength ?? packet.data.length, order),
    padded(packet.data),
    packet.options ?? NONE,
  ];
  return {
    block,
    option: (code, value) => {
      const bytes = Buffer.from(value as Buffer);
      return Buffer.concat([u16(code, order), u16(bytes.length, order), padded(bytes)]);
    },
    options: (...options) => Buffer.concat([...options, u32(0, order)]),
    section: (options = NONE, sectionLength = -1n) =>
      block(
        0x0a0d0d0a,
        Buffer.concat([
          u32(0x1a2b3c4d, order),
          u16(1, order),
          u16(0, order),
          u64(sectionLength, order),
          options,
        ]),
      ),
    face: (linkType, snapLength = 0, options = NONE) =>
      block(1, Buffer.concat([u16(linkType, order), u16(0), u32(snapLength, order), options])),
    enhanced: (packet) => block(6, Buffer.concat([u32(packet.index ?? 0, order), ...packetTail(packet)])),
    obsolete: (packet, drops = 0xffff) =>
      block(2, Buffer.concat([u16(packet.index ?? 0, order), u16(drops, order), ...packetTail(packet)])),
    simple: (data, originalLength = data.length) =>
      block(3, Buffer.concat([u32(originalLength, order), data])),
    statistics: (index, options) => block(5, Buffer.concat([u32(index, order), Buffer.alloc(8), options])),
  };
}

/** `length` bytes that differ from those of another `seed`. */
export function payload(length: number, seed = 1): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 7 + seed * 31) & 0xff));
}
