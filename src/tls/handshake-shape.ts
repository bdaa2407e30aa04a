import { MAX_TLS_CERTIFICATES, MAX_TLS_SESSIONS } from '../base/limits.ts';
import {
  flag,
  float,
  kinds,
  list,
  nullable,
  oneOf,
  record,
  type Shape,
  type ShownTexts,
  shared,
  text,
  whole,
  zeroOrOne,
} from '../base/shape/index.ts';
import type { CertificateFacts } from './certificate.ts';
import type { ClearAnswer, TlsAlert, TlsDecryption, TlsHandshake, TlsRounds } from './handshake.ts';

const certificate: Shape<CertificateFacts> = record<CertificateFacts>({
  subject: text,
  issuer: text,
  names: list(text),
  commonName: nullable(text),
  notBefore: float,
  notAfter: float,
  isSelfSigned: flag,
  key: text,
  keyBits: nullable(whole),
  signatureHash: nullable(text),
  sha256: text,
});

const alert: Shape<TlsAlert> = record<TlsAlert>({
  by: zeroOrOne,
  description: nullable(whole),
  level: nullable(whole),
  after: oneOf<TlsAlert['after']>({
    nothing: true,
    hello: true,
    certificate: true,
    encrypted: true,
    data: true,
  }),
  frame: whole,
});

const rounds: Shape<TlsRounds> = record<TlsRounds>({
  requests: whole,
  requestBytes: whole,
  responseBytes: whole,
  answered: whole,
  longestSeconds: float,
  isComplete: flag,
});

const decryption: Shape<TlsDecryption> = kinds<TlsDecryption>({
  unasked: {},
  decrypted: {},
  'no-secret': {},
  'no-handshake': {},
  'unknown-suite': { suite: whole },
  failed: { frame: whole },
  'too-late': {},
});

/** What a TLS connection tells. No secret of a session is part of it. */
export function handshakeShape({ captured }: ShownTexts): Shape<TlsHandshake> {
  return record<TlsHandshake>({
    client: nullable(zeroOrOne),
    serverName: nullable(text),
    version: nullable(whole),
    clientHelloFrame: whole,
    serverHelloFrame: whole,
    alerts: list(alert, 2),
    isClientFinished: flag,
    dataFrame: whole,
    clientRandoms: list(text, MAX_TLS_SESSIONS),
    suite: nullable(whole),
    offeredProtocols: list(text),
    protocol: nullable(text),
    isResumed: nullable(flag),
    certificates: list(shared(certificate), MAX_TLS_CERTIFICATES),
    certificateFrame: whole,
    asksClientCertificate: nullable(flag),
    hasClientCertificate: nullable(flag),
    clearAnswer: nullable(record<ClearAnswer>({ isHttp: flag, excerpt: captured, frame: whole })),
    rounds: nullable(rounds),
    decryption,
  });
}
