export type { CertificateFacts } from './certificate.ts';
export { TlsConnection, type TlsOptions } from './connection.ts';
export type { TlsDecryptionOptions } from './decrypt/decryption-options.ts';
export { WaitingConnections } from './decrypt/waiting-connections.ts';
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
export { handshakeShape } from './handshake-shape.ts';
export { type SessionSecrets, TlsSecrets } from './secrets.ts';
export { suiteName } from './suite/suites.ts';
export { whyNotDecrypted } from './why-not-decrypted.ts';
