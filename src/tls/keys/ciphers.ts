import { Buffer } from 'node:buffer';
import { AeadCipher } from '../cipher/aead-cipher.ts';
import { BlockCipher } from '../cipher/block-cipher.ts';
import { chainDecryption } from '../cipher/chain-decryption.ts';
import { CompressedCipher } from '../cipher/compressed-cipher.ts';
import type { RecordCipher } from '../cipher/record-cipher.ts';
import { HASH_LENGTH, RecordMac } from '../cipher/record-mac.ts';
import { StreamCipher } from '../cipher/stream-cipher.ts';
import type { HashName, Suite } from '../suite/suites.ts';
import { expandLabel } from './hkdf.ts';
import { scheduleHash } from './master-secret.ts';
import { pseudorandom } from './prf.ts';
import type { TlsSession } from './session.ts';

/** The compression method of RFC 3749. */
const DEFLATE = 1;
const TLS_1_0 = 0x0301;
/** Bytes of the IV in TLS 1.3 and of ChaCha20, and of the part of it that is secret where records bring the rest. */
const NONCE_LENGTH = 12;
const SALT_LENGTH = 4;

/** The cipher under a traffic secret of TLS 1.3 (RFC 8446 §7.3); null where the suite is none of TLS 1.3. */
export function cipherOfSecret({ cipher, hash }: Suite, secret: Buffer): RecordCipher | null {
  if (cipher.kind !== 'aead') return null;
  const key = expandLabel(hash, secret, 'key', cipher.keyLength);
  const iv = expandLabel(hash, secret, 'iv', NONCE_LENGTH);
  return new AeadCipher(cipher, key, iv, true);
}

/** The ciphers of both directions in TLS up to 1.2, from the key block (RFC 5246 §6.3). Null: a hello is absent. */
export function ciphersOfMaster(
  session: TlsSession,
  suite: Suite,
  master: Buffer,
): { readonly client: RecordCipher; readonly server: RecordCipher } | null {
  const { clientHello, serverHello } = session;
  if (clientHello === null || serverHello === null) return null;
  const { cipher } = suite;
  const macLength = suite.mac === null ? 0 : HASH_LENGTH[suite.mac];
  const isAead = cipher.kind === 'aead';
  const keyLength = isAead ? cipher.keyLength : cipher.materialLength;
  const ivLength = ivLengthOf(suite, serverHello.version);
  const hash = scheduleHash(serverHello.version, suite);
  const seed = Buffer.concat([serverHello.random, clientHello.random]);
  const bytes = pseudorandom(hash, master, 'key expansion', seed, 2 * (macLength + keyLength + ivLength));
  const part = (before: number, length: number, index: number): Buffer => {
    const start = 2 * before + index * length;
    return bytes.subarray(start, start + length);
  };
  const of = (index: number): RecordCipher => {
    const key = exported(suite, hash, part(macLength, keyLength, index), session, index);
    const iv = part(macLength + keyLength, ivLength, index);
    if (isAead) return new AeadCipher(cipher, key, iv, false);
    // The table of suites gives every other cipher a MAC.
    const mac = new RecordMac(suite.mac ?? 'sha1', part(0, macLength, index));
    if (cipher.kind === 'stream') return new StreamCipher(mac, cipher.algorithm === 'null' ? null : key);
    return new BlockCipher({
      decrypt: chainDecryption(cipher.algorithm, key),
      blockLength: cipher.blockLength,
      mac,
      isEncryptThenMac: serverHello.hasEncryptThenMac,
      iv: ivLength > 0 ? iv : null,
    });
  };
  if (serverHello.compression !== DEFLATE) return { client: of(0), server: of(1) };
  return { client: new CompressedCipher(of(0)), server: new CompressedCipher(of(1)) };
}

/** The key itself; in suites for export it is made of fewer bytes (RFC 2246 §6.3.1). */
function exported(
  { cipher }: Suite,
  hash: HashName | null,
  material: Buffer,
  { clientHello, serverHello }: TlsSession,
  index: number,
): Buffer {
  if (material.length === cipher.keyLength || clientHello === null || serverHello === null) return material;
  const label = index === 0 ? 'client write key' : 'server write key';
  const seed = Buffer.concat([clientHello.random, serverHello.random]);
  return pseudorandom(hash, material, label, seed, cipher.keyLength);
}

function ivLengthOf({ cipher }: Suite, version: number): number {
  if (cipher.kind === 'aead') return cipher.explicitLength > 0 ? SALT_LENGTH : NONCE_LENGTH;
  // Since TLS 1.1 each record brings its own IV (RFC 4346 §6.2.3.2); the key block has one that nobody uses, at its end.
  return cipher.kind === 'block' && version === TLS_1_0 ? cipher.blockLength : 0;
}
