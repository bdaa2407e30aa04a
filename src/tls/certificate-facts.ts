import type { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from './certificate.ts';

/** What an encoded certificate (DER) tells; null where it cannot be read. */
export function certificateFactsOf(der: Buffer): CertificateFacts | null {
  try {
    const read = new X509Certificate(der);
    return {
      subject: (read.subject ?? '').replaceAll('\n', ', '),
      issuer: (read.issuer ?? '').replaceAll('\n', ', '),
      names: [],
      commonName: /^CN=(.*)$/m.exec(read.subject ?? '')?.[1] ?? null,
      notBefore: Date.parse(read.validFrom) / 1000,
      notAfter: Date.parse(read.validTo) / 1000,
      isSelfSigned: read.subject === read.issuer,
      key: '',
      keyBits: null,
      signatureHash: null,
      sha256: read.fingerprint256.replaceAll(':', '').toLowerCase(),
    };
  } catch {
    return null;
  }
}
