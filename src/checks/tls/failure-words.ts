import { hostText } from '../../base/endpoint.ts';
import {
  alertName,
  isAboutCertificate,
  type TlsAlert,
  type TlsHandshake,
  tlsVersionName,
} from '../../tls/index.ts';
import { elapsedText, quoted } from '../wording.ts';
import { type CertificateFault, dateText, explaining, faultsOf, nameText } from './certificate-faults.ts';
import type { TlsGroup } from './groups.ts';
import type { Side, TlsFailure } from './outcome.ts';

/** Descriptions of alerts (RFC 8446 §6) that are treated apart. */
const ALERT = {
  handshakeFailure: 40,
  badCertificate: 42,
  certificateRevoked: 44,
  certificateExpired: 45,
  unknownCa: 48,
  protocolVersion: 70,
  certificateRequired: 116,
} as const;
/** By these a server that demands a certificate of the client turns down one that has none; TLS 1.2 has no alert of its own for it. */
const WITHOUT_CLIENT_CERTIFICATE: ReadonlySet<number> = new Set([
  ALERT.handshakeFailure,
  ALERT.badCertificate,
  ALERT.certificateRequired,
]);
const TLS_1_2 = 0x0303;

/** What a group's failure comes from, so far as it decides what is to be done. */
export type FailureCause =
  | 'untrusted-certificate'
  | 'client-certificate'
  | 'version'
  | 'suite'
  | 'name'
  | 'protocol'
  | 'wrong-protocol'
  | 'within-server'
  | 'unknown';

/** How a handshake failed: a clause whose subject is the side that ended it. */
export function failureText(group: TlsGroup): string {
  const { outcome } = group;
  if (outcome.kind !== 'failed') return '';
  const { failure } = outcome;
  switch (failure.kind) {
    case 'alert':
      return alertText(group, failure.by, failure.alert);
    case 'clear-answer':
      return `the server answered the client's hello without TLS${excerptText(failure.answer.excerpt)}`;
    case 'closed':
      return closedText(group, failure);
    case 'unanswered':
      return `the server sent nothing after the client's hello, until the client gave up after ${elapsedText(failure.seconds)}`;
  }
}

function alertText({ client, handshake }: TlsGroup, by: Side, alert: TlsAlert): string {
  const isClient = by === 'client';
  const whose = isClient ? "the server's" : "the client's";
  const what =
    alert.description === null ? 'an alert that is encrypted' : `the alert "${alertName(alert.description)}"`;
  const when: Readonly<Record<TlsAlert['after'], string>> = {
    nothing: '',
    hello: ` right after ${whose} hello`,
    certificate: ` right after ${whose} certificate`,
    encrypted: isClient
      ? ` after what the server sent encrypted${certificateText(handshake)}`
      : ' after what the client sent encrypted',
    data: '',
  };
  return `${sideText(by, client)} broke the handshake off with ${what}${when[alert.after]}`;
}

function closedText(
  { client, handshake }: TlsGroup,
  { by, how, after }: Extract<TlsFailure, { kind: 'closed' }>,
): string {
  const did = how === 'reset' ? 'reset the connection' : 'closed the connection';
  if (after === 'nothing') return `${sideText(by, client)} ${did} right after the client's hello`;
  return by === 'client'
    ? `${sideText(by, client)} ${did} after what the server had sent${certificateText(handshake)}, without an alert`
    : `${sideText(by, client)} ${did} within the handshake, without an alert`;
}

/** A session that goes on with an earlier one has no certificate. */
function certificateText({ isResumed }: TlsHandshake): string {
  return isResumed === true ? '' : ', its certificate among it';
}

function sideText(side: Side, client: string): string {
  return side === 'client' ? `the client ${hostText(client)}` : 'the server';
}

/** The first line of what was answered, quoted; empty where nothing of it is text. */
export function excerptText(excerpt: string): string {
  const [line = ''] = excerpt.split(/[\r\n]/, 1);
  return line === '' ? '' : `: ${quoted(line)}`;
}

/** The faults of the server's certificate that explain why the client did not go on; empty where none do, or none is seen. */
export function faultsBehind(group: TlsGroup): readonly CertificateFault[] {
  const { outcome, handshake } = group;
  const faults = faultsOf(handshake, group.first.connection.firstSeconds);
  if (outcome.kind === 'unused') return outcome.by === 'client' ? explaining(faults, null) : [];
  if (outcome.kind !== 'failed') return [];
  const { failure } = outcome;
  if (failure.kind === 'alert' && failure.by === 'client') return explaining(faults, failure.alert);
  return failure.kind === 'closed' && failure.by === 'client' ? explaining(faults, null) : [];
}

/** What a failure says about its reason: whole sentences, and the cause that they tell. `text` is null where nothing is certain enough. */
export function reasonOf(group: TlsGroup): { readonly text: string | null; readonly cause: FailureCause } {
  const { outcome, client } = group;
  if (outcome.kind !== 'failed') return { text: null, cause: 'unknown' };
  const { failure } = outcome;
  switch (failure.kind) {
    case 'alert':
      return failure.by === 'client'
        ? clientsReason(group, failure.alert)
        : serversReason(group, failure.alert);
    case 'clear-answer':
      return failure.answer.isHttp
        ? {
            text: 'The port speaks plain HTTP, and the client speaks TLS, as a URL with https tells it to.',
            cause: 'wrong-protocol',
          }
        : { text: 'What listens there speaks no TLS.', cause: 'wrong-protocol' };
    case 'unanswered':
      return { text: 'What listens there may wait for another protocol, or hang.', cause: 'unknown' };
    case 'closed':
      if (failure.by === 'client') {
        if (group.handshake.isResumed === true) return { text: null, cause: 'unknown' };
        const text = `A client that does not accept the certificate may go without an alert; so does a probe.${shownText(group)}`;
        return { text, cause: 'untrusted-certificate' };
      }
      return failure.after === 'nothing'
        ? {
            text: `What listens there may speak no TLS, or none with ${hostText(client)}; a proxy without a backend behind it may do the same.`,
            cause: 'unknown',
          }
        : { text: null, cause: 'unknown' };
  }
}

function clientsReason(group: TlsGroup, alert: TlsAlert): ReturnType<typeof reasonOf> {
  const client = hostText(group.client);
  const { description } = alert;
  if (description === null) {
    if (group.handshake.isResumed === true) return { text: null, cause: 'unknown' };
    const text = `At this place it mostly means that ${client} does not accept the certificate: it does not know the issuer, or the certificate has another name or has expired.${shownText(group)}`;
    return { text: alert.after === 'encrypted' ? text : null, cause: 'untrusted-certificate' };
  }
  if (isAboutCertificate(alert)) {
    const isFaultSeen = faultsBehind(group).length > 0;
    const reason = isFaultSeen ? '' : certificateReason(group, client, description);
    return { text: `${reason}${shownText(group)}`.trim(), cause: 'untrusted-certificate' };
  }
  if (description === ALERT.protocolVersion) {
    const chosen = versionText(group);
    const text = `${client} does not accept the version that the server chose${chosen === null ? '' : ` (${chosen})`}.`;
    return { text, cause: 'version' };
  }
  return { text: GENERAL[description] ?? null, cause: CAUSES[description] ?? 'unknown' };
}

/** Why a client refuses a certificate that shows no fault, by its alert. */
function certificateReason(group: TlsGroup, client: string, description: number): string {
  if (description === ALERT.certificateRevoked)
    return `By what ${client} knows, the server's certificate was revoked.`;
  if (description === ALERT.certificateExpired) {
    const [own] = group.handshake.certificates;
    if (own === undefined) return `By the clock of ${client}, the certificate of the server has expired.`;
    return `By the clock of ${client}, a certificate has expired. The server's own is valid until ${dateText(own.notAfter)}: look at the clock there, and at the certificates of the issuers.`;
  }
  if (description === ALERT.unknownCa)
    return `${client} does not know the issuer of the server's certificate.`;
  return `${client} does not accept the certificate of the server.`;
}

/** What the certificate itself shows, with a space before it; empty where it was not read. */
function shownText(group: TlsGroup): string {
  const { certificates } = group.handshake;
  const [own] = certificates;
  if (own === undefined) return '';
  const faults = faultsBehind(group);
  if (faults.length > 0) return ` The certificate shows why: ${faults.map(({ text }) => text).join('; ')}.`;
  const alone =
    certificates.length === 1 && !own.isSelfSigned
      ? " It came alone: if its issuer is no root that the client has, the server must send the issuer's certificate too."
      : '';
  return ` The certificate shows no fault of its own: the usual reason is that its issuer (${nameText(own.issuer)}) is not known there.${alone}`;
}

function serversReason(group: TlsGroup, alert: TlsAlert): ReturnType<typeof reasonOf> {
  const client = hostText(group.client);
  const { description } = alert;
  const { asksClientCertificate, hasClientCertificate } = group.handshake;
  if (description === null) {
    const text = `At this place it mostly means that the server demands a certificate of the client, and ${client} sent none that it accepts.`;
    return { text: alert.after === 'encrypted' ? text : null, cause: 'client-certificate' };
  }
  if (description === ALERT.certificateRequired) {
    return {
      text: `The server demands a certificate of the client, and ${client} sent none.`,
      cause: 'client-certificate',
    };
  }
  if (
    asksClientCertificate === true &&
    hasClientCertificate !== true &&
    WITHOUT_CLIENT_CERTIFICATE.has(description)
  ) {
    const text = `The server had asked for a certificate of the client, and ${client} ${hasClientCertificate === false ? 'sent none' : 'had not sent one'}: it demands one.`;
    return { text, cause: 'client-certificate' };
  }
  if (isAboutCertificate(alert)) {
    return { text: `The server does not accept the certificate of ${client}.`, cause: 'client-certificate' };
  }
  if (description === ALERT.protocolVersion) return { text: versionReason(group, client), cause: 'version' };
  return { text: GENERAL[description] ?? null, cause: CAUSES[description] ?? 'unknown' };
}

function versionReason(group: TlsGroup, client: string): string {
  const offered = versionText(group);
  if (offered === null) return 'The two sides have no version of TLS in common.';
  const { version } = group.handshake;
  const probably =
    version !== null && version <= TLS_1_2
      ? 'it probably demands a newer one'
      : 'it probably has only older ones, which the client does not use any more';
  return `${client} offers TLS up to ${offered.replace('TLS ', '')}, and the server accepts no version of these: ${probably}.`;
}

/** The version that was chosen, or the highest that was offered; null where no hello was read. */
function versionText({ handshake }: TlsGroup): string | null {
  return handshake.version === null ? null : tlsVersionName(handshake.version);
}

/** What alerts say, whoever sends them (RFC 8446 §6.2, RFC 7507 §3). */
const GENERAL: Readonly<Record<number, string>> = {
  [ALERT.handshakeFailure]:
    'The two sides could not agree on parameters. The usual reason is that they have no cipher suite in common.',
  49: 'The certificate was accepted, and access was denied nevertheless.',
  51: 'A signature or the end of the handshake could not be verified: a key does not fit to its certificate, or something on the way changes what is sent.',
  71: 'One side demands stronger ciphers than the other has.',
  80: 'It is an error within that side, which has nothing to do with the other one.',
  86: 'The client came back with an older version than it has, which the server takes for an attack.',
  112: 'The server has no certificate for the name asked for.',
  120: 'The two sides have no protocol in common that is to be spoken within TLS (ALPN).',
};

const CAUSES: Readonly<Record<number, FailureCause>> = {
  [ALERT.handshakeFailure]: 'suite',
  49: 'client-certificate',
  51: 'within-server',
  71: 'suite',
  80: 'within-server',
  112: 'name',
  120: 'protocol',
};
