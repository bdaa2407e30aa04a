import { type CipherGCM, createCipheriv, createHmac } from 'node:crypto';
import type { Random } from '../builder/index.ts';
import type { DirectionKeys } from './keys.ts';
import type { AeadProtection, CbcProtection, TlsSuite } from './suites.ts';

/** What records are made of besides their content. */
export interface SealOptions {
  /** Zeros behind the content of a record of TLS 1.3 (RFC 8446 §5.4); blocks of further padding with CBC. */
  readonly padding?: number;
  readonly encryptThenMac?: boolean;
}

const APPLICATION_DATA = 23;
const BLOCK_BYTES = 16;

/** Encrypts the records of one direction with one set of keys; it counts them. */
export class Sealer {
  readonly #suite: TlsSuite;
  readonly #keys: DirectionKeys;
  readonly #random: Random;
  #count = 0n;
  /** TLS 1.0: the last block of the record before, which is the next one's IV (RFC 2246 §6.2.3.2). */
  #chain: Buffer;

  constructor(suite: TlsSuite, keys: DirectionKeys, random: Random) {
    this.#suite = suite;
    this.#keys = keys;
    this.#random = random;
    this.#chain = keys.iv;
  }

  /** One record with this content, which has at most 2^14 bytes. */
  seal(type: number, content: Buffer, options: SealOptions = {}): Buffer {
    const { version, protection } = this.#suite;
    const count = this.#count;
    this.#count += 1n;
    if (protection.kind === 'cbc') return this.#cbc(protection, type, content, count, options);
    if (version !== '1.3') return this.#aead(protection, type, content, count);
    const inner = Buffer.concat([content, Buffer.of(type), Buffer.alloc(options.padding ?? 0)]);
    const head = recordHead(APPLICATION_DATA, this.#suite, inner.length + protection.tagBytes);
    return Buffer.concat([head, this.#encrypted(protection, xored(this.#keys.iv, count), inner, head)]);
  }

  /** RFC 5246 §6.2.3.3. */
  #aead(protection: AeadProtection, type: number, content: Buffer, count: bigint): Buffer {
    const associated = macHead(count, type, this.#suite, content.length);
    const explicit = protection.nonce === 'explicit' ? eightBytes(count) : Buffer.alloc(0);
    const nonce =
      protection.nonce === 'explicit'
        ? Buffer.concat([this.#keys.iv, explicit])
        : xored(this.#keys.iv, count);
    const body = this.#encrypted(protection, nonce, content, associated);
    return Buffer.concat([recordHead(type, this.#suite, explicit.length + body.length), explicit, body]);
  }

  #encrypted(
    { cipher, tagBytes }: AeadProtection,
    nonce: Buffer,
    content: Buffer,
    associated: Buffer,
  ): Buffer {
    const options = { authTagLength: tagBytes };
    // The declarations know each family of ciphers by names of its own; what is called here they have in common.
    const sealing = createCipheriv(cipher as 'aes-128-gcm', this.#keys.key, nonce, options) as CipherGCM;
    sealing.setAAD(associated, { plaintextLength: content.length });
    return Buffer.concat([sealing.update(content), sealing.final(), sealing.getAuthTag()]);
  }

  #cbc(
    { cipher, mac }: CbcProtection,
    type: number,
    content: Buffer,
    count: bigint,
    { encryptThenMac = false, padding = 0 }: SealOptions,
  ): Buffer {
    const macOf = (data: Buffer): Buffer =>
      createHmac(mac, this.#keys.macKey)
        .update(macHead(count, type, this.#suite, data.length))
        .update(data)
        .digest();
    const isChained = this.#suite.version === '1.0';
    const iv = isChained ? this.#chain : this.#random.bytes(BLOCK_BYTES);
    const plain = encryptThenMac ? content : Buffer.concat([content, macOf(content)]);
    const most = Math.min(padding, 14) * BLOCK_BYTES;
    const filling = most + BLOCK_BYTES - ((plain.length + 1) % BLOCK_BYTES || BLOCK_BYTES);
    const sealing = createCipheriv(cipher, this.#keys.key, iv);
    sealing.setAutoPadding(false);
    const padded = Buffer.concat([plain, Buffer.alloc(filling + 1, filling)]);
    const encrypted = Buffer.concat([sealing.update(padded), sealing.final()]);
    this.#chain = encrypted.subarray(-BLOCK_BYTES);
    const sent = isChained ? encrypted : Buffer.concat([iv, encrypted]);
    // RFC 7366 §3: the MAC goes over what is sent, the IV included.
    const body = encryptThenMac ? Buffer.concat([sent, macOf(sent)]) : sent;
    return Buffer.concat([recordHead(type, this.#suite, body.length), body]);
  }
}

/** The five bytes before a record's body. From TLS 1.2 on they say 1.2 (RFC 8446 §5.1). */
export function recordHead(type: number, { version }: TlsSuite, length: number): Buffer {
  const minor = { '1.0': 1, '1.1': 2, '1.2': 3, '1.3': 3 }[version];
  return Buffer.from([type, 3, minor, length >> 8, length & 0xff]);
}

function macHead(count: bigint, type: number, suite: TlsSuite, length: number): Buffer {
  return Buffer.concat([eightBytes(count), recordHead(type, suite, length)]);
}

function eightBytes(count: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(count);
  return bytes;
}

function xored(iv: Buffer, count: bigint): Buffer {
  const nonce = Buffer.from(iv);
  for (const [index, byte] of eightBytes(count).entries()) nonce[4 + index] = (nonce[4 + index] ?? 0) ^ byte;
  return nonce;
}
