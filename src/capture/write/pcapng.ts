import { Buffer } from 'node:buffer';
import { BLOCK, BYTE_ORDER_MAGIC, MIN_BLOCK_BYTES, TLS_KEY_LOG } from '../pcapng/blocks.ts';
import { OPTION } from '../pcapng/options.ts';
import type { WritableFrame } from './pcap.ts';

/** An interface as a section describes it. */
export interface PcapngInterface {
  /** LINKTYPE_ number. */
  readonly linkType: number;
  /** Bytes; 0 means no limit. */
  readonly snapLength: number;
  readonly name: string | null;
  readonly description: string | null;
  readonly clock: PcapngClock;
}

/** The unit in which times are written. */
export type PcapngClock = 'microseconds' | 'nanoseconds';

const RESOLUTION = { microseconds: 6, nanoseconds: 9 } as const satisfies Record<PcapngClock, number>;
const UNITS_A_SECOND = { microseconds: 1_000_000n, nanoseconds: 1_000_000_000n } as const;
const NANOSECONDS_A_UNIT = { microseconds: 1000, nanoseconds: 1 } as const;
const APPLICATION_OPTION = 4;
const LONGEST_OPTION = 0xffff;
const UNKNOWN_LENGTH = -1n;

/**
 * A Section Header Block, little-endian (draft-ietf-opsawg-pcapng, section 4.1). It names the program that wrote the
 * file. `comments` are about the whole file.
 */
export function pcapngSection(application: string, comments: readonly string[] = []): Buffer {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(BYTE_ORDER_MAGIC, 0);
  body.writeUInt16LE(1, 4);
  body.writeBigInt64LE(UNKNOWN_LENGTH, 8);
  return block(BLOCK.sectionHeader, [
    body,
    ...options([[APPLICATION_OPTION, Buffer.from(application)], ...commentOptions(comments)]),
  ]);
}

/** A Decryption Secrets Block with lines of a TLS key log (section 4.7). It has to stand before the packets that it serves. */
export function pcapngSecrets(lines: readonly string[]): Buffer {
  const keyLog = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
  const head = Buffer.alloc(8);
  head.writeUInt32LE(TLS_KEY_LOG, 0);
  head.writeUInt32LE(keyLog.length, 4);
  return block(BLOCK.decryptionSecrets, [head, ...padded(keyLog)]);
}

/** An Interface Description Block (section 4.2). Packets refer to interfaces by their position, from 0. */
export function pcapngInterface(iface: PcapngInterface): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(iface.linkType, 0);
  body.writeUInt32LE(iface.snapLength, 4);
  const given: [number, Buffer][] = [];
  if (iface.name !== null) given.push([OPTION.interfaceName, Buffer.from(iface.name)]);
  if (iface.description !== null) given.push([OPTION.interfaceDescription, Buffer.from(iface.description)]);
  given.push([OPTION.timeResolution, Buffer.of(RESOLUTION[iface.clock])]);
  return block(BLOCK.interfaceDescription, [body, ...options(given)]);
}

/** An Enhanced Packet Block (section 4.3). Times before 1970 are written as 1970. */
export function pcapngPacket(
  frame: WritableFrame,
  iface: { readonly number: number; readonly clock: PcapngClock },
  comments: readonly string[],
): Buffer {
  const captured = frame.end - frame.start;
  const units =
    BigInt(Math.max(frame.seconds, 0)) * UNITS_A_SECOND[iface.clock] +
    BigInt(Math.floor(frame.nanoseconds / NANOSECONDS_A_UNIT[iface.clock]));
  const head = Buffer.alloc(20);
  head.writeUInt32LE(iface.number, 0);
  head.writeUInt32LE(Number((units >> 32n) & 0xffff_ffffn), 4);
  head.writeUInt32LE(Number(units & 0xffff_ffffn), 8);
  head.writeUInt32LE(captured, 12);
  head.writeUInt32LE(frame.originalLength, 16);
  const data = padded(frame.bytes.subarray(frame.start, frame.end));
  return block(BLOCK.enhancedPacket, [head, ...data, ...options(commentOptions(comments))]);
}

function commentOptions(comments: readonly string[]): readonly (readonly [code: number, value: Buffer])[] {
  return comments.map((text) => [OPTION.comment, Buffer.from(text)] as const);
}

function options(given: readonly (readonly [code: number, value: Buffer])[]): readonly Buffer[] {
  if (given.length === 0) return [];
  const parts = given.flatMap(([code, whole]) => {
    const value = whole.subarray(0, LONGEST_OPTION);
    const head = Buffer.alloc(4);
    head.writeUInt16LE(code, 0);
    head.writeUInt16LE(value.length, 2);
    return [head, ...padded(value)];
  });
  // opt_endofopt: code and length 0.
  return [...parts, Buffer.alloc(4)];
}

function padded(bytes: Buffer): readonly Buffer[] {
  const rest = -bytes.length & 3;
  return rest === 0 ? [bytes] : [bytes, Buffer.alloc(rest)];
}

function block(type: number, parts: readonly Buffer[]): Buffer {
  const length = MIN_BLOCK_BYTES + parts.reduce((sum, part) => sum + part.length, 0);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(length, 4);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(length, 0);
  return Buffer.concat([head, ...parts, tail], length);
}
