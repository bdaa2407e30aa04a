import type { Random } from '../../../samples/builder/index.ts';
import { extreme } from '../mutation/numbers.ts';
import { troublesome } from '../mutation/text.ts';
import { huffman } from './huffman.ts';

/** A field of a message; pseudo-header fields begin with a colon. */
export type HeaderField = readonly [name: string, value: string];

/** Fields of the static table that hooks use, by their index (RFC 7541 Appendix A). */
const STATIC: ReadonlyMap<string, number> = new Map([
  [':method POST', 3],
  [':path /', 4],
  [':scheme http', 6],
  [':scheme https', 7],
  [':status 200', 8],
  [':status 204', 9],
  [':status 400', 12],
  [':status 404', 13],
  [':status 500', 14],
]);
/** Names of it. */
const STATIC_NAMES: ReadonlyMap<string, number> = new Map([
  [':authority', 1],
  [':method', 2],
  [':path', 4],
  [':scheme', 6],
  [':status', 8],
  ['accept', 19],
  ['authorization', 23],
  ['content-length', 28],
  ['content-type', 31],
  ['cookie', 32],
  ['date', 33],
  ['host', 38],
  ['server', 54],
  ['user-agent', 58],
]);
const LITERALS = { indexed: [0x40, 6], plain: [0x00, 4], never: [0x10, 4] } as const;

/** A sound header block (RFC 7541 §6) that refers to nothing that other blocks added: it can be read alone. */
export function headerBlock(fields: readonly HeaderField[], random: Random): Buffer {
  return Buffer.concat(fields.map((field) => fieldBytes(field, random)));
}

function fieldBytes([name, value]: HeaderField, random: Random): Buffer {
  const whole = STATIC.get(`${name} ${value}`);
  if (whole !== undefined && random.chance(0.7)) return integer(whole, 0x80, 7);
  const [mark, bits] = LITERALS[random.pick(['indexed', 'plain', 'never'] as const)];
  const known = random.chance(0.7) ? STATIC_NAMES.get(name) : undefined;
  const head = integer(known ?? 0, mark, bits);
  return Buffer.concat([head, ...(known === undefined ? [text(name, random)] : []), text(value, random)]);
}

function text(value: string, random: Random): Buffer {
  const coded = random.chance(0.6) ? huffman(value) : null;
  const bytes = coded ?? Buffer.from(value, 'latin1');
  return Buffer.concat([integer(bytes.length, coded === null ? 0 : 0x80, 7), bytes]);
}

/** RFC 7541 §5.1. `mark`: the bits before the prefix. */
export function integer(value: number, mark: number, prefixBits: number): Buffer {
  const most = 2 ** prefixBits - 1;
  if (value < most) return Buffer.of(mark | value);
  const bytes = [mark | most];
  let rest = value - most;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** Something that is wrong in a header block, or hurts. */
const TROUBLES: readonly ((random: Random) => Buffer)[] = [
  /** An index that no table has, or that of a table that other blocks fill. */
  (random) => integer(random.pick([0, 61, 62, 63, 70, 200, extreme(random, 32)]), 0x80, 7),
  /** A new size of the table, where it may not stand or too large. */
  (random) => integer(random.pick([0, 1, 4096, 4097, extreme(random, 32)]), 0x20, 5),
  /** A number of more bytes than any needs. */
  (random) => Buffer.concat([Buffer.of(0xff), Buffer.alloc(random.pick([5, 10, 300]), 0x80), Buffer.of(1)]),
  /** A text that is longer than what follows. */
  (random) => Buffer.concat([Buffer.of(0x40), integer(extreme(random, 32), random.pick([0, 0x80]), 7)]),
  /** Huffman code that is none: bytes by chance, or the code that may not occur. */
  (random) => {
    const bytes = random.chance(0.5) ? random.bytes(random.between(1, 40)) : Buffer.alloc(6, 0xff);
    return Buffer.concat([
      Buffer.of(0),
      integer(3, 0, 7),
      Buffer.from('x-a'),
      integer(bytes.length, 0x80, 7),
      bytes,
    ]);
  },
  /** Huffman code that becomes much longer: five bits for a character. */
  (random) => {
    const bytes = Buffer.alloc(random.pick([100, 5000, 16_000]));
    return Buffer.concat([
      Buffer.of(0x40),
      integer(3, 0, 7),
      Buffer.from('x-b'),
      integer(bytes.length, 0x80, 7),
      bytes,
    ]);
  },
  /** Names and values that no message may have. */
  (random) => fieldBytes([troublesome(random).slice(0, 200), troublesome(random).slice(0, 200)], random),
  /** Pseudo-header fields twice, unknown, or behind others. */
  (random) =>
    fieldBytes(
      random.pick([
        [':method', 'GET'],
        [':status', '099'],
        [':path', ''],
        [':x', 'y'],
        ['', ''],
      ]),
      random,
    ),
  /** The same entry of the table over and over: a few bytes become many. */
  (random) =>
    Buffer.concat([
      Buffer.of(0x40),
      integer(3, 0, 7),
      Buffer.from('x-c'),
      integer(2000, 0, 7),
      Buffer.alloc(2000, 'v'),
      Buffer.alloc(random.pick([10, 1000, 15_000]), 0xbe),
    ]),
];

/** The block with something wrong at some border of its fields. */
export function troubledBlock(fields: readonly HeaderField[], random: Random): Buffer {
  const parts = fields.map((field) => fieldBytes(field, random));
  parts.splice(random.below(parts.length + 1), 0, random.pick(TROUBLES)(random));
  if (random.chance(0.2)) parts.splice(random.below(parts.length), 1);
  if (random.chance(0.1)) parts.reverse();
  return Buffer.concat(parts);
}
