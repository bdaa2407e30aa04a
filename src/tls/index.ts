export type { CertificateFacts } from './certificate.ts';
export { TlsConnection } from './connection.ts';
export {
  alertName,
  type ClearAnswer,
  isAboutCertificate,
  NO_HANDSHAKE,
  type TlsAlert,
  type TlsDecryption,
  type TlsHandshake,
  type TlsRounds,
  tlsVersionName,
} from './handshake.ts';
export { type SessionSecrets, TlsSecrets } from './secrets.ts';
export { whyNotDecrypted } from './why-not-decrypted.ts';
