import type { Random } from '../../../samples/builder/index.ts';
import { mutateBytes } from '../mutation/bytes.ts';
import { faultCount } from '../mutation/count.ts';
import { extreme } from '../mutation/numbers.ts';
import type { MakeInput } from './stage.ts';

/** One piece of a capture file: its header, a record or a block. */
type Part = Buffer;

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const BLOCK_BYTES = 12;
const SECTION = 0x0a0d0d0a;
const BIG_ENDIAN_MAGICS = new Set([0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34]);
const MAGICS = [0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34, 0xd4c3b2a1, 0x4d3cb2a1, 0x34cdb2a1, SECTION] as const;
const BLOCK_TYPES = [1, 2, 3, 4, 5, 6, 9, 10, 0xbad, 0x4000_0bad, SECTION, 0, 0x8000_0001] as const;
const MOST_PARTS = 80;

/** Damaged files: lengths, types and byte orders of headers, records, blocks and options; order, absence and repetition of them. */
export const container: MakeInput = (random, seeds) => {
  const seed = random.pick(seeds.captures);
  let parts = cut(seed.bytes).slice(0, MOST_PARTS);
  for (let left = faultCount(random); left > 0; left--) parts = damaged(parts, random, seeds.captures);
  const bytes = Buffer.concat(parts);
  return {
    kind: 'capture',
    bytes: random.chance(0.1) ? bytes.subarray(0, random.below(bytes.length + 1)) : bytes,
  };
};

/** The parts of a file, as far as it can be followed simply; the rest as one part. */
function cut(bytes: Buffer): Part[] {
  if (bytes.length < FILE_HEADER_BYTES) return [Buffer.from(bytes)];
  const isPcapng = bytes.readUInt32LE(0) === SECTION;
  const parts: Part[] = isPcapng ? [] : [Buffer.from(bytes.subarray(0, FILE_HEADER_BYTES))];
  let at = isPcapng ? 0 : FILE_HEADER_BYTES;
  let little = isPcapng ? true : !BIG_ENDIAN_MAGICS.has(bytes.readUInt32BE(0));
  const headerBytes = isPcapng ? BLOCK_BYTES : RECORD_HEADER_BYTES;
  while (at + headerBytes <= bytes.length) {
    if (isPcapng && bytes.readUInt32LE(at) === SECTION) little = bytes[at + 8] === 0x4d;
    const length = isPcapng
      ? number(bytes, at + 4, little)
      : RECORD_HEADER_BYTES + number(bytes, at + 8, little);
    if (length < headerBytes || at + length > bytes.length) break;
    parts.push(Buffer.from(bytes.subarray(at, at + length)));
    at += length;
  }
  if (at < bytes.length) parts.push(Buffer.from(bytes.subarray(at)));
  return parts;
}

function damaged(parts: Part[], random: Random, seeds: readonly { readonly bytes: Buffer }[]): Part[] {
  if (parts.length === 0) return parts;
  const at = random.chance(0.3) ? 0 : random.below(parts.length);
  const part = parts[at] ?? Buffer.alloc(0);
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2:
      writeWord(part, random.pick([4, 8, 12, part.length - 4]), random);
      break;
    case 3:
      writeWord(part, random.below(Math.max(1, Math.ceil(part.length / 4))) * 4, random);
      break;
    case 4:
      if (part.length >= 4) part.writeUInt32LE(random.pick(at === 0 ? MAGICS : BLOCK_TYPES), 0);
      break;
    case 5:
      parts.splice(at, 1);
      break;
    case 6:
      parts.splice(random.below(parts.length + 1), 0, part);
      break;
    case 7:
      return [...parts.slice(0, at), random.bytes(random.between(1, 40)), ...parts.slice(at)];
    case 8:
      return [...parts.slice(0, at), ...cut(random.pick(seeds).bytes).slice(0, MOST_PARTS / 4)];
    case 9:
      parts[at] = swapped(part);
      break;
    case 10:
      if (random.chance(0.3)) return parts.map(swapped);
      parts[at] = options(part, random);
      break;
    default:
      parts[at] = mutateBytes(part, random, 2);
  }
  return parts;
}

/** The words of a part in the other byte order. */
function swapped(part: Part): Part {
  const whole = part.length & ~3;
  return Buffer.concat([Buffer.from(part.subarray(0, whole)).swap32(), part.subarray(whole)]);
}

/** A block with options behind its body; their lengths may be anything, as may those of the block. */
function options(part: Part, random: Random): Part {
  if (part.length < BLOCK_BYTES) return part;
  const added: Buffer[] = [];
  for (let left = random.between(1, 6); left > 0; left--) {
    const value = random.bytes(random.below(24));
    const head = Buffer.alloc(4);
    head.writeUInt16LE(random.pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 2988, 0xffff]), 0);
    head.writeUInt16LE(random.chance(0.8) ? value.length : extreme(random, 16, value.length), 2);
    added.push(head, value, Buffer.alloc(-value.length & 3));
  }
  const body = Buffer.concat([part.subarray(0, part.length - 4), ...added, part.subarray(part.length - 4)]);
  if (random.chance(0.9)) {
    body.writeUInt32LE(body.length, 4);
    body.writeUInt32LE(body.length, body.length - 4);
  }
  return body;
}

function writeWord(part: Part, at: number, random: Random): void {
  if (at < 0 || at + 4 > part.length) return;
  const little = random.chance(0.8);
  const value = extreme(random, 32, number(part, at, little));
  if (little) part.writeUInt32LE(value, at);
  else part.writeUInt32BE(value, at);
}

function number(bytes: Buffer, at: number, little: boolean): number {
  return little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}
