import type { CipherCCMTypes, CipherChaCha20Poly1305Types, CipherGCMTypes } from 'node:crypto';

/** Versions as records and hellos name them (RFC 8446 §4.2.1, RFC 5246 §6.2.1). */
export const TLS_VERSIONS = { '1.0': 0x0301, '1.1': 0x0302, '1.2': 0x0303, '1.3': 0x0304 } as const;
export type TlsVersion = keyof typeof TLS_VERSIONS;

/** Ciphers that encrypt and authenticate at once. `nonce`: how its 12 bytes are made (RFC 8446 §5.3, RFC 5288 §3, RFC 7905 §2). */
export interface AeadProtection {
  readonly kind: 'aead';
  readonly cipher: CipherGCMTypes | CipherCCMTypes | CipherChaCha20Poly1305Types;
  readonly keyBytes: 16 | 32;
  readonly tagBytes: 8 | 16;
  readonly nonce: 'counted' | 'explicit';
}

/** Block ciphers with a MAC of their own (RFC 5246 §6.2.3.2). */
export interface CbcProtection {
  readonly kind: 'cbc';
  readonly cipher: 'aes-128-cbc' | 'aes-256-cbc';
  readonly keyBytes: 16 | 32;
  readonly mac: 'sha1' | 'sha256' | 'sha384';
  readonly macBytes: 20 | 32 | 48;
}

export interface TlsSuite {
  /** As IANA numbers it. */
  readonly number: number;
  readonly version: TlsVersion;
  /** Of the key derivation; of TLS 1.0 and 1.1 both MD5 and SHA-1. */
  readonly hash: 'sha256' | 'sha384' | 'md5-sha1';
  readonly protection: AeadProtection | CbcProtection;
}

const gcm = (keyBytes: 16 | 32, nonce: AeadProtection['nonce']): AeadProtection => ({
  kind: 'aead',
  cipher: keyBytes === 16 ? 'aes-128-gcm' : 'aes-256-gcm',
  keyBytes,
  tagBytes: 16,
  nonce,
});
const ccm = (tagBytes: 8 | 16, nonce: AeadProtection['nonce']): AeadProtection => ({
  kind: 'aead',
  cipher: 'aes-128-ccm',
  keyBytes: 16,
  tagBytes,
  nonce,
});
const CHACHA20: AeadProtection = {
  kind: 'aead',
  cipher: 'chacha20-poly1305',
  keyBytes: 32,
  tagBytes: 16,
  nonce: 'counted',
};
const MAC_BYTES = { sha1: 20, sha256: 32, sha384: 48 } as const;
const cbc = (keyBytes: 16 | 32, mac: CbcProtection['mac']): CbcProtection => ({
  kind: 'cbc',
  cipher: keyBytes === 16 ? 'aes-128-cbc' : 'aes-256-cbc',
  keyBytes,
  mac,
  macBytes: MAC_BYTES[mac],
});

/** The suites that can be written, one of each family. */
export const TLS_SUITES = {
  'tls13-aes128-gcm': { number: 0x1301, version: '1.3', hash: 'sha256', protection: gcm(16, 'counted') },
  'tls13-aes256-gcm': { number: 0x1302, version: '1.3', hash: 'sha384', protection: gcm(32, 'counted') },
  'tls13-chacha20': { number: 0x1303, version: '1.3', hash: 'sha256', protection: CHACHA20 },
  'tls13-aes128-ccm8': { number: 0x1305, version: '1.3', hash: 'sha256', protection: ccm(8, 'counted') },
  'tls12-aes128-gcm': { number: 0xc02f, version: '1.2', hash: 'sha256', protection: gcm(16, 'explicit') },
  'tls12-aes256-gcm': { number: 0xc030, version: '1.2', hash: 'sha384', protection: gcm(32, 'explicit') },
  'tls12-chacha20': { number: 0xcca8, version: '1.2', hash: 'sha256', protection: CHACHA20 },
  'tls12-aes128-ccm': { number: 0xc0ac, version: '1.2', hash: 'sha256', protection: ccm(16, 'explicit') },
  'tls12-aes128-sha': { number: 0xc013, version: '1.2', hash: 'sha256', protection: cbc(16, 'sha1') },
  'tls12-aes128-sha256': { number: 0xc027, version: '1.2', hash: 'sha256', protection: cbc(16, 'sha256') },
  'tls12-aes256-sha384': { number: 0xc028, version: '1.2', hash: 'sha384', protection: cbc(32, 'sha384') },
  'tls11-aes128-sha': { number: 0xc013, version: '1.1', hash: 'md5-sha1', protection: cbc(16, 'sha1') },
  'tls10-aes256-sha': { number: 0xc014, version: '1.0', hash: 'md5-sha1', protection: cbc(32, 'sha1') },
} as const satisfies Readonly<Record<string, TlsSuite>>;

export type TlsSuiteName = keyof typeof TLS_SUITES;
export const TLS_SUITE_NAMES = Object.keys(TLS_SUITES) as readonly TlsSuiteName[];
