import { Buffer } from 'node:buffer';
import { createDecipheriv, createSecretKey } from 'node:crypto';
import type { ChainDecryption } from './block-cipher.ts';

/** Ciphers that node:crypto has under another name, or in another way. */
const SUBSTITUTES: Readonly<Record<string, { readonly algorithm: string; readonly keys: number }>> = {
  // Encryption, decryption and encryption under one key are one encryption.
  'des-cbc': { algorithm: 'des-ede3-cbc', keys: 3 },
};

/** Decryption of chained blocks under a key. `algorithm`: as a suite names it. */
export function chainDecryption(algorithm: string, key: Buffer): ChainDecryption {
  const substitute = SUBSTITUTES[algorithm];
  const name = substitute?.algorithm ?? algorithm;
  const secret = createSecretKey(Buffer.concat(Array<Buffer>(substitute?.keys ?? 1).fill(key)));
  return (iv, text) => {
    // Padding is looked at by who knows the MAC. All of the text comes out at once, so that `final` has nothing to give.
    return createDecipheriv(name, secret, iv).setAutoPadding(false).update(text);
  };
}
