import type { Buffer } from 'node:buffer';
import { type KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateFacts } from './certificate.ts';
import { signatureHashOf } from './signature-hash.ts';

/** Characters of a subject or issuer that are kept: names of people's making are far shorter. */
const NAME_CHARACTERS = 500;

/** Curves by the names that people know (RFC 8422 §5.1.1); others are told as OpenSSL names them. */
const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};
/** Kinds of keys without a size that differs. */
const KINDS: Readonly<Record<string, string>> = {
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  x25519: 'X25519',
  x448: 'X448',
};

/**
 * What a certificate tells (X.509, RFC 5280). `der`: its bytes in DER. Null where they are no certificate or its dates cannot be
 * told. Never throws.
 */
export function certificateFactsOf(der: Buffer): CertificateFacts | null {
  // Node takes the text form as well, which no handshake has.
  if (der[0] !== 0x30) return null;
  try {
    return factsOf(new X509Certificate(der), der);
  } catch {
    // OpenSSL says in many ways that something is no certificate; none of them matters here.
    return null;
  }
}

function factsOf(certificate: X509Certificate, der: Buffer): CertificateFacts | null {
  const notBefore = Date.parse(certificate.validFrom) / 1000;
  const notAfter = Date.parse(certificate.validTo) / 1000;
  if (Number.isNaN(notBefore) || Number.isNaN(notAfter)) return null;
  const publicKey = publicKeyOf(certificate);
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: namesIn(certificate.subjectAltName),
    commonName: commonNameIn(certificate.subject),
    notBefore,
    notAfter,
    isSelfSigned: publicKey !== null && isSignedBy(certificate, publicKey),
    ...keyOf(publicKey),
    signatureHash: signatureHashOf(der),
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}

/** Null for a key of a kind that OpenSSL does not know. */
function publicKeyOf(certificate: X509Certificate): KeyObject | null {
  try {
    return certificate.publicKey;
  } catch {
    return null;
  }
}

/** True where subject and issuer are the same and the certificate is signed with its own key. */
function isSignedBy(certificate: X509Certificate, publicKey: KeyObject): boolean {
  if (certificate.subject !== certificate.issuer) return false;
  try {
    return certificate.verify(publicKey);
  } catch {
    return false;
  }
}

function keyOf(publicKey: KeyObject | null): Pick<CertificateFacts, 'key' | 'keyBits'> {
  const kind = publicKey?.asymmetricKeyType ?? 'unknown kind';
  const { modulusLength, namedCurve } = publicKey?.asymmetricKeyDetails ?? {};
  if (namedCurve !== undefined) return { key: `EC ${CURVES[namedCurve] ?? namedCurve}`, keyBits: null };
  if (modulusLength === undefined) return { key: KINDS[kind] ?? kind, keyBits: null };
  return { key: `${kind.toUpperCase()} ${modulusLength}`, keyBits: modulusLength };
}

/** Node gives one part of the name a line; it escapes what is special within a part. Absent for an empty name. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ').slice(0, NAME_CHARACTERS);
}

/** The last common name, which is the most specific one (RFC 6125 §6.4.4). */
function commonNameIn(subject: string | undefined): string | null {
  const line = (subject ?? '').split('\n').findLast((part) => part.startsWith('CN='));
  return line === undefined ? null : line.slice('CN='.length);
}

/**
 * The names for hosts in what Node makes of subjectAltName: `DNS:a.example, IP Address:192.0.2.1`. Where a value has a comma or a
 * quotation mark of its own, Node writes it as a JSON string.
 */
const ALTERNATIVE_NAME = /(?:^|, )(DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,"]*)(?=, |$)/g;

function namesIn(alternativeNames: string | undefined): readonly string[] {
  return [...(alternativeNames ?? '').matchAll(ALTERNATIVE_NAME)].map(([, , value]) => {
    return value.startsWith('"') ? String(JSON.parse(value)) : value;
  });
}
