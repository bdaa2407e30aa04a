/** What a certificate tells that a client looks at. Texts may hold anything. */
export interface CertificateFacts {
  /** Its subject and issuer as one line each, such as `CN=backend.example, O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** Names that it holds for (RFC 6125 §6.4): DNS names and IP addresses of subjectAltName, without their type. */
  readonly names: readonly string[];
  /** Common name of the subject; null where there is none. */
  readonly commonName: string | null;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Subject and issuer are the same, and it is signed with its own key. */
  readonly isSelfSigned: boolean;
  /** `RSA 2048`, `EC P-256`, `Ed25519`: the kind of the key, and its size or curve. */
  readonly key: string;
  /** Bits of an RSA or DSA key; null for other kinds. */
  readonly keyBits: number | null;
  /** Name of the signature's hash in lower case, such as `sha1`; null where it is not known. */
  readonly signatureHash: string | null;
  /** SHA-256 of the certificate, hexadecimal. */
  readonly sha256: string;
}
