import type { Random } from '../../../samples/builder/index.ts';

/** Numbers at which implementations break: the least and greatest of every width, signed and unsigned, and their neighbours. */
const EXTREMES = [
  0, 1, 2, 3, 4, 7, 8, 12, 15, 16, 20, 24, 28, 32, 60, 63, 64, 127, 128, 255, 256, 1500, 4095, 4096, 32_767,
  32_768, 65_534, 65_535, 65_536, 262_143, 262_144, 262_145, 16_777_215, 16_777_216, 16_777_217, 0x7fff_ffff,
  0x8000_0000, 0xffff_fff0, 0xffff_fffc, 0xffff_fffe, 0xffff_ffff,
] as const;

const BELOW_64_BITS = 0x1_0000_0000;

/** An unsigned number of `bits` (8, 16 or 32), most likely an extreme, or near `present`. */
export function extreme(random: Random, bits: 8 | 16 | 32, present = 0): number {
  const limit = 2 ** bits;
  const choice = random.below(8);
  if (choice === 0) return random.below(limit);
  if (choice === 1) return modulo(present + random.between(-4, 4), limit);
  if (choice === 2) return modulo(present ^ (1 << random.below(bits)), limit);
  return random.pick(EXTREMES) % limit;
}

/** An unsigned 64-bit number. */
export function extreme64(random: Random): bigint {
  return BigInt(extreme(random, 32)) * BigInt(BELOW_64_BITS) + BigInt(extreme(random, 32));
}

/** A number as people or programs may have written it. */
export function numeral(random: Random): string {
  return random.pick([
    '0',
    '-0',
    '1',
    '-1',
    '00',
    '007',
    '+1',
    '1.',
    '.5',
    '1e5',
    '1E400',
    '-1e400',
    '1e-400',
    '0x10',
    '0b1',
    '1_000',
    'NaN',
    'Infinity',
    '-Infinity',
    '65535',
    '65536',
    '2147483647',
    '2147483648',
    '4294967295',
    '4294967296',
    '9007199254740991',
    '9007199254740993',
    '18446744073709551615',
    '18446744073709551616',
    '123456789012345678901234567890',
    '0.1e1',
    '1e21',
    '٣',
    '１２',
    '1 ',
    ' 1',
    '1\t',
    '1;2',
    '1,1',
    '١',
    '0'.repeat(400),
    '9'.repeat(400),
    '1e999999999999',
  ]);
}

function modulo(value: number, limit: number): number {
  return ((value % limit) + limit) % limit;
}
