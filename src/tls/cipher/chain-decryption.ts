import { Buffer } from 'node:buffer';
import { createDecipheriv, createSecretKey } from 'node:crypto';
import { type BlockDecryption, chainOf } from './block-chain.ts';
import type { ChainDecryption } from './block-cipher.ts';
import { ideaDecryption } from './idea.ts';
import { rc2Decryption } from './rc2.ts';
import { seedDecryption } from './seed.ts';

/** Ciphers that node:crypto does not have, with the length of their blocks. */
const OWN: Readonly<
  Record<string, { readonly of: (key: Buffer) => BlockDecryption; readonly blockLength: number }>
> = {
  'seed-cbc': { of: seedDecryption, blockLength: 16 },
  'idea-cbc': { of: ideaDecryption, blockLength: 8 },
  'rc2-cbc': { of: rc2Decryption, blockLength: 8 },
};

/** Decryption of chained blocks under a key. `algorithm`: as a suite names it. */
export function chainDecryption(algorithm: string, key: Buffer): ChainDecryption {
  const own = OWN[algorithm];
  if (own !== undefined) return chainOf(own.of(key), own.blockLength);
  // Encryption, decryption and encryption under one key are one encryption: the DES that node:crypto has not.
  const isDes = algorithm === 'des-cbc';
  const name = isDes ? 'des-ede3-cbc' : algorithm;
  const secret = createSecretKey(isDes ? Buffer.concat([key, key, key]) : key);
  return (iv, text) => {
    // Padding is looked at by who knows the MAC. All of the text comes out at once, so that `final` has nothing to give.
    return createDecipheriv(name, secret, iv).setAutoPadding(false).update(text);
  };
}
