import { Buffer } from 'node:buffer';
import { createHmac } from 'node:crypto';

/** HKDF-Expand-Label with an empty context (RFC 8446 §7.1). */
export function expandLabel(
  hash: 'sha256' | 'sha384',
  secret: Buffer,
  label: string,
  length: number,
): Buffer {
  const name = Buffer.from(`tls13 ${label}`, 'latin1');
  const info = Buffer.concat([Buffer.of(length >> 8, length & 0xff, name.length), name, Buffer.of(0)]);
  const pieces: Buffer[] = [];
  let made = 0;
  let last = Buffer.alloc(0);
  for (let index = 1; made < length; index += 1) {
    last = createHmac(hash, secret).update(last).update(info).update(Buffer.of(index)).digest();
    pieces.push(last);
    made += last.length;
  }
  return Buffer.concat(pieces).subarray(0, length);
}

/** The secret of the generation after a KeyUpdate (RFC 8446 §7.2). */
export function updatedSecret(hash: 'sha256' | 'sha384', secret: Buffer): Buffer {
  return expandLabel(hash, secret, 'traffic upd', secret.length);
}
