import { createHmac } from 'node:crypto';
import type { TlsSuite } from './suites.ts';

/** What one direction is encrypted with. */
export interface DirectionKeys {
  readonly key: Buffer;
  /** TLS 1.3 and ChaCha20: 12 bytes; other AEAD suites: the 4 fixed ones; CBC: of the first record in TLS 1.0. */
  readonly iv: Buffer;
  /** Of CBC suites. */
  readonly macKey: Buffer;
}

/** HKDF-Expand-Label with an empty context (RFC 8446 §7.1). */
export function expandLabel(hash: string, secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([Buffer.from([length >> 8, length & 0xff, name.length]), name, Buffer.of(0)]);
  const blocks: Buffer[] = [];
  for (let made = 0, last = Buffer.alloc(0); made < length; made += last.length) {
    last = createHmac(hash, secret)
      .update(last)
      .update(info)
      .update(Buffer.of(blocks.length + 1))
      .digest();
    blocks.push(last);
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** The traffic keys of a secret of TLS 1.3 (RFC 8446 §7.3). */
export function trafficKeys({ hash, protection }: TlsSuite, secret: Buffer): DirectionKeys {
  return {
    key: expandLabel(hash, secret, 'key', protection.keyBytes),
    iv: expandLabel(hash, secret, 'iv', 12),
    macKey: Buffer.alloc(0),
  };
}

/** The secret after a KeyUpdate (RFC 8446 §7.2). */
export function nextSecret({ hash }: TlsSuite, secret: Buffer): Buffer {
  return expandLabel(hash, secret, 'traffic upd', secret.length);
}

/** The keys of both directions of TLS 1.2 and before (RFC 5246 §6.3, RFC 4346 §6.3). */
export function sessionKeys(
  suite: TlsSuite,
  master: Buffer,
  clientRandom: Buffer,
  serverRandom: Buffer,
): Readonly<Record<'client' | 'server', DirectionKeys>> {
  const { protection } = suite;
  const macBytes = protection.kind === 'cbc' ? protection.macBytes : 0;
  const ivBytes = protection.kind === 'cbc' ? 16 : protection.nonce === 'explicit' ? 4 : 12;
  const seed = Buffer.concat([Buffer.from('key expansion'), serverRandom, clientRandom]);
  const block = pseudoRandom(suite.hash, master, seed, 2 * (macBytes + protection.keyBytes + ivBytes));
  let at = 0;
  const taken = (length: number): Buffer => {
    at += length;
    return block.subarray(at - length, at);
  };
  const [clientMac, serverMac] = [taken(macBytes), taken(macBytes)];
  const [clientKey, serverKey] = [taken(protection.keyBytes), taken(protection.keyBytes)];
  const [clientIv, serverIv] = [taken(ivBytes), taken(ivBytes)];
  return {
    client: { macKey: clientMac, key: clientKey, iv: clientIv },
    server: { macKey: serverMac, key: serverKey, iv: serverIv },
  };
}

/** The pseudorandom function (RFC 5246 §5; RFC 2246 §5: both halves of the secret, one with MD5, one with SHA-1). */
function pseudoRandom(hash: TlsSuite['hash'], secret: Buffer, seed: Buffer, length: number): Buffer {
  if (hash !== 'md5-sha1') return expanded(hash, secret, seed, length);
  const half = (secret.length + 1) >> 1;
  const one = expanded('md5', secret.subarray(0, half), seed, length);
  const other = expanded('sha1', secret.subarray(-half), seed, length);
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)));
}

function expanded(hash: string, secret: Buffer, seed: Buffer, length: number): Buffer {
  const blocks: Buffer[] = [];
  let chain = seed;
  for (let made = 0; made < length; ) {
    chain = createHmac(hash, secret).update(chain).digest();
    const block = createHmac(hash, secret).update(chain).update(seed).digest();
    blocks.push(block);
    made += block.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
}
