import { LINK_TYPES, type LinkLayer, linkHeader } from './link-layer.ts';
import type { Packet, PacketWriter, WriteBytes } from './packet.ts';

export interface PcapngInterface {
  readonly linkLayer: LinkLayer;
  readonly name?: string;
  /** 0 keeps frames whole. */
  readonly snapLength?: number;
  /** `if_tsresol`: the power of ten (6: microseconds, 9: nanoseconds). */
  readonly decimals?: number;
}

export interface PcapngOptions {
  readonly epoch: number;
  readonly interfaces: readonly PcapngInterface[];
  readonly hardware?: string;
  readonly operatingSystem?: string;
  readonly application?: string;
  readonly comment?: string;
}

/** What an Interface Statistics Block says. */
export interface InterfaceStatistics {
  /** Microseconds since the epoch. */
  readonly time: number;
  readonly startTime: number;
  readonly endTime: number;
  readonly received: number;
  readonly dropped: number;
  /** Dropped by the operating system. */
  readonly droppedBySystem?: number;
}

export interface PcapngWriter extends PacketWriter {
  statistics(interfaceNumber: number, statistics: InterfaceStatistics): void;
  /** Writes a Decryption Secrets Block with a key log of TLS. */
  secrets(keyLog: string): void;
}

const BLOCKS = { section: 0x0a0d0d0a, interface: 1, statistics: 5, packet: 6, secrets: 10 } as const;
/** The kind of secrets that a TLS key log is. */
const TLS_KEY_LOG = 0x544c534b;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const DEFAULT_DECIMALS = 6;
const EVERY_BLOCK_BYTES = 12;

/** Writes section header and interfaces at once and then an Enhanced Packet Block for each packet (draft-ietf-opsawg-pcapng), little-endian. */
export function pcapngWriter(write: WriteBytes, options: PcapngOptions): PcapngWriter {
  const block = (type: number, body: readonly Buffer[]): void => {
    const length = EVERY_BLOCK_BYTES + body.reduce((sum, part) => sum + part.length, 0);
    const head = Buffer.alloc(8);
    head.writeUInt32LE(type, 0);
    head.writeUInt32LE(length, 4);
    const tail = Buffer.alloc(4);
    tail.writeUInt32LE(length, 0);
    write(Buffer.concat([head, ...body, tail]));
  };
  const timestamp = (time: number, interfaceNumber: number): Buffer => {
    const decimals = options.interfaces[interfaceNumber]?.decimals ?? DEFAULT_DECIMALS;
    const units =
      BigInt(options.epoch) * 10n ** BigInt(decimals) + BigInt(Math.round(time * 10 ** (decimals - 6)));
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(Number(units >> 32n), 0);
    bytes.writeUInt32LE(Number(units & 0xffff_ffffn), 4);
    return bytes;
  };

  const section = Buffer.alloc(16);
  section.writeUInt32LE(BYTE_ORDER_MAGIC, 0);
  section.writeUInt16LE(1, 4);
  section.writeBigInt64LE(-1n, 8);
  block(BLOCKS.section, [
    section,
    optionList([
      [1, options.comment],
      [2, options.hardware],
      [3, options.operatingSystem],
      [4, options.application],
    ]),
  ]);
  for (const { linkLayer, name, snapLength, decimals } of options.interfaces) {
    const description = Buffer.alloc(8);
    description.writeUInt16LE(LINK_TYPES[linkLayer], 0);
    description.writeUInt32LE(snapLength ?? 0, 4);
    const resolution = decimals === undefined ? undefined : Buffer.from([decimals]);
    block(BLOCKS.interface, [
      description,
      optionList([
        [2, name],
        [9, resolution],
      ]),
    ]);
  }

  return {
    write(packet: Packet): void {
      const number = packet.interface ?? 0;
      const description = options.interfaces[number];
      if (description === undefined) throw new Error(`no interface ${number}`);
      const link = linkHeader(description.linkLayer, packet);
      const length = link.length + packet.bytes.length;
      const captured = Math.min(length, description.snapLength || length);
      const fields = Buffer.alloc(8);
      fields.writeUInt32LE(captured, 0);
      fields.writeUInt32LE(length, 4);
      const numberBytes = Buffer.alloc(4);
      numberBytes.writeUInt32LE(number, 0);
      block(BLOCKS.packet, [
        numberBytes,
        timestamp(packet.time, number),
        fields,
        padded(Buffer.concat([link, packet.bytes]).subarray(0, captured)),
        optionList([[1, packet.comment]]),
      ]);
    },
    statistics(number: number, statistics: InterfaceStatistics): void {
      const numberBytes = Buffer.alloc(4);
      numberBytes.writeUInt32LE(number, 0);
      const dropped = statistics.droppedBySystem;
      block(BLOCKS.statistics, [
        numberBytes,
        timestamp(statistics.time, number),
        optionList([
          [2, timestamp(statistics.startTime, number)],
          [3, timestamp(statistics.endTime, number)],
          [4, counter(statistics.received)],
          [5, counter(statistics.dropped)],
          [7, dropped === undefined ? undefined : counter(dropped)],
        ]),
      ]);
    },
    secrets(keyLog: string): void {
      const data = Buffer.from(keyLog, 'latin1');
      const fields = Buffer.alloc(8);
      fields.writeUInt32LE(TLS_KEY_LOG, 0);
      fields.writeUInt32LE(data.length, 4);
      block(BLOCKS.secrets, [fields, padded(data)]);
    },
  };
}

function counter(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** Options with their end mark; nothing at all where none is given. */
function optionList(options: readonly (readonly [number, string | Buffer | undefined])[]): Buffer {
  const parts: Buffer[] = [];
  for (const [code, value] of options) {
    if (value === undefined) continue;
    const bytes = Buffer.from(value);
    const head = Buffer.alloc(4);
    head.writeUInt16LE(code, 0);
    head.writeUInt16LE(bytes.length, 2);
    parts.push(head, padded(bytes));
  }
  return parts.length === 0 ? Buffer.alloc(0) : Buffer.concat([...parts, Buffer.alloc(4)]);
}

/** The bytes, filled up with zeros to a multiple of four. */
function padded(bytes: Buffer): Buffer {
  const missing = -bytes.length & 3;
  return missing === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(missing)]);
}
