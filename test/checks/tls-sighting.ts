import type { CaptureFacts } from '../../src/checks/capture-facts.ts';
import { NO_NETWORK_FACTS, type TlsSighting } from '../../src/checks/network-facts.ts';
import type { ConnectionSummary } from '../../src/stream/index.ts';
import {
  type CertificateFacts,
  NO_HANDSHAKE,
  type TlsAlert,
  type TlsHandshake,
  type TlsRounds,
} from '../../src/tls/index.ts';
import { START, story } from './call-builder.ts';

/** What a test says of a TLS connection; all else is as in one whose ServerHello of TLS 1.2 was the last that came. */
export function sighting(
  handshake: Partial<TlsHandshake> = {},
  connection: Partial<ConnectionSummary> = {},
  isOfHooks = true,
): TlsSighting {
  return {
    connection: story(connection),
    handshake: {
      ...NO_HANDSHAKE,
      client: 0,
      serverName: 'backend.example',
      version: 0x0303,
      clientHelloFrame: 4,
      serverHelloFrame: 6,
      ...handshake,
    },
    isOfHooks,
  };
}

/** An alert of a side, right after the certificate of the other one. */
export function alertOf(by: 0 | 1, description: number | null, changes: Partial<TlsAlert> = {}): TlsAlert {
  const level = description === null ? null : 2;
  return {
    by,
    description,
    level,
    after: description === null ? 'encrypted' : 'certificate',
    frame: 8,
    ...changes,
  };
}

/** A sound certificate of backend.example, valid a year before and after {@link START}. */
export function certificate(changes: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    subject: 'CN=backend.example',
    issuer: 'CN=Example Root',
    names: ['backend.example'],
    commonName: 'backend.example',
    notBefore: START - 31_536_000,
    notAfter: START + 31_536_000,
    isSelfSigned: false,
    key: 'RSA 2048',
    keyBits: 2048,
    signatureHash: 'sha256',
    sha256: 'ab'.repeat(32),
    ...changes,
  };
}

/** Rounds of a connection that was seen whole. */
export function rounds(changes: Partial<TlsRounds> = {}): TlsRounds {
  return {
    requests: 2,
    requestBytes: 1800,
    responseBytes: 900,
    answered: 2,
    longestSeconds: 0.012,
    isComplete: true,
    ...changes,
  };
}

/** The part of a capture's facts that tells of TLS. */
export function tlsFacts(tls: readonly TlsSighting[], tlsSecrets = 0): Pick<CaptureFacts, 'network'> {
  return { network: { ...NO_NETWORK_FACTS, tls, tlsSecrets } };
}
