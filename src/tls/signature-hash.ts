import type { Buffer } from 'node:buffer';

/** Tags of DER (X.690 §8). */
const TAG = { sequence: 0x30, objectIdentifier: 0x06, hashOfPss: 0xa0 } as const;
/** RSASSA-PSS names its hash in its parameters (RFC 4055 §3.1). */
const RSASSA_PSS = '2a864886f70d01010a';
/** The hash of RSASSA-PSS whose parameters name none. */
const PSS_DEFAULT = 'sha1';

/** Object identifiers, as the bytes of their contents, with the hash that they stand for. */
const HASHES: ReadonlyMap<string, string> = new Map([
  // RSA: PKCS #1, 1.2.840.113549.1.1 (RFC 8017 §A.2.4).
  ['2a864886f70d010102', 'md2'],
  ['2a864886f70d010104', 'md5'],
  ['2a864886f70d010105', 'sha1'],
  ['2a864886f70d01010b', 'sha256'],
  ['2a864886f70d01010c', 'sha384'],
  ['2a864886f70d01010d', 'sha512'],
  ['2a864886f70d01010e', 'sha224'],
  // RSA with SHA-1 as OIW names it, 1.3.14.3.2.29.
  ['2b0e03021d', 'sha1'],
  // ECDSA, 1.2.840.10045.4 (RFC 5758 §3.2).
  ['2a8648ce3d0401', 'sha1'],
  ['2a8648ce3d040301', 'sha224'],
  ['2a8648ce3d040302', 'sha256'],
  ['2a8648ce3d040303', 'sha384'],
  ['2a8648ce3d040304', 'sha512'],
  // DSA, 1.2.840.10040.4.3 and 2.16.840.1.101.3.4.3 (RFC 5758 §3.1).
  ['2a8648ce380403', 'sha1'],
  ['608648016503040301', 'sha224'],
  ['608648016503040302', 'sha256'],
  // The hashes by themselves (RFC 4055 §2.1), as the parameters of RSASSA-PSS name them.
  ['2b0e03021a', 'sha1'],
  ['608648016503040201', 'sha256'],
  ['608648016503040202', 'sha384'],
  ['608648016503040203', 'sha512'],
  ['608648016503040204', 'sha224'],
]);

/** An element of DER: its tag, and where its contents stand. */
interface Element {
  readonly tag: number;
  readonly begin: number;
  readonly end: number;
}

/**
 * The hash that a certificate in DER is signed with, such as `sha256`: that of its signatureAlgorithm (RFC 5280 §4.1.1.2). Null where
 * it is not known, or the signature has no hash of its own, as Ed25519. Never throws.
 */
export function signatureHashOf(der: Buffer): string | null {
  const certificate = elementAt(der, 0, der.length, TAG.sequence);
  if (certificate === null) return null;
  const signed = elementAt(der, certificate.begin, certificate.end, TAG.sequence);
  if (signed === null) return null;
  const algorithm = elementAt(der, signed.end, certificate.end, TAG.sequence);
  if (algorithm === null) return null;
  const identifier = elementAt(der, algorithm.begin, algorithm.end, TAG.objectIdentifier);
  if (identifier === null) return null;
  const text = der.toString('hex', identifier.begin, identifier.end);
  return text === RSASSA_PSS ? pssHash(der, identifier.end, algorithm.end) : (HASHES.get(text) ?? null);
}

/** The parameters are a sequence; the hash is its element [0], in which stands an AlgorithmIdentifier. */
function pssHash(der: Buffer, from: number, end: number): string | null {
  const parameters = elementAt(der, from, end, TAG.sequence);
  if (parameters === null) return null;
  const named = elementAt(der, parameters.begin, parameters.end, TAG.hashOfPss);
  if (named === null) return PSS_DEFAULT;
  const algorithm = elementAt(der, named.begin, named.end, TAG.sequence);
  if (algorithm === null) return null;
  const identifier = elementAt(der, algorithm.begin, algorithm.end, TAG.objectIdentifier);
  return identifier === null
    ? null
    : (HASHES.get(der.toString('hex', identifier.begin, identifier.end)) ?? null);
}

/** The element that begins at a place and ends before `limit`; null where there is none, or it has another tag. */
function elementAt(der: Buffer, at: number, limit: number, tag: number): Element | null {
  if (at + 2 > limit || der[at] !== tag) return null;
  const first = der[at + 1];
  if (first < 0x80) return within({ tag, begin: at + 2, end: at + 2 + first }, limit);
  const bytes = first & 0x7f;
  // 4 bytes of length are more than any message of a handshake has.
  if (bytes === 0 || bytes > 4 || at + 2 + bytes > limit) return null;
  const begin = at + 2 + bytes;
  return within({ tag, begin, end: begin + der.readUIntBE(at + 2, bytes) }, limit);
}

function within(element: Element, limit: number): Element | null {
  return element.end <= limit ? element : null;
}
