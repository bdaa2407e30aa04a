import type { Buffer } from 'node:buffer';
import type { BlockDecryption } from './block-chain.ts';

const ROUNDS = 8;
const KEYS = 6 * ROUNDS + 4;
const PRIME = 0x10001;

/** Multiplication modulo 2^16 + 1, in which 0 stands for 2^16. */
function product(one: number, other: number): number {
  if (one === 0) return (PRIME - other) & 0xffff;
  if (other === 0) return (PRIME - one) & 0xffff;
  return ((one * other) % PRIME) & 0xffff;
}

/** The inverse of that multiplication. */
function inverse(value: number): number {
  // 2^16 + 1 is a prime: x^(p - 2) is the inverse of x.
  let result = 1;
  for (let bit = 0xffff; bit > 0; bit >>= 1) result = product(product(result, result), value);
  return result;
}

const negative = (value: number): number => -value & 0xffff;

/** The keys of encryption: the key in pieces of 16 bits, turned by 25 bits for each eight of them. */
function encryptionKeys(key: Buffer): readonly number[] {
  const keys: number[] = [];
  let whole = BigInt(`0x${key.toString('hex')}`);
  while (keys.length < KEYS) {
    for (let index = 7; index >= 0; index -= 1) keys.push(Number((whole >> BigInt(index * 16)) & 0xffffn));
    whole = ((whole << 25n) | (whole >> 103n)) & ((1n << 128n) - 1n);
  }
  return keys.slice(0, KEYS);
}

/** The keys of decryption: those of encryption in the opposite order, inverted. */
function decryptionKeys(key: Buffer): readonly number[] {
  const keys = encryptionKeys(key);
  const inverted: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const at = 6 * (ROUNDS - round);
    const isOuter = round === 0 || round === ROUNDS;
    // In the inner rounds the two middle words stand exchanged.
    const [second, third] = isOuter ? [keys[at + 1], keys[at + 2]] : [keys[at + 2], keys[at + 1]];
    inverted.push(inverse(keys[at]), negative(second), negative(third), inverse(keys[at + 3]));
    if (round < ROUNDS) inverted.push(keys[at - 2], keys[at - 1]);
  }
  return inverted;
}

/** Decryption with IDEA, which OpenSSL 3 has in no default build. `key`: 16 bytes. */
export function ideaDecryption(key: Buffer): BlockDecryption {
  const keys = decryptionKeys(key);
  return (bytes, at, out) => {
    let [a, b, c, d] = [0, 2, 4, 6].map((place) => bytes.readUInt16BE(at + place));
    for (let round = 0; round < ROUNDS; round += 1) {
      const k = 6 * round;
      a = product(a, keys[k]);
      b = (b + keys[k + 1]) & 0xffff;
      c = (c + keys[k + 2]) & 0xffff;
      d = product(d, keys[k + 3]);
      const first = product(a ^ c, keys[k + 4]);
      const second = product(((b ^ d) + first) & 0xffff, keys[k + 5]);
      const third = (first + second) & 0xffff;
      [a, b, c, d] = [a ^ second, c ^ second, b ^ third, d ^ third];
    }
    const last = 6 * ROUNDS;
    const words = [
      product(a, keys[last]),
      (c + keys[last + 1]) & 0xffff,
      (b + keys[last + 2]) & 0xffff,
      product(d, keys[last + 3]),
    ];
    for (const [index, word] of words.entries()) out.writeUInt16BE(word, index * 2);
  };
}
