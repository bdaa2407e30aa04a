import { endpointText, hostText } from '../../base/endpoint.ts';
import { serverOf } from '../../stream/index.ts';
import { alertName, isAboutCertificate, type TlsAlert, tlsVersionName } from '../../tls/index.ts';
import type { TlsSighting } from '../network-facts.ts';
import { clipped } from '../wording.ts';

/** Frames and connections that one sentence names. */
const NAMED = 4;
const NAME_CHARACTERS = 80;

/** How TLS connections ended that are told together. */
export type TlsOutcome =
  /** Data flow. */
  | { readonly kind: 'data' }
  /** A side broke the handshake off. `alert`: the first such alert. */
  | { readonly kind: 'alert'; readonly alert: TlsAlert; readonly byClient: boolean }
  /** Neither was seen. */
  | { readonly kind: 'open' };

/** TLS connections to one server and name that went the same way. */
export interface TlsGroup {
  readonly server: string;
  /** The address of the client of the first. */
  readonly client: string;
  /** The name that the client asked for; null where it asked for none. */
  readonly serverName: string | null;
  readonly version: number | null;
  readonly outcome: TlsOutcome;
  readonly count: number;
  readonly streams: readonly number[];
  /** Frames of the alerts, or of the hellos. */
  readonly frames: readonly number[];
  /** The server is one of those that hooks are expected at. */
  readonly isOnPort: boolean;
}

/** Puts together what is told in one sentence; those of the REST port first, of them those that broke off. */
export function tlsGroupsOf(
  sightings: readonly TlsSighting[],
  onPort: ReadonlySet<number>,
): readonly TlsGroup[] {
  const groups = new Map<string, TlsGroup>();
  for (const sighting of sightings) {
    const { connection, handshake } = sighting;
    const server = endpointText(serverOf(connection));
    const outcome = outcomeOf(sighting);
    const how = outcome.kind === 'alert' ? `${outcome.byClient} ${outcome.alert.description}` : '';
    const key = JSON.stringify([server, handshake.serverName, outcome.kind, how]);
    const known = groups.get(key);
    const frame =
      outcome.kind === 'alert' ? outcome.alert.frame : handshake.clientHelloFrame || handshake.dataFrame;
    groups.set(key, {
      server,
      client: known?.client ?? connection.endpoints[clientOf(sighting)].address,
      serverName: handshake.serverName,
      version: known?.version ?? handshake.version,
      outcome: known?.outcome ?? outcome,
      count: (known?.count ?? 0) + 1,
      streams: [...(known?.streams ?? []), connection.connection].slice(0, NAMED),
      frames: [...(known?.frames ?? []), ...(frame > 0 ? [frame] : [])].slice(0, NAMED),
      isOnPort: known?.isOnPort === true || onPort.has(connection.connection),
    });
  }
  return [...groups.values()].sort(
    (one, other) =>
      Number(other.isOnPort) - Number(one.isOnPort) ||
      Number(other.outcome.kind === 'alert') - Number(one.outcome.kind === 'alert'),
  );
}

function outcomeOf(sighting: TlsSighting): TlsOutcome {
  const { alerts, dataFrame } = sighting.handshake;
  const [alert] = alerts;
  if (dataFrame > 0) return { kind: 'data' };
  if (alert === undefined) return { kind: 'open' };
  return { kind: 'alert', alert, byClient: alert.by === clientOf(sighting) };
}

function clientOf({ connection, handshake }: TlsSighting): 0 | 1 {
  return handshake.client ?? connection.client ?? (serverOf(connection) === connection.endpoints[1] ? 0 : 1);
}

/** The server of a group, with the name asked for. */
export function tlsServerText({ server, serverName }: TlsGroup): string {
  return serverName === null ? server : `${server} (server name ${clipped(serverName, NAME_CHARACTERS)})`;
}

/** How a side broke a handshake off: a clause whose subject is the side. */
export function alertText({ outcome, client }: TlsGroup): string {
  if (outcome.kind !== 'alert') return '';
  const { alert, byClient } = outcome;
  const who = byClient ? `the client ${hostText(client)}` : 'the server';
  const whose = byClient ? "the server's" : "the client's";
  const what =
    alert.description === null ? 'an alert that is encrypted' : `the alert "${alertName(alert.description)}"`;
  const when: Readonly<Record<TlsAlert['after'], string>> = {
    nothing: '',
    hello: ` right after ${whose} hello`,
    certificate: ` right after ${whose} certificate`,
    encrypted: byClient ? ' after what the server sent encrypted, its certificate among it' : '',
    data: '',
  };
  return `${who} broke the handshake off with ${what}${when[alert.after]}`;
}

/** What an alert says about the reason, as a sentence; null where it says nothing certain. */
export function alertReason({ outcome, client }: TlsGroup): string | null {
  if (outcome.kind !== 'alert') return null;
  const { alert, byClient } = outcome;
  if (isAboutCertificate(alert)) {
    return byClient
      ? `${hostText(client)} does not trust the certificate of the server.`
      : `The server does not accept the certificate of ${hostText(client)}.`;
  }
  if (alert.description === null && byClient && alert.after === 'encrypted') {
    return `The usual reason is that ${hostText(client)} does not trust the certificate of the server.`;
  }
  return REASONS[alert.description ?? -1] ?? null;
}

/** RFC 8446 §6.2. */
const REASONS: Readonly<Record<number, string>> = {
  40: 'The two sides have no cipher or parameters in common.',
  70: 'The two sides have no version of TLS in common.',
  71: 'One side demands stronger ciphers than the other has.',
  112: 'The server has no certificate for the name asked for.',
  116: 'The server demands a certificate of the client, which sent none.',
};

/** One sentence about a group. */
export function tlsSentence(group: TlsGroup): string {
  const { outcome, count, streams, version } = group;
  const name = version === null ? 'TLS' : tlsVersionName(version);
  const where = `tcp.stream ${streams.join(', ')}${count > streams.length ? ' …' : ''}`;
  const times = count === 1 ? '' : `, ${count} connections`;
  const end: Readonly<Record<TlsOutcome['kind'], string>> = {
    data: ': encrypted data flow',
    open: ': neither an alert nor data in clear sight',
    alert: `: ${alertText(group)}`,
  };
  return `${name} to ${tlsServerText(group)}${times}${end[outcome.kind]} (${where}).`;
}
