import type { SecureContextOptions, SecureVersion } from 'node:tls';
import { THREE_HOOKS } from './hooks.ts';
import { postHooks } from './node-client.ts';
import { OPENSSL, type Recording } from './recording.ts';
import { rsaKeyLogs } from './rsa-secrets.ts';

/** A suite by OpenSSL's name, with what else is negotiated. */
interface Suite {
  readonly name: string;
  readonly version: SecureVersion;
  readonly cipher: string;
  readonly certificate?: 'rsa';
  /** Sum of OPENSSL. */
  readonly flags?: number;
  /** A key that both sides know beforehand. */
  readonly hasPsk?: true;
  readonly correction?: string;
}

/** A key exchange by RSA, whose premaster secret the server's key decrypts. */
function rsaRecording(name: string, about: string, flags: number): Recording {
  const tls: SecureContextOptions = {
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
    ciphers: 'AES128-GCM-SHA256',
    secureOptions: OPENSSL.noTicket | flags,
  };
  return {
    name,
    about,
    play: (stage) => {
      const { key, cert } = stage.identity('rsa');
      return stage.withBackend({ tls: { ...tls, key, cert } }, () => postHooks(THREE_HOOKS, tls));
    },
    otherKeyLogs: ({ capture, keyLog }, stage) => {
      const { rsa, premaster, session } = rsaKeyLogs(capture, keyLog, stage.identity('rsa'));
      return [
        { name: `${name}-by-premaster`, about: `${about} The log has RSA lines.`, keyLog: rsa },
        {
          name: `${name}-by-random`,
          about: `${about} The log has PMS_CLIENT_RANDOM lines.`,
          keyLog: premaster,
        },
        { name: `${name}-by-session`, about: `${about} The log has lines by session id.`, keyLog: session },
      ];
    },
  };
}

const PSK = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const { noEncryptThenMac, noExtendedMasterSecret } = OPENSSL;

const SUITES: readonly Suite[] = [
  {
    name: 'tls10-aes128-sha',
    version: 'TLSv1',
    cipher: 'AES128-SHA',
    certificate: 'rsa',
    flags: noEncryptThenMac | noExtendedMasterSecret,
  },
  { name: 'tls10-aes256-sha-etm', version: 'TLSv1', cipher: 'ECDHE-ECDSA-AES256-SHA' },
  {
    name: 'tls10-camellia256-sha',
    version: 'TLSv1',
    cipher: 'CAMELLIA256-SHA',
    certificate: 'rsa',
    flags: noEncryptThenMac,
  },
  { name: 'tls11-aes256-sha', version: 'TLSv1.1', cipher: 'ECDHE-ECDSA-AES256-SHA', flags: noEncryptThenMac },
  { name: 'tls11-aes128-sha-etm', version: 'TLSv1.1', cipher: 'ECDHE-ECDSA-AES128-SHA' },
  { name: 'tls12-aes128-gcm', version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES128-GCM-SHA256' },
  { name: 'tls12-aes256-gcm', version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES256-GCM-SHA384' },
  {
    name: 'tls12-no-extended-master-secret',
    version: 'TLSv1.2',
    cipher: 'ECDHE-ECDSA-AES128-GCM-SHA256',
    flags: noExtendedMasterSecret,
  },
  {
    name: 'tls12-dhe-aes128-gcm',
    version: 'TLSv1.2',
    cipher: 'DHE-RSA-AES128-GCM-SHA256',
    certificate: 'rsa',
  },
  {
    name: 'tls12-anonymous-aes128-gcm',
    version: 'TLSv1.2',
    cipher: 'ADH-AES128-GCM-SHA256',
    certificate: 'rsa',
  },
  { name: 'tls12-psk-aes128-gcm', version: 'TLSv1.2', cipher: 'PSK-AES128-GCM-SHA256', hasPsk: true },
  { name: 'tls12-aes128-ccm', version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES128-CCM' },
  { name: 'tls12-aes256-ccm8', version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES256-CCM8' },
  { name: 'tls12-chacha20', version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-CHACHA20-POLY1305' },
  { name: 'tls12-aes128-sha', version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES128-SHA', flags: noEncryptThenMac },
  { name: 'tls12-aes128-sha-etm', version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES128-SHA' },
  {
    name: 'tls12-aes128-sha256',
    version: 'TLSv1.2',
    cipher: 'ECDHE-ECDSA-AES128-SHA256',
    flags: noEncryptThenMac,
  },
  { name: 'tls12-aes256-sha256-etm', version: 'TLSv1.2', cipher: 'AES256-SHA256', certificate: 'rsa' },
  {
    name: 'tls12-aes256-sha384',
    version: 'TLSv1.2',
    cipher: 'ECDHE-ECDSA-AES256-SHA384',
    flags: noEncryptThenMac,
  },
  { name: 'tls12-aes256-sha384-etm', version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES256-SHA384' },
  { name: 'tls12-camellia256-sha384-etm', version: 'TLSv1.2', cipher: 'ECDHE-ECDSA-CAMELLIA256-SHA384' },
  {
    name: 'tls12-aria256-gcm',
    version: 'TLSv1.2',
    cipher: 'ECDHE-ECDSA-ARIA256-GCM-SHA384',
    correction: 'tshark 4.0.17 does not read ARIA.',
  },
  { name: 'tls12-null-sha256', version: 'TLSv1.2', cipher: 'NULL-SHA256', certificate: 'rsa' },
  { name: 'tls13-aes128-gcm', version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' },
  { name: 'tls13-aes256-gcm', version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' },
  { name: 'tls13-chacha20', version: 'TLSv1.3', cipher: 'TLS_CHACHA20_POLY1305_SHA256' },
  { name: 'tls13-aes128-ccm', version: 'TLSv1.3', cipher: 'TLS_AES_128_CCM_SHA256' },
  { name: 'tls13-aes128-ccm8', version: 'TLSv1.3', cipher: 'TLS_AES_128_CCM_8_SHA256' },
];

/** Three hooks on one connection, with each suite. */
const ONE_SUITE_EACH: readonly Recording[] = SUITES.map(
  ({ name, version, cipher, certificate, flags = 0, hasPsk, correction }) => {
    const extensions = [
      (flags & noEncryptThenMac) === 0 ? '' : ', without encrypt-then-MAC',
      (flags & noExtendedMasterSecret) === 0 ? '' : ', without extended master secret',
    ].join('');
    // The lists of suites of TLS 1.3 take no security level.
    const ciphers = version === 'TLSv1.3' ? cipher : `${cipher}:@SECLEVEL=0`;
    const tls: SecureContextOptions = {
      minVersion: version,
      maxVersion: version,
      ciphers,
      secureOptions: flags,
    };
    return {
      name,
      about: `${cipher} of ${version}${extensions}: three hooks on one connection.`,
      ...(correction === undefined ? {} : { correction }),
      play: (stage) => {
        const { key, cert } = stage.identity(certificate ?? 'ecdsa');
        const ownPsk = hasPsk === true ? { pskCallback: () => PSK } : { key, cert };
        const itsPsk = hasPsk === true ? { pskCallback: () => ({ psk: PSK, identity: 'call-server' }) } : {};
        return stage.withBackend({ tls: { ...tls, ...ownPsk, dhparam: 'auto' } }, () =>
          postHooks(THREE_HOOKS, { ...tls, ...itsPsk, checkServerIdentity: () => undefined }),
        );
      },
    };
  },
);

export const SUITE_RECORDINGS: readonly Recording[] = [
  ...ONE_SUITE_EACH,
  rsaRecording('tls12-rsa', 'TLS 1.2 with key exchange by RSA.', 0),
  rsaRecording(
    'tls12-rsa-plain-master-secret',
    'TLS 1.2 with key exchange by RSA, without extended master secret.',
    noExtendedMasterSecret,
  ),
];
