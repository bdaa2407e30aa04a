import { Buffer } from 'node:buffer';
import type { ChainDecryption } from './block-cipher.ts';

/** Decrypts the block at `at` of `bytes` into `out`. */
export type BlockDecryption = (bytes: Buffer, at: number, out: Buffer) => void;

/** Decryption of chained blocks (CBC) with a cipher that node:crypto does not have. */
export function chainOf(decrypt: BlockDecryption, blockLength: number): ChainDecryption {
  const block = Buffer.alloc(blockLength);
  return (iv, text) => {
    const plain = Buffer.allocUnsafe(text.length);
    for (let at = 0; at < text.length; at += blockLength) {
      decrypt(text, at, block);
      const before = at === 0 ? iv : text;
      const start = at === 0 ? 0 : at - blockLength;
      for (let index = 0; index < blockLength; index += 1)
        plain[at + index] = block[index] ^ before[start + index];
    }
    return plain;
  };
}
