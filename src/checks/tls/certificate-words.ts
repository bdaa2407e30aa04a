import { type CertificateFacts, type TlsHandshake, tlsVersionName } from '../../tls/index.ts';
import { clipped, listed } from '../wording.ts';
import { dateText, nameText } from './certificate-faults.ts';

const NAME_CHARACTERS = 80;

/** What a certificate holds, for people who look at it. */
export function certificateText(certificate: CertificateFacts): string {
  const { subject, issuer, names, notBefore, notAfter, key, signatureHash, sha256 } = certificate;
  const held =
    names.length === 0 ? '' : ` for ${listed(names.map((name) => clipped(name, NAME_CHARACTERS)))}`;
  const signature = signatureHash === null ? '' : `, signed with ${signatureHash.toUpperCase()}`;
  return `Certificate ${nameText(subject)}${held}, issued by ${nameText(issuer)}, valid from ${dateText(notBefore)} to ${dateText(notAfter)}, ${key}${signature}, fingerprint (SHA-256) ${sha256}.`;
}

/** What is known of a handshake beside how it ended: `TLS 1.2; Certificate …`. Null where nothing is. */
export function handshakeEvidence(handshake: TlsHandshake): string | null {
  const { version, serverHelloFrame, certificates, offeredProtocols } = handshake;
  const [own] = certificates;
  const sentences: string[] = [];
  if (version !== null) {
    sentences.push(
      `${serverHelloFrame > 0 ? 'The server chose' : 'The client offers up to'} ${tlsVersionName(version)}.`,
    );
  }
  if (offeredProtocols.length > 0) {
    sentences.push(
      `Offered by ALPN: ${listed(offeredProtocols.map((name) => clipped(name, NAME_CHARACTERS)))}.`,
    );
  }
  if (own !== undefined) {
    sentences.push(certificateText(own));
    if (certificates.length > 1) sentences.push(`${certificates.length} certificates were sent.`);
  }
  return sentences.length === 0 ? null : sentences.join(' ');
}

/**
 * The names of hosts that texts about a handshake repeat, as they repeat them; of certificates also the parts of subject and
 * issuer, and the fingerprint, by which public logs of certificates give the names.
 */
export function hostNamesIn({ serverName, certificates }: TlsHandshake): readonly string[] {
  const held = certificates.flatMap(({ names, commonName, subject, issuer, sha256 }) => {
    return [...names, commonName, ...partsOf(subject), ...partsOf(issuer), sha256];
  });
  const names = [serverName, ...held].filter((name): name is string => name !== null && name !== '');
  return [...new Set(names.map((name) => clipped(name, NAME_CHARACTERS)))];
}

/** Parts of a distinguished name that are shorter (countries) stand in other words. */
const LEAST_PART_CHARACTERS = 4;

/** `Example Inc` and `a.example` of `C=DE, O=Example Inc, CN=a.example`, as far as they are shown. */
function partsOf(name: string): readonly string[] {
  const parts = nameText(name).split(/, (?=[A-Za-z]+=)/);
  return parts
    .map((part) => part.slice(part.indexOf('=') + 1))
    .filter((part) => part.length >= LEAST_PART_CHARACTERS);
}
