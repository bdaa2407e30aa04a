import { hostOf } from '../../base/endpoint.ts';
import { type Dialect, type RemedyCase, ruleRemedies } from '../../dialects/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { type RemedyBlanks, remedyText } from '../remedy.ts';
import { backendKeyLog } from './backend-software.ts';
import type { FailureCause } from './failure-words.ts';
import type { TlsGroup } from './groups.ts';

/** Ids of the rules whose remedies dialects have. */
export const TLS_RULE = {
  failed: 'tls/handshake-failed',
  certificate: 'tls/certificate',
  wrongProtocol: 'tls/wrong-protocol',
  encrypted: 'tls/encrypted',
  notDecrypted: 'tls/not-decrypted',
} as const;

/** A name that a shell takes literally. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;

/** The command that shows which certificates a server sends. What the capture has of names is left out where a shell would read it. */
export function certificatesCommand({ server, serverName }: TlsGroup): string {
  const asked = serverName !== null && SAFE_NAME.test(serverName) ? ` -servername ${serverName}` : '';
  return `openssl s_client -connect ${server}${asked} -showcerts </dev/null`;
}

/** What to do about a certificate that a client does not trust, one step a line. */
export function trustAdvice(dialect: Dialect, group: TlsGroup): string {
  const own = ownRemedies(dialect, TLS_RULE.failed, 'untrusted-certificate', group);
  const { server } = dialect;
  const general = `Put the certificate of the issuer into the trust store of ${server}, or give the backend a certificate of an issuer that ${server} knows. See what the backend sends:`;
  return own ?? `${general}\n  ${certificatesCommand(group)}`;
}

/** What to do about a certificate that has a fault of its own. */
export function certificateAdvice(group: TlsGroup): string {
  return `Give the backend a certificate that is valid, names the host of the hook URL, and comes with those of its issuers. See what it sends:\n  ${certificatesCommand(group)}`;
}

/** What to do about the causes that are not the certificate. */
const STEPS: Readonly<Partial<Record<FailureCause, (server: string) => string>>> = {
  'client-certificate': (server) =>
    `Give ${server} a certificate that the backend accepts, or have the backend (or the proxy in front of it) demand none on the hook path.`,
  version: () =>
    'Have both sides speak TLS 1.2 or later: update the one that is older, or allow its version at the other for the time being.',
  suite: (server) =>
    `Compare the cipher suites and the kinds of keys (RSA, ECDSA) that the two sides allow. Allow one at the backend that ${server} offers; the ClientHello in the capture lists these.`,
  name: () =>
    'Compare the host name in the hook URL with the names that the backend (or the proxy in front of it) has certificates for.',
  protocol: () => 'Allow http/1.1 among the protocols of the backend (ALPN).',
  'within-server': () => 'Look at the error log of the server at that moment.',
};

/** What to do about a handshake that failed, where no fault of the certificate explains it; null where nothing fits. */
export function failureAdvice(dialect: Dialect, group: TlsGroup, cause: FailureCause): string | null {
  return cause === 'untrusted-certificate'
    ? trustAdvice(dialect, group)
    : (STEPS[cause]?.(dialect.server) ?? null);
}

/** What to do where the hook URL says https and the port speaks plain HTTP, or something else. */
export function wrongProtocolAdvice(dialect: Dialect, group: TlsGroup): string {
  const own = ownRemedies(dialect, TLS_RULE.wrongProtocol, 'hook-url', group);
  const general = 'Write http:// in the hook URL, or the port at which the backend speaks HTTPS.';
  return own === null ? general : `${general}\n${own}`;
}

/** How the keys of TLS sessions with a backend are had, the shortest way first, and what to do with them. One step a line. */
export function keyAdvice(
  { dialect, network }: Pick<CaptureFacts, 'dialect' | 'network'>,
  server: string,
): string {
  const own = remedyText(dialect, ruleRemedies(dialect, TLS_RULE.encrypted, 'usual'));
  return [
    ...(own === null ? [] : [own]),
    `${own === null ? 'Have' : 'Or have'} the backend, or the proxy in front of it, write a key log (${backendKeyLog(server, network)}).`,
    'Keys are logged only of sessions that begin afterwards: restart, or wait for new connections, and capture from their handshake on. Then read both:',
    '  hookscope FILE --tls-keys KEYLOG',
  ].join('\n');
}

function ownRemedies(dialect: Dialect, rule: string, situation: RemedyCase, group: TlsGroup): string | null {
  return remedyText(dialect, ruleRemedies(dialect, rule, situation), blanksOf(group));
}

function blanksOf({ server, serverName }: TlsGroup): RemedyBlanks {
  const host = serverName ?? hostOf(server);
  return { server, host };
}
