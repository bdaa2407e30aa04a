import type { Endpoint } from '../base/endpoint.ts';
import { type ConnectionPage, MARK } from './connection-row.ts';
import type { Endpoints } from './endpoints.ts';
import type { Direction } from './events.ts';
import type { TcpAnomalies } from './tcp-anomalies.ts';

/**
 * How a connection began. `complete`: SYN and SYN-ACK seen, or the side that got the SYN was heard; `refused`: a SYN
 * answered by RST; `unanswered`: SYNs and nothing from the other side; `unseen`: it was open when the capture began.
 */
export type Handshake = 'complete' | 'refused' | 'unanswered' | 'unseen';

/** What is known of one end of a connection, by the packets that it sent. */
export interface SideSummary {
  /** It sent something besides SYN and RST. */
  readonly isHeard: boolean;
  /** The sequence number of its SYN, seen or inferred; null where it is not known. */
  readonly initialSequence: number | null;
  /** The peer acknowledged bytes of it that the capture does not hold. */
  readonly isAcknowledgedUnseen: boolean;
  readonly sentFin: boolean;
  readonly sentReset: boolean;
  /**
   * The TTL (IPv6: hop limit) that most of its packets have as they were captured, RSTs apart; null where it sent none. An
   * RST with quite another one (`resetTtl`) was sent by something on the way. A few hops' difference proves nothing: packets
   * of one connection may take several ways, or be captured on both sides of a router.
   */
  readonly usualTtl: number | null;
  /**
   * Bytes at the end of what it sent that the peer's TCP had not acknowledged when the connection was last seen; 0: the peer has
   * everything. A FIN does not count. Null where no acknowledgement can tell: the peer was not heard.
   */
  readonly unacknowledgedBytes: number | null;
  /**
   * How often a full-sized segment (`FULL_SEGMENT_BYTES`) was sent again that the peer never acknowledged; 0 once it is
   * acknowledged. 2 and more, where the peer acknowledged what is shorter, point to a path MTU (RFC 2923 §2.1). Up to 255.
   */
  readonly fullSegmentRepeats: number;
}

/** What is known of one connection. Frames are numbered from 1, 0 where there was none; times are seconds and nanoseconds since 1970. */
export interface ConnectionSummary {
  /** Its number, from 0: Wireshark's `tcp.stream`. */
  readonly connection: number;
  /** The end points: the sender of the first frame, then the other. */
  readonly endpoints: Endpoints;
  /** Which of them opened the connection, where the handshake tells; null where it was not seen. */
  readonly client: Direction | null;
  readonly handshake: Handshake;
  /** SYNs without ACK: more than one means that the client had to repeat it. */
  readonly synCount: number;
  readonly synAckFrame: number;
  readonly resetFrame: number;
  /** Who sent the RST of `resetFrame`: the first that was not ignored; null where there was none. */
  readonly resetBy: Direction | null;
  /** The TTL (IPv6: hop limit) of that RST as it was captured; null where there was none. */
  readonly resetTtl: number | null;
  /**
   * RSTs that their receiver ignored, because of their number (RFC 5961 §3.2) or because the connection went on (up to 255), and the
   * frame of the first. None of them counts as `resetFrame`.
   */
  readonly ignoredResets: number;
  readonly ignoredResetFrame: number;
  readonly finFrame: number;
  /** Who sent the first FIN; null where there was none. */
  readonly closedBy: Direction | null;
  /** Of the sender of direction 0 and of that of direction 1. */
  readonly sides: readonly [SideSummary, SideSummary];
  readonly firstFrame: number;
  readonly firstSeconds: number;
  readonly firstNanoseconds: number;
  readonly lastFrame: number;
  readonly lastSeconds: number;
  readonly lastNanoseconds: number;
  /** Of followed connections only; null where the connection was not followed or nothing went wrong. */
  readonly anomalies: TcpAnomalies | null;
}

/** The end point that was connected to: by the handshake, else the one with the lower port. */
export function serverOf({ client, endpoints }: Pick<ConnectionSummary, 'client' | 'endpoints'>): Endpoint {
  const [first, second] = endpoints;
  if (client !== null) return client === 0 ? second : first;
  return first.port < second.port ? first : second;
}

/** Who opened a connection, by the marks of its row. */
export function clientOf(marks: number): Direction | null {
  for (const direction of [0, 1] as const) {
    const other = direction === 0 ? 1 : 0;
    if (has(marks, MARK.synAck, other)) return direction;
    if (has(marks, MARK.syn, direction) && !has(marks, MARK.synAck, direction)) return direction;
  }
  return null;
}

/** How a connection began, by the marks of its row. */
export function handshakeOf(marks: number): Handshake {
  const client = clientOf(marks);
  if (client === null) return 'unseen';
  const server = client === 0 ? 1 : 0;
  if (has(marks, MARK.synAck, server)) return 'complete';
  if (has(marks, MARK.reset, server)) return 'refused';
  return has(marks, MARK.heard, server) ? 'complete' : 'unanswered';
}

/** What the marks and columns of a row tell of the sender of a direction. */
export function sideOf(page: ConnectionPage, at: number, direction: Direction): SideSummary {
  const isFirst = direction === 0;
  const marks = page.marks[at];
  const lead = (isFirst ? page.firstTtlLead : page.secondTtlLead)[at];
  const ttl = (isFirst ? page.firstTtl : page.secondTtl)[at];
  const isPeerHeard = has(marks, MARK.heard | MARK.synAck, isFirst ? 1 : 0);
  const sent = (isFirst ? page.firstSent : page.secondSent)[at];
  const acknowledged = (isFirst ? page.firstAcknowledged : page.secondAcknowledged)[at];
  const isPlaced = has(marks, MARK.base, direction);
  return {
    isHeard: has(marks, MARK.heard, direction),
    initialSequence: isPlaced ? (isFirst ? page.firstBase : page.secondBase)[at] : null,
    isAcknowledgedUnseen: isPlaced && ((acknowledged - sent) | 0) > 0,
    sentFin: has(marks, MARK.fin, direction),
    sentReset: has(marks, MARK.reset, direction),
    usualTtl: lead === 0 && ttl === 0 ? null : ttl,
    unacknowledgedBytes: isPeerHeard && isPlaced ? Math.max(0, (sent - acknowledged) | 0) : null,
    fullSegmentRepeats: (isFirst ? page.firstRepeats : page.secondRepeats)[at],
  };
}

function has(marks: number, mark: number, direction: Direction): boolean {
  return (marks & (mark << direction)) !== 0;
}
