import { type Endpoint, endpointText, hostOf, hostText } from '../base/endpoint.ts';
import { firstIndex } from '../base/first-index.ts';
import { secondsOf } from '../base/time.ts';
import { type HookCall, responseStatusOf, timeOf } from '../hooks/index.ts';
import { type ConnectionSummary, serverOf } from '../stream/index.ts';
import type { CaptureFacts } from './capture-facts.ts';

/** Why a proxy that answered 502, 503 or 504 could not reach what stands behind it, as the capture shows it. */
export interface UpstreamFailure {
  /** The end point that the proxy tried to reach, as `address:port`. */
  readonly upstream: string;
  /** `refused`: SYN answered by RST; `unanswered`: SYNs and no answer; `reset`: RST within the exchange. */
  readonly how: 'refused' | 'unanswered' | 'reset';
  /**
   * True where the connection comes from the address that answered the call. False: it comes from the loopback, which is the
   * proxy's own only where the capture was taken on the proxy's host.
   */
  readonly isSameHost: boolean;
  /** The first connection that shows it: its number. */
  readonly stream: number;
  /** Connections within the exchange that failed in this way. */
  readonly count: number;
  /** Frames that show it: the SYN and the RST of each, in order; at most 8. */
  readonly frames: readonly number[];
}

/** Statuses by which a proxy says that it got no usable response from behind it (RFC 9110 §15.6). */
const BAD_GATEWAY: ReadonlySet<number> = new Set([502, 503, 504]);
const MAX_FRAMES = 8;

/** True for a call whose response says that a proxy could not get one from behind it. */
export function isBadGateway(call: HookCall): boolean {
  return BAD_GATEWAY.has(responseStatusOf(call));
}

/**
 * The failed connections behind a proxy that explain its 502, 503 or 504: begun by the answering host, or on the loopback, between
 * the call's request and its response, to another end point than the call's own. Null: the capture shows none, or the response
 * says nothing of the kind. Where several end points failed, it tells the one that failed last.
 */
export function upstreamFailureOf(call: HookCall, { network }: CaptureFacts): UpstreamFailure | null {
  const { response } = call;
  if (response === null || !isBadGateway(call)) return null;
  const until = secondsOf(response);
  const within = beganWithin(network.failures, timeOf(call), until).filter(
    (connection) => mayBeUpstreamOf(call, connection) && hasFailedBy(connection, response.frames[1]),
  );
  const last = within.at(-1);
  if (last === undefined) return null;
  const how = failureOf(last);
  const upstream = endpointText(serverOf(last));
  const alike = within.filter((each) => failureOf(each) === how && endpointText(serverOf(each)) === upstream);
  return {
    upstream,
    how,
    isSameHost: isFromServerOf(call, last),
    stream: alike[0].connection,
    count: alike.length,
    frames: alike
      .flatMap(({ firstFrame, resetFrame }) => (resetFrame > 0 ? [firstFrame, resetFrame] : [firstFrame]))
      .slice(0, MAX_FRAMES),
  };
}

/** Connections in order of first frame: those that began from one moment to another, both included, in seconds since 1970. */
function beganWithin(
  connections: readonly ConnectionSummary[],
  from: number,
  until: number,
): readonly ConnectionSummary[] {
  const found: ConnectionSummary[] = [];
  const first = firstIndex(connections.length, (index) => beganAt(connections[index]) >= from);
  for (let index = first; index < connections.length && beganAt(connections[index]) <= until; index++) {
    found.push(connections[index]);
  }
  return found;
}

function beganAt({ firstSeconds, firstNanoseconds }: ConnectionSummary): number {
  return firstSeconds + firstNanoseconds / 1e9;
}

function mayBeUpstreamOf(call: HookCall, connection: ConnectionSummary): boolean {
  // Without its handshake it is not known who began the connection.
  if (connection.client === null) return false;
  const server = serverOf(connection);
  if (endpointText(server) === call.server) return false;
  if (isFromServerOf(call, connection)) return true;
  // The same port on the loopback may be an attempt of the call server, which tries each address of a name.
  return isLoopback(clientOf(connection).address) && server.port !== call.serverPort;
}

/** It had failed when the response was there. A reset by the one who connected is no failure of the other. */
function hasFailedBy(connection: ConnectionSummary, frame: number): boolean {
  if (connection.handshake === 'unanswered') return true;
  return connection.resetBy !== connection.client && connection.resetFrame <= frame;
}

function isFromServerOf(call: HookCall, connection: ConnectionSummary): boolean {
  return hostText(clientOf(connection).address) === hostOf(call.server);
}

function clientOf(connection: ConnectionSummary): Endpoint {
  return connection.endpoints[connection.client === 1 ? 1 : 0];
}

/** RFC 1122 §3.2.1.3, RFC 4291 §2.5.3. */
function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.');
}

function failureOf({ handshake }: ConnectionSummary): UpstreamFailure['how'] {
  return handshake === 'refused' || handshake === 'unanswered' ? handshake : 'reset';
}
