import type { CallEnd } from './call-end.ts';
import { PATH_MTU_REPEATS } from './call-end.ts';
import { elapsedText } from './wording.ts';

/**
 * How a call ended, as a clause: "the backend closed the connection 53 ms after the request, without a byte of answer". `server`: what
 * the system that made the call is called.
 */
export function endWords(end: CallEnd, hasAnswerBegun: boolean, server: string): string {
  const { by, how, seconds } = end;
  const after = seconds === null ? '' : ` ${elapsedText(seconds)} after the request`;
  const without = hasAnswerBegun ? ', before the answer was whole' : ', without a byte of answer';
  switch (how) {
    case 'waiting':
      return seconds === null ? 'none came' : `none came after ${elapsedText(seconds)}`;
    case 'replaced':
      return `the ports were taken for a new connection${seconds === null ? '' : ` after ${elapsedText(seconds)}`}`;
    case 'raced':
      return racedWords(end);
    case 'fin':
      if (by === 'call-server') return `${gaveUp(server, seconds)} and closed the connection`;
      return by === 'backend'
        ? `the backend closed the connection${after}${without}`
        : `the connection was closed${after}${without}`;
    case 'reset':
      if (by === 'call-server') return `${gaveUp(server, seconds)} and reset the connection`;
      if (by === 'on-the-way') return `something on the way reset the connection${after}`;
      return by === 'backend'
        ? `the backend reset the connection${after}${without}`
        : `the connection was reset${after}${without}`;
    case 'stream-reset':
      return by === 'call-server'
        ? `${gaveUp(server, seconds)} and reset the HTTP/2 stream (${errorOf(end)})`
        : `the backend reset the HTTP/2 stream (${errorOf(end)})${after}${without}`;
    case 'goaway':
      return goawayWords(end, without, server);
  }
}

function goawayWords(end: CallEnd, without: string, server: string): string {
  const { by, seconds, streamEnd } = end;
  const frame = `(GOAWAY, ${errorOf(end)})`;
  if (by === 'call-server') return `${gaveUp(server, seconds)} and ended the HTTP/2 connection ${frame}`;
  if (streamEnd?.isUnprocessed !== true) {
    const after = seconds === null ? '' : ` ${elapsedText(seconds)} after the request`;
    return `the backend ended the HTTP/2 connection ${frame}${after}${without}`;
  }
  return seconds === null
    ? `the backend had closed the connection for new streams ${frame} before the request was sent`
    : `the backend closed the connection for new streams ${frame} ${elapsedText(seconds)} after the request`;
}

/** Error code of a frame that ended a stream. */
function errorOf({ streamEnd }: CallEnd): string {
  return streamEnd?.error ?? 'no error code';
}

function gaveUp(server: string, seconds: number | null): string {
  return `${server} gave up${seconds === null ? '' : ` after ${elapsedText(seconds)}`}`;
}

function racedWords({ seconds }: CallEnd): string {
  const when = seconds === null || seconds < 0.0005 ? 'as' : `${elapsedText(seconds)} before`;
  return `the backend closed the idle connection ${when} the request was sent`;
}

/** What else the capture shows of the end: sentences; empty where there is nothing. */
export function endDetails(end: CallEnd, server: string): readonly string[] {
  const { how, ttl, isAcknowledged, fullSegmentRepeats, streamEnd } = end;
  const details: string[] = [];
  if (ttl !== null) {
    const side = ttl.inNameOf === 'backend' ? 'the backend' : server;
    details.push(
      `The RST has TTL ${ttl.reset}, other packets of ${side} have ${ttl.usual}: ${side} did not send it.`,
    );
  }
  if (how === 'raced') return details;
  if (streamEnd?.isUnprocessed === true) {
    return ['It did not process the request, so that the same request may be sent again (RFC 9113 §8.7).'];
  }
  if (isAcknowledged === true) {
    details.push(
      end.by === 'call-server' || how === 'waiting'
        ? "The backend's TCP took the request (acknowledged), but its program did not answer."
        : "The backend's TCP had taken the request (acknowledged).",
    );
  } else if (fullSegmentRepeats >= PATH_MTU_REPEATS) {
    details.push(
      `A full-sized segment of the request was sent again ${fullSegmentRepeats} times and never acknowledged, shorter ones were: packets of that size do not get through (path MTU).`,
    );
  } else if (isAcknowledged === false && (end.by === 'call-server' || how === 'waiting')) {
    details.push(
      "The backend's TCP did not acknowledge the whole request: a part of it did not arrive, or the host hangs.",
    );
  }
  return details;
}

/** What to do about the end where general advice fits better than the dialect's; null: the dialect's. */
export function endRemedy(end: CallEnd, server: string): string | null {
  const { how, by, isAcknowledged, fullSegmentRepeats, streamEnd } = end;
  if (streamEnd !== null)
    return by === 'backend' ? (STREAM_REMEDIES[streamEnd.error]?.(server) ?? null) : null;
  if (how === 'raced') {
    return `Make the backend's keep-alive time-out longer than ${server}'s, or have the backend answer with Connection: close.`;
  }
  if (by === 'on-the-way') {
    return 'Look at what stands between the two: firewall, intrusion prevention, load balancer, VPN; its log at that time names the rule.';
  }
  if (isAcknowledged !== true && fullSegmentRepeats >= PATH_MTU_REPEATS) return MTU_REMEDY;
  return null;
}

/** What to do, by what the system that makes the calls is called. */
type StreamRemedy = (server: string) => string;

const SHUT_DOWN: StreamRemedy = (server) =>
  `A backend, or a proxy in front of it, closes connections when it restarts, after some time or after some requests: have ${server} send again what was not processed, or raise these limits.`;
const DISAGREEMENT: StreamRemedy = (server) =>
  `The two sides disagree about HTTP/2: look at the log of the backend and of the proxy in front of it at that time, bring them up to date, or have ${server} speak HTTP/1.1.`;

/** What to do about a stream that the backend ended, by the error code (RFC 9113 §7). */
const STREAM_REMEDIES: Readonly<Record<string, StreamRemedy>> = {
  NO_ERROR: SHUT_DOWN,
  REFUSED_STREAM: () =>
    'A backend, or a proxy in front of it, refuses streams when it shuts down, or when more are open at one time than it allows: raise its limit of concurrent streams.',
  ENHANCE_YOUR_CALM: (server) =>
    `The backend, or a proxy in front of it, finds that ${server} asks too much of it: raise its limits of requests, resets and pings for a connection.`,
  HTTP_1_1_REQUIRED: (server) =>
    `The backend demands HTTP/1.1 for this request: have ${server} speak HTTP/1.1 to it.`,
  PROTOCOL_ERROR: DISAGREEMENT,
  COMPRESSION_ERROR: DISAGREEMENT,
  FRAME_SIZE_ERROR: DISAGREEMENT,
  FLOW_CONTROL_ERROR: DISAGREEMENT,
};

/** What to do about a path MTU (RFC 2923, RFC 4821). */
export const MTU_REMEDY = [
  'Find the size that gets through, on the host that sends: 1472 bytes of data are an MTU of 1500.',
  '  ping -M do -s 1472 <host>',
  'Let ICMP "fragmentation needed" (type 3 code 4; ICMPv6 type 2) pass every firewall between the two, or lower the size: the MTU of the interface, or the MSS at the router or VPN in between.',
  '  iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu',
].join('\n');
