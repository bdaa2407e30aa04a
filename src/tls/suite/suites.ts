import { SUITE_NAMES } from './suite-names.ts';

/** Hashes, as node:crypto names them. */
export type HashName = 'md5' | 'sha1' | 'sha256' | 'sha384';

/** How records are encrypted. Lengths in bytes; `algorithm` as node:crypto names it. */
export type SuiteCipher =
  /** Authenticated encryption (RFC 5246 §6.2.3.3). `explicitLength`: bytes of the nonce that stand in each record of TLS 1.2. */
  | {
      readonly kind: 'aead';
      readonly algorithm: string;
      readonly keyLength: number;
      readonly explicitLength: 0 | 8;
      readonly tagLength: 8 | 16;
    }
  /** Blocks chained (§6.2.3.2). */
  | {
      readonly kind: 'block';
      readonly algorithm: string;
      readonly keyLength: number;
      readonly blockLength: 8 | 16;
      /** Bytes of the key block that the key is made of: fewer in suites for export (RFC 2246 §6.3.1). */
      readonly materialLength: number;
    }
  /** A stream of key bytes, or nothing at all (§6.2.3.1). */
  | {
      readonly kind: 'stream';
      readonly algorithm: 'rc4' | 'null';
      readonly keyLength: number;
      readonly materialLength: number;
    };

/** A cipher suite that can be read. */
export interface Suite {
  readonly number: number;
  /** As IANA names it. */
  readonly name: string;
  /** Such as `ECDHE_RSA`; empty in TLS 1.3, whose suites do not name it. */
  readonly keyExchange: string;
  readonly cipher: SuiteCipher;
  /** Null for authenticated encryption. */
  readonly mac: HashName | null;
  /** The hash of the key schedule in TLS 1.2 (RFC 5246 §5) and 1.3. */
  readonly hash: 'sha256' | 'sha384';
}

const aead = (
  algorithm: string,
  keyLength: number,
  explicitLength: 0 | 8 = 8,
  tagLength: 8 | 16 = 16,
): SuiteCipher => ({ kind: 'aead', algorithm, keyLength, explicitLength, tagLength });
const block = (
  algorithm: string,
  keyLength: number,
  blockLength: 8 | 16,
  materialLength = keyLength,
): SuiteCipher => ({ kind: 'block', algorithm, keyLength, blockLength, materialLength });
const stream = (algorithm: 'rc4' | 'null', keyLength: number, materialLength = keyLength): SuiteCipher => ({
  kind: 'stream',
  algorithm,
  keyLength,
  materialLength,
});

/** The ciphers by their part of a suite's name. */
const CIPHERS: Readonly<Record<string, SuiteCipher>> = {
  AES_128_GCM: aead('aes-128-gcm', 16),
  AES_256_GCM: aead('aes-256-gcm', 32),
  ARIA_128_GCM: aead('aria-128-gcm', 16),
  ARIA_256_GCM: aead('aria-256-gcm', 32),
  AES_128_CCM: aead('aes-128-ccm', 16),
  AES_256_CCM: aead('aes-256-ccm', 32),
  AES_128_CCM_8: aead('aes-128-ccm', 16, 8, 8),
  AES_256_CCM_8: aead('aes-256-ccm', 32, 8, 8),
  CHACHA20_POLY1305: aead('chacha20-poly1305', 32, 0),
  AES_128_CBC: block('aes-128-cbc', 16, 16),
  AES_256_CBC: block('aes-256-cbc', 32, 16),
  CAMELLIA_128_CBC: block('camellia-128-cbc', 16, 16),
  CAMELLIA_256_CBC: block('camellia-256-cbc', 32, 16),
  ARIA_128_CBC: block('aria-128-cbc', 16, 16),
  ARIA_256_CBC: block('aria-256-cbc', 32, 16),
  '3DES_EDE_CBC': block('des-ede3-cbc', 24, 8),
  DES_CBC: block('des-cbc', 8, 8),
  SEED_CBC: block('seed-cbc', 16, 16),
  IDEA_CBC: block('idea-cbc', 16, 8),
  DES40_CBC: block('des-cbc', 8, 8, 5),
  RC2_CBC_40: block('rc2-cbc', 16, 8, 5),
  RC4_128: stream('rc4', 16),
  RC4_40: stream('rc4', 16, 5),
  NULL: stream('null', 0),
};

const MACS: Readonly<Record<string, HashName>> = {
  MD5: 'md5',
  SHA: 'sha1',
  SHA256: 'sha256',
  SHA384: 'sha384',
};

/** ChaCha20 with the nonce of a draft that no program speaks any more. */
const UNREADABLE: ReadonlySet<number> = new Set([0xcc13, 0xcc14, 0xcc15]);

const names = new Map<number, string>();
for (const entry of SUITE_NAMES.trim().split(/ \| |\n/)) {
  const [number, name] = entry.split(' ');
  names.set(Number.parseInt(number, 16), `TLS_${name}`);
}
const suites = new Map<number, Suite | null>();

/** The name of a suite, such as `TLS_AES_128_GCM_SHA256`; of one without a name, its number. */
export function suiteName(number: number): string {
  return names.get(number) ?? `cipher suite 0x${number.toString(16).padStart(4, '0')}`;
}

/** What is known of a suite; null where it cannot be read. */
export function suiteOf(number: number): Suite | null {
  const known = suites.get(number);
  if (known !== undefined) return known;
  const suite = UNREADABLE.has(number) ? null : suiteOfName(number, names.get(number) ?? '');
  suites.set(number, suite);
  return suite;
}

/** `TLS_`, the key exchange, `_WITH_`, the cipher, the hash: of the MAC, or else of the key schedule. */
const NAME = /^TLS_(?:(\w+)_WITH_)?(\w+?)(?:_(MD5|SHA|SHA256|SHA384))?$/;

function suiteOfName(number: number, name: string): Suite | null {
  const [, keyExchange = '', cipherName = '', hashName] = NAME.exec(name) ?? [];
  const cipher = CIPHERS[cipherName];
  if (cipher === undefined) return null;
  const mac = cipher.kind === 'aead' ? null : (MACS[hashName ?? ''] ?? null);
  // RFC 5246 §5: SHA-256, or a stronger hash that the suite names. Suites without a MAC that name no hash have SHA-256.
  const hash = hashName === 'SHA384' ? 'sha384' : 'sha256';
  if (cipher.kind !== 'aead' && mac === null) return null;
  return { number, name, keyExchange, cipher, mac, hash };
}
