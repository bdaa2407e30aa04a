import type { Random } from '../../../samples/builder/index.ts';
import { extreme } from './numbers.ts';

type ByteMutation = (bytes: Buffer, random: Random) => Buffer;

const SHORT = 16;
const LONGEST_RUN = 4096;

/** Mutations that know nothing of what the bytes mean. */
const MUTATIONS: readonly ByteMutation[] = [
  function flipBit(bytes, random) {
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes;
  },
  function setByte(bytes, random) {
    bytes[random.below(bytes.length)] = extreme(random, 8);
    return bytes;
  },
  function setWord(bytes, random) {
    if (bytes.length < 4) return bytes;
    const at = random.below(bytes.length - 3);
    const value = extreme(random, 32, bytes.readUInt32LE(at));
    if (random.chance(0.5)) bytes.writeUInt32LE(value, at);
    else bytes.writeUInt32BE(value, at);
    return bytes;
  },
  function setHalfWord(bytes, random) {
    if (bytes.length < 2) return bytes;
    const at = random.below(bytes.length - 1);
    const value = extreme(random, 16, bytes.readUInt16BE(at));
    if (random.chance(0.5)) bytes.writeUInt16LE(value, at);
    else bytes.writeUInt16BE(value, at);
    return bytes;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length));
  },
  function loseBeginning(bytes, random) {
    return bytes.subarray(random.below(Math.min(bytes.length, 64)));
  },
  function lose(bytes, random) {
    const [from, to] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function repeat(bytes, random) {
    const [from, to] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  function exchange(bytes, random) {
    const [from, to] = range(bytes, random);
    const at = random.below(bytes.length);
    bytes.copyWithin(at, from, to);
    return bytes;
  },
  function insert(bytes, random) {
    const at = random.below(bytes.length + 1);
    const added = random.chance(0.5)
      ? random.bytes(random.between(1, SHORT))
      : Buffer.alloc(random.between(1, 64));
    return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)]);
  },
  function fill(bytes, random) {
    const [from, to] = range(bytes, random);
    return bytes.fill(random.pick([0, 0xff, 0x20, 0x0a, 0x41]), from, to);
  },
];

/** The bytes with `count` mutations; the given ones stay as they are. */
export function mutateBytes(bytes: Buffer, random: Random, count: number): Buffer {
  let mutated = Buffer.from(bytes);
  for (let left = count; left > 0 && mutated.length > 0; left--) {
    mutated = Buffer.from(random.pick(MUTATIONS)(mutated, random));
  }
  return mutated;
}

function range(bytes: Buffer, random: Random): readonly [number, number] {
  const from = random.below(bytes.length);
  const longest = Math.min(bytes.length - from, random.chance(0.8) ? SHORT * 4 : LONGEST_RUN);
  return [from, from + random.below(longest + 1)];
}
