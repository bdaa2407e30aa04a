import type { Buffer } from 'node:buffer';
import { MAX_TLS_CERTIFICATES } from '../base/limits.ts';
import type { CertificateFacts } from './certificate.ts';
import { certificateFactsOf } from './certificate-facts.ts';

const LENGTH_BYTES = 3;

/** Encoded certificates (DER) of the body of a Certificate message, in order, MAX_TLS_CERTIFICATES at most. Never throws. */
function encodedCertificates(body: Buffer, isTls13: boolean): readonly Buffer[] {
  // TLS 1.3 has a context before the list, and extensions behind each certificate (RFC 8446 §4.4.2).
  const start = isTls13 && body.length > 0 ? 1 + body[0] : 0;
  if (body.length < start + LENGTH_BYTES) return [];
  const end = Math.min(body.length, start + LENGTH_BYTES + body.readUIntBE(start, LENGTH_BYTES));
  const found: Buffer[] = [];
  let at = start + LENGTH_BYTES;
  while (at + LENGTH_BYTES <= end && found.length < MAX_TLS_CERTIFICATES) {
    const next = at + LENGTH_BYTES + body.readUIntBE(at, LENGTH_BYTES);
    if (next > end) break;
    found.push(body.subarray(at + LENGTH_BYTES, next));
    at = next + (isTls13 && next + 2 <= end ? 2 + body.readUInt16BE(next) : 0);
  }
  return found;
}

/** What the certificates of a Certificate message tell; those that cannot be read are left out. */
export function certificatesOf(body: Buffer, isTls13: boolean): readonly CertificateFacts[] {
  return encodedCertificates(body, isTls13).flatMap((encoded) => certificateFactsOf(encoded) ?? []);
}

/** Whether a Certificate message holds a certificate at all: a client that has none sends an empty one (RFC 5246 §7.4.6). */
export function hasCertificate(body: Buffer, isTls13: boolean): boolean {
  return encodedCertificates(body, isTls13).length > 0;
}
