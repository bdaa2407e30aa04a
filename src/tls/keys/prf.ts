import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';
import type { HashName } from '../suite/suites.ts';

/** P_hash (RFC 5246 §5): `length` bytes made of a secret and a seed. */
function expanded(hash: HashName, secret: Buffer, seed: Buffer, length: number): Buffer {
  const pieces: Buffer[] = [];
  let made = 0;
  let chained = seed;
  while (made < length) {
    chained = createHmac(hash, secret).update(chained).digest();
    const piece = createHmac(hash, secret).update(chained).update(seed).digest();
    pieces.push(piece);
    made += piece.length;
  }
  return Buffer.concat(pieces).subarray(0, length);
}

/**
 * The pseudorandom function of TLS up to 1.2. `hash`: that of the suite (RFC 5246 §5); null in TLS 1.0 and 1.1, which mix MD5 and SHA-1
 * (RFC 2246 §5).
 */
export function pseudorandom(
  hash: HashName | null,
  secret: Buffer,
  label: string,
  seed: Buffer,
  length: number,
): Buffer {
  const labelled = Buffer.concat([Buffer.from(label, 'latin1'), seed]);
  if (hash !== null) return expanded(hash, secret, labelled, length);
  const half = Math.ceil(secret.length / 2);
  const first = expanded('md5', secret.subarray(0, half), labelled, length);
  const second = expanded('sha1', secret.subarray(secret.length - half), labelled, length);
  return Buffer.from(first.map((byte, place) => byte ^ second[place]));
}
