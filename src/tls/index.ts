export { TlsConnection } from './connection.ts';
export {
  alertName,
  isAboutCertificate,
  type TlsAlert,
  type TlsHandshake,
  tlsVersionName,
} from './handshake.ts';
