import { isoTime } from '../../base/time.ts';
import type { TlsAlert, TlsHandshake } from '../../tls/index.ts';
import { clipped, listed } from '../wording.ts';
import { holdsFor } from './host-names.ts';

/** What is wrong with a server's certificate. */
export type FaultKind =
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-name'
  | 'self-signed'
  | 'incomplete-chain'
  | 'weak-key'
  | 'weak-signature';

export interface CertificateFault {
  readonly kind: FaultKind;
  /** A clause whose subject is the certificate: `it expired on 2024-01-01 00:00:00 UTC`. */
  readonly text: string;
}

/** Bits of an RSA key below which it counts as weak (NIST SP 800-131A: since 2014). */
const LEAST_RSA_BITS = 2048;
const WEAK_HASHES: ReadonlySet<string | null> = new Set(['md2', 'md5', 'sha1']);
const NAME_CHARACTERS = 80;

/** What is wrong with the certificate that the server sent, the gravest first. `seconds`: when, since 1970. Empty: nothing is seen. */
export function faultsOf(handshake: TlsHandshake, seconds: number): readonly CertificateFault[] {
  const { certificates, serverName } = handshake;
  const [own, ...others] = certificates;
  if (own === undefined) return [];
  const faults: CertificateFault[] = [];
  const add = (kind: FaultKind, text: string): void => {
    faults.push({ kind, text });
  };
  if (own.notAfter < seconds) add('expired', `it expired on ${dateText(own.notAfter)}`);
  if (own.notBefore > seconds) add('not-yet-valid', `it is valid only from ${dateText(own.notBefore)} on`);
  if (serverName !== null && !holdsFor(own, serverName)) {
    const held = own.names.length > 0 ? own.names : own.commonName === null ? [] : [own.commonName];
    const names = listed(held.map((name) => clipped(name, NAME_CHARACTERS)));
    add(
      'wrong-name',
      `it holds for ${names === '' ? 'no name' : names}, not for ${clipped(serverName, NAME_CHARACTERS)}`,
    );
  }
  if (own.isSelfSigned)
    add('self-signed', 'it is self-signed, so that only who has this very certificate trusts it');
  else if (others.length > 0 && !others.some(({ subject }) => subject === own.issuer)) {
    add(
      'incomplete-chain',
      `the certificate of its issuer (${nameText(own.issuer)}) was not sent with it, though others were`,
    );
  }
  if (own.key.startsWith('RSA') && own.keyBits !== null && own.keyBits < LEAST_RSA_BITS) {
    add('weak-key', `its key (${own.key}) is shorter than ${LEAST_RSA_BITS} bits`);
  }
  // Nobody checks the signature that a certificate has of itself.
  if (!own.isSelfSigned && WEAK_HASHES.has(own.signatureHash)) {
    add(
      'weak-signature',
      `it is signed with ${String(own.signatureHash).toUpperCase()}, which most clients do not accept any more`,
    );
  }
  return faults;
}

const ANY: readonly FaultKind[] = [
  'expired',
  'not-yet-valid',
  'wrong-name',
  'self-signed',
  'incomplete-chain',
];
const WEAK: readonly FaultKind[] = ['weak-key', 'weak-signature'];

/**
 * The faults that an alert of a client may be about, by its description (RFC 8446 §6.2). Clients differ: OpenSSL calls a wrong name
 * and a date to come "bad certificate", JSSE a wrong name and an unknown issuer "certificate unknown", Go everything "bad certificate".
 */
const EXPLAINED: Readonly<Record<number, readonly FaultKind[]>> = {
  42: [...ANY, ...WEAK],
  43: WEAK,
  45: ['expired', 'not-yet-valid'],
  46: [...ANY, ...WEAK],
  48: ['self-signed', 'incomplete-chain'],
};

/** Those of the faults that explain an alert of the client. `null`: it is encrypted, or the client sent none. */
export function explaining(
  faults: readonly CertificateFault[],
  alert: TlsAlert | null,
): readonly CertificateFault[] {
  const description = alert?.description ?? null;
  const kinds = description === null ? ANY : (EXPLAINED[description] ?? []);
  return faults.filter(({ kind }) => kinds.includes(kind));
}

/** `2024-01-01 00:00:00 UTC`. */
export function dateText(seconds: number): string {
  return isoTime({ seconds, nanoseconds: 0 }, 0).replace('T', ' ').replace('Z', ' UTC');
}

/** A subject or issuer as it is told. */
export function nameText(name: string): string {
  return name === '' ? 'without a name' : clipped(name, NAME_CHARACTERS);
}
