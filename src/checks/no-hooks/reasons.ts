import { hostText } from '../../base/endpoint.ts';
import { type AbsenceExplanation, type Dialect, hostOfServer } from '../../dialects/index.ts';
import type { OtherRequests } from '../../hooks/index.ts';
import { meaningOf } from '../../network/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { certificateAdvice, failureAdvice, keyAdvice } from '../tls/advice.ts';
import { failureText, faultsBehind, reasonOf } from '../tls/failure-words.ts';
import type { TlsGroup } from '../tls/groups.ts';
import { serverTextWithName } from '../tls/sighting-group.ts';
import { linkTypeWords } from '../unread-link-types.ts';
import { clipped } from '../wording.ts';
import {
  type FailureGroup,
  framesText,
  type IcmpGroup,
  icmpText,
  outcomeText,
  requestText,
  type Sightings,
} from './sightings.ts';

/** A reason why the capture has no hook that the capture itself shows. */
export interface Reason {
  /** Whole sentences. */
  readonly text: string;
  /** What to do; null where the text says all. */
  readonly remedy: string | null;
  /** It explains the absence by itself: what is merely possible need not be told beside it. */
  readonly isEnough: boolean;
  readonly frames: readonly number[];
}

/** Reasons of one kind that are told; the evidence counts the rest. */
const TOLD = 3;
const NAME_CHARACTERS = 80;

/**
 * The reasons that the capture shows, the most telling first. Beside one that is enough, those that only may have to do with it
 * are left out.
 */
export function reasonsOf(sightings: Sightings, facts: CaptureFacts): readonly Reason[] {
  const reasons = [
    ...unread(sightings),
    ...responsesOnly(sightings, facts),
    ...unsupported(sightings),
    ...hookLike(sightings),
    ...sightings.icmp.slice(0, TOLD).flatMap(icmpReason),
    ...sightings.tls
      .filter(({ outcome }) => outcome.kind === 'failed')
      .slice(0, TOLD)
      .map((group) => failedTls(group, facts)),
    ...sightings.failures
      .filter(({ isOnPort }) => isOnPort)
      .slice(0, TOLD)
      .map(failed),
    ...unresolved(sightings, facts.dialect),
    ...sightings.tls
      .filter(({ outcome }) => outcome.kind !== 'failed')
      .slice(0, TOLD)
      .map((group) => encrypted(group, facts)),
    ...http2(sightings, facts.dialect),
    ...cut(sightings),
  ];
  const enough = reasons.filter(({ isEnough }) => isEnough);
  return enough.length > 0 ? enough : reasons;
}

/** What is merely possible: the dialect's explanations, apart from those that the capture contradicts. */
export function possibleReasons(
  { dialect }: CaptureFacts,
  sightings: Sightings,
  reasons: readonly Reason[],
): readonly AbsenceExplanation[] {
  if (reasons.some(({ isEnough }) => isEnough)) return [];
  const shown = {
    'no-tls': sightings.tls.length === 0,
    'traffic-on-port': sightings.isPortSeen,
  };
  return dialect.absences.filter(({ ruledOutBy }) => !ruledOutBy.some((counter) => shown[counter]));
}

function unread({ unreadLinkTypes, isAllUnread }: Sightings): readonly Reason[] {
  if (unreadLinkTypes.length === 0) return [];
  const types = unreadLinkTypes.map(linkTypeWords).join(' and ');
  return [
    {
      text: isAllUnread
        ? `Nothing of the capture could be read: its frames have ${types}, not supported.`
        : `A part of the capture could not be read: frames with ${types}, not supported.`,
      remedy:
        'Capture the packets themselves, on the network interface that hooks pass (Ethernet, Linux cooked, loopback), and save them as packets rather than as exported data.',
      isEnough: isAllUnread,
      frames: [],
    },
  ];
}

function responsesOnly({ responses, requests }: Sightings, { ports }: CaptureFacts): readonly Reason[] {
  const [first] = responses;
  if (first === undefined || requests.length > 0) return [];
  return [
    {
      text: `Only one direction was captured: responses of ${first.server}, and none of the requests (${framesText(first.frames)}).`,
      remedy: `Capture both directions, with a filter that names the port alone: tcpdump -i any -s 0 port ${ports[0] ?? first.port}`,
      isEnough: true,
      frames: first.frames,
    },
  ];
}

function unsupported({ requests }: Sightings): readonly Reason[] {
  const known = new Map<string, OtherRequests>();
  for (const kind of requests) {
    if (kind.unsupported === null) continue;
    const before = known.get(kind.unsupported);
    known.set(kind.unsupported, { ...(before ?? kind), count: kind.count + (before?.count ?? 0) });
  }
  return [...known].map(([title, kind]) => ({
    text: `${kind.count === 1 ? 'A request is a message' : `${kind.count} requests are messages`} of ${title}: they were seen, and are not supported (${framesText(kind.frames)}).`,
    remedy: null,
    isEnough: true,
    frames: kind.frames,
  }));
}

function hookLike({ requests }: Sightings): readonly Reason[] {
  const named = requests.filter(({ names }) => names !== null);
  return named.slice(0, TOLD).map((kind) => ({
    text: `${requestText(kind)} names the hook method ${kind.names?.method ?? ''}, but ${bodyWords(kind)}, so that it was not taken for a hook (${framesText(kind.frames)}).`,
    remedy: `To have what comes to that port read as hooks: --port ${kind.port}`,
    isEnough: true,
    frames: kind.frames,
  }));
}

function bodyWords({ body }: OtherRequests): string {
  switch (body) {
    case 'object':
    case 'too-deep':
      return 'its body has none of the members by which such a hook is known';
    case 'partial':
      return 'its body is not whole in the capture';
    case 'empty':
      return 'it has no body';
    case 'encoded':
      return 'its body has a coding that cannot be undone';
    default:
      return 'its body is no JSON object';
  }
}

function icmpReason(group: IcmpGroup): readonly Reason[] {
  const { meaning } = meaningOf(group.sighting.errors);
  const words = ICMP_REASONS[meaning];
  if (words === undefined) return [];
  const { mtu } = group.sighting.errors;
  return [
    {
      text: `${icmpText(group)} (${framesText(group.frames)}): ${words}${meaning === 'too-big' && mtu > 0 ? ` (MTU ${mtu})` : ''}.`,
      remedy:
        meaning === 'prohibited'
          ? `Allow connections to ${group.server} at ${hostText(group.sender)}.`
          : null,
      isEnough: group.sighting.connection.handshake !== 'complete',
      frames: group.frames,
    },
  ];
}

const ICMP_REASONS: Readonly<Record<string, string>> = {
  prohibited: 'a filter there forbids the connection',
  unreachable: 'the server cannot be reached',
  expired: 'packets do not reach the server, because they go round in circles or too far',
  'too-big': 'packets are too long for the way',
};

function failedTls(group: TlsGroup, { dialect }: CaptureFacts): Reason {
  const { text, cause } = reasonOf(group);
  // Where hooks are expected, the rule about the failure says why, and what to do.
  const reason = group.isOfHooks ? null : text;
  const none =
    group.members.length === 1
      ? 'No request got through on it'
      : 'No request got through on these connections';
  return {
    text: `TLS to ${serverTextWithName(group)}: ${failureText(group)} (${framesText(group.frames)}). ${reason === null ? '' : `${reason} `}${none}.`,
    remedy: group.isOfHooks
      ? null
      : faultsBehind(group).length > 0
        ? certificateAdvice(group)
        : failureAdvice(dialect, group, cause),
    isEnough: group.isOfHooks,
    frames: group.frames,
  };
}

function failed({ server, how, count, frames }: FailureGroup): Reason {
  const which = count === 1 ? 'The connection' : `${count} connections`;
  const was = count === 1 ? 'was' : 'were';
  return {
    text:
      how === 'refused'
        ? `${which} to ${server} ${was} refused (${framesText(frames)}): nothing listens there, or a firewall rejects it.`
        : `${which} to ${server} ${was} not answered (${framesText(frames)}).`,
    remedy: null,
    isEnough: true,
    frames,
  };
}

function unresolved({ unresolved: lookups }: Sightings, { server }: Dialect): readonly Reason[] {
  return lookups.slice(0, TOLD).map((lookup) => ({
    text: `The name ${clipped(lookup.name, NAME_CHARACTERS)} did not resolve for ${hostText(lookup.client)}: ${outcomeText(lookup)} (${framesText(lookup.frames)}). If it is the backend's, no hook can be sent.`,
    remedy: `Look at the name in the address of the backend, and on ${hostOfServer(server)}: getent hosts ${clipped(lookup.name, NAME_CHARACTERS)}`,
    isEnough: false,
    frames: lookup.frames,
  }));
}

function encrypted(group: TlsGroup, facts: CaptureFacts): Reason {
  const isFlowing = group.outcome.kind === 'data';
  const isRead = group.handshake.decryption.kind === 'decrypted';
  const frames = group.frames.length === 0 ? '' : ` (${framesText(group.frames)})`;
  return {
    text: `TLS to ${serverTextWithName(group)} ${contentText(isFlowing, isRead)}${frames}.`,
    remedy: isFlowing && facts.network.tlsSecrets === 0 ? keyRemedy(group, facts) : null,
    isEnough: group.isOfHooks && isFlowing && !isRead,
    frames: group.frames,
  };
}

function keyRemedy(group: TlsGroup, facts: CaptureFacts): string {
  return group.isOfHooks
    ? keyAdvice(facts, group.server)
    : 'If hooks may be inside TLS, have one of the two sides log its keys: docs/tls.md says how.';
}

function contentText(isFlowing: boolean, isRead: boolean): string {
  if (isRead) return 'was decrypted, and has no hook inside';
  return isFlowing
    ? 'carries encrypted data: hooks may be inside, and cannot be read without its keys'
    : 'carries nothing that can be read';
}

function http2({ http2: connections }: Sightings, { server }: Dialect): readonly Reason[] {
  const begunBefore = connections.filter(({ handshake }) => handshake === 'unseen');
  const [first] = begunBefore;
  if (first === undefined) return [];
  const which =
    begunBefore.length === 1
      ? 'A connection with HTTP/2 began'
      : `${begunBefore.length} connections with HTTP/2 began`;
  return [
    {
      text: `${which} before the capture did: its requests may refer to paths that were sent before, and hooks may be among them (tcp.stream ${first.connection}).`,
      remedy: `Begin the capture before ${server} connects, or have it connect anew.`,
      isEnough: false,
      frames: [first.firstFrame],
    },
  ];
}

function cut({ cutFrames }: Sightings): readonly Reason[] {
  if (cutFrames === 0) return [];
  return [
    {
      text: 'Frames are cut by the snap length: hooks may be among them that cannot be recognised.',
      remedy: 'Capture whole frames: tcpdump -s 0',
      isEnough: false,
      frames: [],
    },
  ];
}
