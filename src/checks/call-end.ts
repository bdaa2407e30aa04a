import { hostOf, hostText } from '../base/endpoint.ts';
import { secondsOf } from '../base/time.ts';
import type { HookCall } from '../hooks/index.ts';
import type { StreamEnd } from '../http/index.ts';
import type { ConnectionSummary, Direction, SideSummary } from '../stream/index.ts';

/**
 * Who ended the wait for an answer. `on-the-way`: neither side, but something between them that sent an RST in the name of one.
 * Null where that is not known, or where nobody did.
 */
export type EndedBy = 'backend' | 'call-server' | 'on-the-way' | null;

/**
 * How. `raced`: the backend had closed the idle connection when the request was written, or closed it at that moment.
 * `waiting`: nobody ended it, the capture did. `replaced`: the ports were taken for a new connection. `stream-reset`, `goaway`: by
 * such a frame of HTTP/2.
 */
export type EndManner = 'fin' | 'reset' | 'raced' | 'waiting' | 'replaced' | 'stream-reset' | 'goaway';

/** The TTL of an RST and the usual one of the side in whose name it was sent. */
export interface ForeignTtl {
  readonly reset: number;
  readonly usual: number;
  readonly inNameOf: 'backend' | 'call-server';
}

/** How a call ended that got no whole answer, and what of it the capture shows. */
export interface CallEnd {
  readonly by: EndedBy;
  readonly how: EndManner;
  /**
   * From the first byte of the request to the end; for `raced` from the end to the request. Never below 0. Null where the clock of
   * the capture does not tell.
   */
  readonly seconds: number | null;
  /** What the frame says that ended its HTTP/2 stream; null where none did. */
  readonly streamEnd: StreamEnd | null;
  /** Whether the backend's TCP acknowledged the whole request; null where the capture does not tell. */
  readonly isAcknowledged: boolean | null;
  /** The TTL of the RST and that of the side in whose name it was sent, where they tell that something else sent it. */
  readonly ttl: ForeignTtl | null;
  /** A full-sized segment of the request was sent so many times again and never acknowledged; 0 or 1: that is no sign. */
  readonly fullSegmentRepeats: number;
}

/**
 * Hops by which the TTL of an RST must differ from that of its side's other packets: ways of one connection may differ by a
 * few hops, and systems begin with 64, 128 or 255.
 */
const FOREIGN_TTL_DIFFERENCE = 6;
/** Seconds after a request within which the end of a connection may have crossed it. */
const CROSSING_SECONDS = 0.5;
/** Repetitions of a full-sized segment that was never acknowledged from which a path MTU is the likely reason (RFC 2923 §2.1). */
export const PATH_MTU_REPEATS = 2;

/** What is known of the connection besides itself. */
export interface CallSurroundings {
  /** The call's connection; null where it is not known. */
  readonly connection: ConnectionSummary | null;
  /** The connection carried an exchange before this one. */
  readonly isReused: boolean;
  /** It carried another one after it: what is known of its end is not about this call. */
  readonly isUsedLater: boolean;
  /** When the capture ended, in seconds since 1970; null where that is not known. */
  readonly captureEnd: number | null;
}

/** How a call ended that got no answer, or none to its end. */
export function endOfCall(call: HookCall, surroundings: CallSurroundings): CallEnd {
  const { connection, isUsedLater, captureEnd } = surroundings;
  const client = connection === null ? null : clientSideOf(connection, call.client);
  const sides = connection === null || client === null || isUsedLater ? null : sidesOf(connection, client);
  const unacknowledged = sides?.client.unacknowledgedBytes ?? null;
  const end = {
    isAcknowledged: unacknowledged === null ? null : unacknowledged === 0,
    fullSegmentRepeats: sides?.client.fullSegmentRepeats ?? 0,
    ttl: null,
    streamEnd: null,
  };
  if (call.end === 'capture') {
    return { ...end, by: null, how: 'waiting', seconds: since(call, captureEnd) };
  }
  const seconds = since(call, call.endSeconds);
  const { streamEnd } = call;
  if (streamEnd !== null && (call.end === 'stream-reset' || call.end === 'goaway')) {
    const by = streamEnd.by === 'request' ? 'call-server' : 'backend';
    return { ...end, by, how: call.end, seconds, streamEnd };
  }
  if (call.end === 'abandoned') return { ...end, by: null, how: 'replaced', seconds };
  const by = connection === null || client === null ? null : enderOf(call, connection, client);
  if (by === 'backend' && isRace(call, surroundings, end.isAcknowledged)) {
    return { ...end, by, how: 'raced', seconds: Math.max(0, secondsOf(call) - call.endSeconds) };
  }
  const how = call.end === 'reset' ? 'reset' : 'fin';
  const ttl = connection === null || client === null ? null : foreignTtl(call, connection, client);
  return ttl === null ? { ...end, by, how, seconds } : { ...end, by: 'on-the-way', how, seconds, ttl };
}

/** Which of the two ends of a connection is the client. `client`: its `address:port`. */
export function clientSideOf({ endpoints }: Pick<ConnectionSummary, 'endpoints'>, client: string): Direction {
  const [first, second] = endpoints;
  if (first.port !== second.port) return client.endsWith(`:${first.port}`) ? 0 : 1;
  return hostOf(client) === hostText(first.address) ? 0 : 1;
}

function sidesOf(
  { sides }: ConnectionSummary,
  client: Direction,
): { readonly client: SideSummary; readonly server: SideSummary } {
  return { client: sides[client], server: sides[client === 0 ? 1 : 0] };
}

function enderOf(call: HookCall, connection: ConnectionSummary, client: Direction): EndedBy {
  const side = endingSide(call, connection);
  if (side === null) return null;
  return side === client ? 'call-server' : 'backend';
}

/** Who sent the frame that ended the call. */
function endingSide({ end, endFrame }: HookCall, connection: ConnectionSummary): Direction | null {
  const { resetFrame, resetBy, finFrame, closedBy } = connection;
  if (end === 'reset') return endFrame === resetFrame ? resetBy : null;
  if (endFrame === finFrame || closedBy === null) return closedBy;
  // The first FIN was that of the other side.
  return closedBy === 0 ? 1 : 0;
}

/**
 * The backend ended the connection while no request was under way, and the call server wrote the next one before it knew: the
 * end came before the request, or at the same time, so that the backend's TCP did not take the request.
 */
function isRace(
  call: HookCall,
  { connection, isReused }: CallSurroundings,
  isAcknowledged: boolean | null,
): boolean {
  if (call.endFrame > 0 && call.endFrame < call.requestFrames[0]) return true;
  const after = call.endSeconds - secondsOf(call);
  const wasOpen = isReused || connection?.handshake === 'unseen';
  return wasOpen && isAcknowledged === false && after < CROSSING_SECONDS;
}

function foreignTtl(
  { end, endFrame }: HookCall,
  connection: ConnectionSummary,
  client: Direction,
): ForeignTtl | null {
  const { resetFrame, resetBy, resetTtl, sides } = connection;
  if (end !== 'reset' || endFrame !== resetFrame || resetBy === null || resetTtl === null) return null;
  const usual = sides[resetBy].usualTtl;
  if (usual === null || !isForeignTtl(resetTtl, usual)) return null;
  return { reset: resetTtl, usual, inNameOf: resetBy === client ? 'call-server' : 'backend' };
}

/** True where a packet with this TTL does not come from where the others come from. */
export function isForeignTtl(ttl: number, usual: number): boolean {
  return Math.abs(ttl - usual) >= FOREIGN_TTL_DIFFERENCE;
}

/** Seconds from the first byte of the request to a moment; null where the clock went back between. */
function since(call: HookCall, moment: number | null): number | null {
  if (moment === null) return null;
  const seconds = moment - secondsOf(call);
  return seconds < 0 ? null : seconds;
}
