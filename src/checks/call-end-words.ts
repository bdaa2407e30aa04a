import type { CallEnd } from './call-end.ts';
import { PATH_MTU_REPEATS } from './call-end.ts';
import { elapsedText } from './wording.ts';

/** How a call ended, as a clause: "the backend closed the connection 53 ms after the request, without a byte of answer". */
export function endWords(end: CallEnd, hasAnswerBegun: boolean): string {
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
      if (by === 'call-server') return gaveUp(seconds, 'closed');
      return by === 'backend'
        ? `the backend closed the connection${after}${without}`
        : `the connection was closed${after}${without}`;
    case 'reset':
      if (by === 'call-server') return gaveUp(seconds, 'reset');
      if (by === 'on-the-way') return `something on the way reset the connection${after}`;
      return by === 'backend'
        ? `the backend reset the connection${after}${without}`
        : `the connection was reset${after}${without}`;
  }
}

function gaveUp(seconds: number | null, verb: string): string {
  return `the call server gave up${seconds === null ? '' : ` after ${elapsedText(seconds)}`} and ${verb} the connection`;
}

function racedWords({ seconds }: CallEnd): string {
  const when = seconds === null || seconds < 0.0005 ? 'as' : `${elapsedText(seconds)} before`;
  return `the backend closed the idle connection ${when} the request was sent`;
}

/** What else the capture shows of the end: sentences; empty where there is nothing. */
export function endDetails(end: CallEnd): readonly string[] {
  const { how, ttl, isAcknowledged, fullSegmentRepeats } = end;
  const details: string[] = [];
  if (ttl !== null) {
    const side = ttl.inNameOf === 'backend' ? 'the backend' : 'the call server';
    details.push(
      `The RST has TTL ${ttl.reset}, other packets of ${side} have ${ttl.usual}: ${side} did not send it.`,
    );
  }
  if (how === 'raced') return details;
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
export function endRemedy({ how, by, isAcknowledged, fullSegmentRepeats }: CallEnd): string | null {
  if (how === 'raced') {
    return "Make the backend's keep-alive time-out longer than the call server's, or have the backend answer with Connection: close.";
  }
  if (by === 'on-the-way') {
    return 'Look at what stands between the two: firewall, intrusion prevention, load balancer, VPN; its log at that time names the rule.';
  }
  if (isAcknowledged !== true && fullSegmentRepeats >= PATH_MTU_REPEATS) return MTU_REMEDY;
  return null;
}

/** What to do about a path MTU (RFC 2923, RFC 4821). */
export const MTU_REMEDY = [
  'Find the size that gets through, on the host that sends: 1472 bytes of data are an MTU of 1500.',
  '  ping -M do -s 1472 <host>',
  'Let ICMP "fragmentation needed" (type 3 code 4; ICMPv6 type 2) pass every firewall between the two, or lower the size: the MTU of the interface, or the MSS at the router or VPN in between.',
  '  iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu',
].join('\n');
