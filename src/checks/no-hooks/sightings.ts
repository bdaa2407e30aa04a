import { endpointText, hostText } from '../../base/endpoint.ts';
import type { OtherRequests } from '../../hooks/index.ts';
import { meaningOf, type NameLookup } from '../../network/index.ts';
import type { UnreadLinkType } from '../../packet/index.ts';
import { type ConnectionSummary, serverOf } from '../../stream/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { IcmpSighting } from '../network-facts.ts';
import { hostNamesIn } from '../tls/certificate-words.ts';
import { type TlsGroup, tlsGroupsOf } from '../tls/groups.ts';
import { linkTypeWords, unreadOf } from '../unread-link-types.ts';
import { clipped, counted, listed } from '../wording.ts';
import { tlsSentence } from './tls-sentence.ts';

/** Things of one kind that the finding lists; a capture of a busy network may hold thousands. */
const LISTED = 8;
/** Frames that one of them names. */
const NAMED_FRAMES = 4;
const PATH_CHARACTERS = 80;

/** What a capture without a hook shows instead: the reasons are judged by it, and each kind has its sentences. */
export interface Sightings {
  /** Link types that are not read. */
  readonly unreadLinkTypes: readonly UnreadLinkType[];
  /** Nothing else is in the capture. */
  readonly isAllUnread: boolean;
  readonly requests: readonly OtherRequests[];
  /** Responses whose requests are absent. */
  readonly responses: readonly OtherRequests[];
  readonly tls: readonly TlsGroup[];
  readonly http2: readonly ConnectionSummary[];
  /** Connections that failed, those to one server and of one kind together. */
  readonly failures: readonly FailureGroup[];
  readonly icmp: readonly IcmpGroup[];
  /** Names that never resolved. */
  readonly unresolved: readonly NameLookup[];
  /** Frames of connections to the REST port that the snap length cut. */
  readonly cutFrames: number;
  /** There is traffic of a REST port. */
  readonly isPortSeen: boolean;
}

/** Connections to one server that failed in one way. */
export interface FailureGroup {
  readonly server: string;
  readonly how: 'refused' | 'unanswered';
  readonly count: number;
  readonly frames: readonly number[];
  /** The server is one of those that hooks are expected at: its port was asked for, or is one of the dialects'. */
  readonly isOnPort: boolean;
}

/** ICMP errors of one kind from one sender about packets to one server. */
export interface IcmpGroup {
  readonly sender: string;
  readonly server: string;
  readonly sighting: IcmpSighting;
  readonly count: number;
  readonly frames: readonly number[];
}

/** Gathers what a capture without a hook shows instead. */
export function sightingsOf(facts: CaptureFacts): Sightings {
  const { network, connections } = facts;
  const unreadLinkTypes = unreadOf(facts);
  const onPort = new Set(Array.from(connections, ({ connection }) => connection));
  return {
    unreadLinkTypes,
    isAllUnread:
      unreadLinkTypes.length > 0 &&
      unreadLinkTypes.reduce((sum, { frames }) => sum + frames, 0) === facts.frames,
    requests: network.otherRequests.filter(({ method }) => method !== null),
    responses: network.otherRequests.filter(({ method }) => method === null),
    tls: tlsGroupsOf(network.tls),
    http2: network.http2,
    failures: failureGroups(network.failures, onPort),
    icmp: icmpGroups(network.icmpErrors),
    unresolved: unresolvedOf(network.lookups),
    cutFrames: cutFramesOf(connections),
    isPortSeen: connections.length > 0,
  };
}

function cutFramesOf(connections: CaptureFacts['connections']): number {
  let count = 0;
  for (const { anomalies } of connections) count += anomalies?.cutCount ?? 0;
  return count;
}

function failureGroups(
  failures: readonly ConnectionSummary[],
  onPort: ReadonlySet<number>,
): readonly FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const failed of failures) {
    const how = failed.handshake;
    if (how !== 'refused' && how !== 'unanswered') continue;
    const server = endpointText(serverOf(failed));
    const known = groups.get(`${how} ${server}`);
    const frames = how === 'refused' ? [failed.firstFrame, failed.resetFrame] : [failed.firstFrame];
    groups.set(`${how} ${server}`, {
      server,
      how,
      count: (known?.count ?? 0) + 1,
      frames:
        known === undefined || known.frames.length < NAMED_FRAMES
          ? [...(known?.frames ?? []), ...frames]
          : known.frames,
      isOnPort: known?.isOnPort === true || onPort.has(failed.connection),
    });
  }
  return [...groups.values()].sort(
    (one, other) => Number(other.isOnPort) - Number(one.isOnPort) || other.count - one.count,
  );
}

function icmpGroups(sightings: readonly IcmpSighting[]): readonly IcmpGroup[] {
  const groups = new Map<string, IcmpGroup>();
  for (const sighting of sightings) {
    const { errors, connection } = sighting;
    const server = endpointText(serverOf(connection));
    const key = `${errors.sender} ${server} ${errors.family} ${errors.type} ${errors.code}`;
    const known = groups.get(key);
    groups.set(key, {
      sender: errors.sender,
      server,
      sighting: known?.sighting ?? sighting,
      count: (known?.count ?? 0) + errors.count,
      frames: [...(known?.frames ?? []), ...errors.frames].slice(0, NAMED_FRAMES),
    });
  }
  return [...groups.values()];
}

/** Names that no host got an address for. A resolver tries a name with its search domains behind it first: those do not count. */
function unresolvedOf(lookups: readonly NameLookup[]): readonly NameLookup[] {
  const resolved = lookups.filter((lookup) => lookup.resolved > 0).map(({ name }) => name);
  return lookups.filter(
    ({ name, resolved: times }) =>
      times === 0 && !resolved.some((known) => name === known || name.startsWith(`${known}.`)),
  );
}

/** The names of hosts that are told, as they are told. */
export function hostNamesOf({ tls, unresolved }: Sightings): readonly string[] {
  const names = [
    ...tls.flatMap(({ handshake }) => hostNamesIn(handshake)),
    ...unresolved.map(({ name }) => name),
  ];
  return [...new Set(names.map((name) => clipped(name, PATH_CHARACTERS)))];
}

/** The sentences about what was seen, in the order of how much they tell. */
export function sightingSentences(sightings: Sightings, facts: CaptureFacts): readonly string[] {
  const { requests, responses, tls, http2, failures, icmp, unresolved, cutFrames } = sightings;
  const sentences = [
    ...sightings.unreadLinkTypes.map((unread) => {
      return `${counted(unread.frames, 'frame')} of ${linkTypeWords(unread)}, which is not read.`;
    }),
    ...some(requests.map(requestSentence), 'kinds of HTTP requests', facts.network.otherRequestsLeft),
    ...some(responses.map(responseSentence), 'kinds of HTTP responses'),
    ...some(
      http2.map(
        (connection) =>
          `HTTP/2 to ${endpointText(serverOf(connection))} (tcp.stream ${connection.connection}).`,
      ),
      'connections with HTTP/2',
    ),
    ...some(tls.map(tlsSentence), 'servers with TLS'),
    ...some(failures.map(failureSentence), 'servers to which connections failed'),
    ...some(icmp.map(icmpSentence), 'kinds of ICMP errors'),
    ...some(unresolved.map(lookupSentence), 'names that did not resolve'),
  ];
  if (cutFrames > 0) {
    sentences.push(
      `${cutFrames} ${cutFrames === 1 ? 'frame' : 'frames'} of the REST port ${cutFrames === 1 ? 'is' : 'are'} cut by the snap length.`,
    );
  }
  if (facts.otherHosts > 0) {
    sentences.push(`${facts.otherHosts} HTTP exchanges of other hosts were left out by --host.`);
  }
  return sentences.length > 0 ? sentences : ['Neither HTTP nor TLS nor a connection that failed was seen.'];
}

function some(sentences: readonly string[], what: string, left = 0): readonly string[] {
  const more = sentences.length - LISTED;
  if (more > 0) return [...sentences.slice(0, LISTED), `And ${more} more ${what}.`];
  return left > 0 ? [...sentences, `And ${left} more requests of other kinds.`] : sentences;
}

/** `frames 3, 7` for some of them. */
export function framesText(frames: readonly number[]): string {
  const named = [...new Set(frames)].slice(0, NAMED_FRAMES);
  return `${named.length === 1 ? 'frame' : 'frames'} ${named.join(', ')}`;
}

/** A request as it is told: `POST /hooks/x (application/json) to 192.0.2.1:80`. */
export function requestText({ method, path, contentType, server }: OtherRequests): string {
  const target = path === '' ? 'without a target' : clipped(path, PATH_CHARACTERS);
  return `${method} ${target}${contentType === null ? '' : ` (${contentType})`} to ${server}`;
}

function requestSentence(kind: OtherRequests): string {
  const { count, status, frames } = kind;
  const answer =
    status === null ? 'without an answer' : status === 0 ? 'answered without a status' : `answered ${status}`;
  const times = count === 1 ? '' : `, ${count} times`;
  return `HTTP: ${requestText(kind)}, ${answer}${times} (${framesText(frames)}).`;
}

function responseSentence({ server, status, contentType, count, frames }: OtherRequests): string {
  const what = `${count === 1 ? 'an HTTP response' : `${count} HTTP responses`} ${status}`;
  return `From ${server} ${what}${contentType === null ? '' : ` (${contentType})`} without the ${count === 1 ? 'request' : 'requests'} (${framesText(frames)}).`;
}

const FAILED: Readonly<Record<FailureGroup['how'], string>> = {
  refused: 'refused (SYN answered by RST)',
  unanswered: 'not answered (SYN without SYN-ACK)',
};

function failureSentence({ server, how, count, frames }: FailureGroup): string {
  return `${count === 1 ? 'A connection' : `${count} connections`} to ${server} ${count === 1 ? 'was' : 'were'} ${FAILED[how]} (${framesText(frames)}).`;
}

/** `10.0.0.1 answered packets to 10.0.0.9:8080 with ICMP "host unreachable"`. */
export function icmpText({ sender, server, sighting }: IcmpGroup): string {
  const { errors } = sighting;
  return `${hostText(sender)} answered packets to ${server} with ${errors.family === 6 ? 'ICMPv6' : 'ICMP'} "${meaningOf(errors).name}"`;
}

function icmpSentence(group: IcmpGroup): string {
  const times = group.count === 1 ? '' : ` ${group.count} times`;
  return `${icmpText(group)}${times} (${framesText(group.frames)}).`;
}

/** The common response codes (RFC 1035 §4.1.1). */
const RCODES: Readonly<Record<number, string>> = {
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
};

/** What became of the look-ups of a name that never resolved. */
export function outcomeText({ failed, empty, queries }: NameLookup): string {
  const outcomes = [...failed].map(
    ([rcode, count]) => `${RCODES[rcode] ?? `response code ${rcode}`}${times(count)}`,
  );
  if (empty > 0) outcomes.push(`no address${times(empty)}`);
  return outcomes.length > 0
    ? listed(outcomes)
    : `no answer to ${queries === 1 ? 'one query' : `${queries} queries`}`;
}

function times(count: number): string {
  return count === 1 ? '' : ` ${count} times`;
}

function lookupSentence(lookup: NameLookup): string {
  const { name, client, server, frames } = lookup;
  return `DNS: ${clipped(name, PATH_CHARACTERS)} asked for by ${hostText(client)} at ${hostText(server)}: ${outcomeText(lookup)} (${framesText(frames)}).`;
}
