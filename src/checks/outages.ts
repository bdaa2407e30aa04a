import { endpointText, hostText } from '../base/endpoint.ts';
import { firstIndex } from '../base/first-index.ts';
import type { List } from '../base/list.ts';
import { filtering, ITEMS_A_STEP, type Steps } from '../base/steps.ts';
import { compareInstants, type Instant, secondsOf } from '../base/time.ts';
import { type HookCall, isAcceptedCall } from '../hooks/index.ts';
import type { IcmpErrors } from '../network/index.ts';
import { type ConnectionSummary, serverOf } from '../stream/index.ts';
import { isForeignTtl } from './call-end.ts';
import type { CaptureFacts } from './capture-facts.ts';
import { seamAfter } from './capture-seam.ts';
import type { CaptureStatistics } from './capture-statistics.ts';
import { MAX_FINDING_FRAMES } from './rule.ts';

/** Seconds. Failed connections to one backend that are no further apart are one outage, and one finding. */
const ONE_OUTAGE_SECONDS = 30;
/**
 * Seconds within which a client that tries several addresses of a name goes on to the next one: RFC 8305 §5 has 250 ms, Linux
 * repeats a SYN to a silent one for some time before.
 */
const FALLBACK_SECONDS = 5;

/** Connections to one backend that failed in the same way, close in time. There may be a million of them. */
export interface Outage {
  readonly first: ConnectionSummary;
  connections: number;
  attempts: number;
  /** How many of them the client made good at once at another address of the same port. */
  fallbacks: number;
  /** That address, of the last such connection; null where there is none. */
  fallback: string | null;
  /** The connection of the same client that came about soon after, and carried a call that was accepted; null: none did. */
  recoveredBy: ConnectionSummary | null;
  /** Time of the last frame of the latest of them, in seconds. */
  lastSeconds: number;
  /** Time of that frame, and the last frame that is known by its number. */
  until: Instant;
  lastFrame: number;
  /** The first frames that show it: as many as a finding names. */
  readonly frames: number[];
  /** ICMP errors about them, the first of each sender and kind. */
  readonly icmpErrors: IcmpErrors[];
  /** The TTL of the RST and that of the server's other packets, where they tell that something else sent it; else null. */
  foreignTtl: { readonly reset: number; readonly usual: number } | null;
}

/** Connections that failed in this way, those to one backend and close in time together; in steps. */
export function* outagesOf(
  facts: CaptureFacts,
  { unopenedConnections }: CaptureStatistics,
  handshake: 'refused' | 'unanswered',
): Steps<readonly Outage[]> {
  const failed = yield* filtering(unopenedConnections, (connection) =>
    hasFailed(connection, handshake, facts),
  );
  if (failed.length === 0) return [];
  const context = yield* contextOf(facts, failed);
  const last = new Map<string, Outage>();
  const outages: Outage[] = [];
  for (let place = 0; place < facts.connections.length; place++) {
    if (place % ITEMS_A_STEP === 0) yield;
    const connection = facts.connections.at(place);
    if (connection === undefined) continue;
    const isFailed = hasFailed(connection, handshake, facts);
    // Where nothing is out, one that came about ends nothing.
    if (!isFailed && (last.size === 0 || connection.handshake !== 'complete')) continue;
    const server = endpointText(serverOf(connection));
    if (!isFailed) {
      const before = last.get(server);
      if (before !== undefined && isRecovery(before, connection, facts, context))
        before.recoveredBy = connection;
      last.delete(server);
      continue;
    }
    let outage = last.get(server);
    if (outage === undefined || connection.firstSeconds - outage.lastSeconds > ONE_OUTAGE_SECONDS) {
      outage = newOutage(connection);
      outages.push(outage);
      last.set(server, outage);
    }
    note(outage, connection, context);
  }
  return outages;
}

/** Failed connections that one call makes at most, where the dialect does not say how often it is repeated. */
const USUAL_RETRIES = 3;
/** Seconds in which a call server tries again, where the dialect does not say. */
const USUAL_RETRY_SECONDS = 2;

/**
 * Whether a connection that came about is a later attempt of what failed: of the same client, soon after, with a call that was
 * accepted; and no more failed before than one call has attempts.
 */
function isRecovery(
  outage: Outage,
  connection: ConnectionSummary,
  { dialect }: CaptureFacts,
  { firstCallOf }: OutageContext,
): boolean {
  const { retry } = dialect.delivery;
  const tried = (retry?.times ?? USUAL_RETRIES) + 1;
  const since = connection.firstSeconds - outage.lastSeconds;
  if (outage.connections > tried || since > (retry?.withinSeconds ?? USUAL_RETRY_SECONDS)) return false;
  if (hostOfClient(outage.first) !== hostOfClient(connection)) return false;
  const first = firstCallOf(connection.connection);
  return first !== undefined && isAcceptedCall(first);
}

function hostOfClient(connection: ConnectionSummary): string {
  const server = serverOf(connection);
  return connection.endpoints[server === connection.endpoints[0] ? 1 : 0].address;
}

/** When the last frame of a connection came. */
function endOf({ lastSeconds, lastNanoseconds }: ConnectionSummary): Instant {
  return { seconds: lastSeconds, nanoseconds: lastNanoseconds };
}

function newOutage(first: ConnectionSummary): Outage {
  return {
    first,
    connections: 0,
    attempts: 0,
    fallbacks: 0,
    fallback: null,
    recoveredBy: null,
    lastSeconds: 0,
    until: endOf(first),
    lastFrame: 0,
    frames: [],
    icmpErrors: [],
    foreignTtl: null,
  };
}

/** What is known beside a connection that failed. */
interface OutageContext {
  readonly connections: List<ConnectionSummary>;
  /** ICMP errors by the number of the connection. */
  readonly icmpErrors: ReadonlyMap<number, readonly IcmpErrors[]>;
  /** The usual TTL of the packets of a host, by its address. */
  readonly usualTtls: ReadonlyMap<string, number>;
  /** Places among the connections of those that came about, by the port of the server. */
  readonly complete: ReadonlyMap<number, readonly number[]>;
  /** The first call on a connection, by its number. */
  readonly firstCallOf: (connection: number) => HookCall | undefined;
}

function* contextOf(facts: CaptureFacts, failed: readonly ConnectionSummary[]): Steps<OutageContext> {
  const icmpErrors = new Map<number, IcmpErrors[]>();
  for (const { errors } of facts.network.icmpErrors) {
    icmpErrors.set(errors.connection, [...(icmpErrors.get(errors.connection) ?? []), errors]);
  }
  const ports = new Set(failed.map((connection) => serverOf(connection).port));
  const usualTtls = new Map<string, number>();
  const complete = new Map<number, number[]>();
  for (let place = 0; place < facts.connections.length; place++) {
    if (place % ITEMS_A_STEP === 0) yield;
    const connection = facts.connections.at(place);
    if (connection?.handshake !== 'complete') continue;
    const server = serverOf(connection);
    if (!ports.has(server.port)) continue;
    const ttl = connection.sides[server === connection.endpoints[0] ? 0 : 1].usualTtl;
    if (ttl !== null) usualTtls.set(server.address, ttl);
    const known = complete.get(server.port);
    if (known === undefined) complete.set(server.port, [place]);
    else known.push(place);
  }
  return {
    connections: facts.connections,
    icmpErrors,
    usualTtls,
    complete,
    firstCallOf: yield* firstCalls(facts),
  };
}

/** Finds the first call on a connection. */
function* firstCalls({ calls, connections }: CaptureFacts): Steps<OutageContext['firstCallOf']> {
  /** By the number of the connection: one more than the position of the call. */
  const positions = new Uint32Array((connections.at(connections.length - 1)?.connection ?? -1) + 1);
  for (let position = calls.length - 1; position >= 0; position--) {
    positions[calls[position].stream] = position + 1;
    if (position % ITEMS_A_STEP === 0) yield;
  }
  return (connection) => calls[positions[connection] - 1];
}

function note(outage: Outage, connection: ConnectionSummary, context: OutageContext): void {
  outage.connections += 1;
  outage.attempts += Math.max(connection.synCount, 1);
  outage.lastSeconds = connection.lastSeconds;
  if (compareInstants(endOf(connection), outage.until) > 0) outage.until = endOf(connection);
  outage.lastFrame = Math.max(outage.lastFrame, connection.firstFrame, connection.resetFrame);
  const fallback = fallbackOf(connection, context);
  if (fallback !== null) {
    outage.fallbacks += 1;
    outage.fallback = endpointText(serverOf(fallback));
  }
  const usual = context.usualTtls.get(serverOf(connection).address);
  const { resetTtl } = connection;
  if (usual !== undefined && resetTtl !== null && isForeignTtl(resetTtl, usual)) {
    outage.foreignTtl ??= { reset: resetTtl, usual };
  }
  const errors = context.icmpErrors.get(connection.connection) ?? [];
  for (const error of errors) {
    const isKnown = outage.icmpErrors.some(
      (each) => each.sender === error.sender && each.type === error.type && each.code === error.code,
    );
    if (!isKnown) outage.icmpErrors.push(error);
  }
  if (outage.frames.length >= MAX_FINDING_FRAMES) return;
  outage.frames.push(connection.firstFrame);
  if (connection.resetFrame > 0) outage.frames.push(connection.resetFrame);
  for (const { frames } of errors) outage.frames.push(frames[0]);
}

/** The connection by which a client went on at once: to the same port at another address. Null: there is none. */
function fallbackOf(
  failed: ConnectionSummary,
  { connections, complete }: OutageContext,
): ConnectionSummary | null {
  const server = serverOf(failed);
  const places = complete.get(server.port) ?? [];
  const first = firstIndex(places.length, (index) => {
    return (connections.at(places[index])?.firstFrame ?? 0) >= failed.firstFrame;
  });
  for (let at = first; at < places.length; at++) {
    const candidate = connections.at(places[at]);
    if (candidate === undefined || candidate.firstSeconds - failed.firstSeconds > FALLBACK_SECONDS)
      return null;
    if (isOtherFamily(serverOf(candidate).address, server.address)) return candidate;
  }
  return null;
}

/** One is an IPv6 address and the other is none. */
function isOtherFamily(one: string, other: string): boolean {
  return hostText(one).startsWith('[') !== hostText(other).startsWith('[');
}

function hasFailed(
  connection: ConnectionSummary,
  handshake: 'refused' | 'unanswered',
  facts: CaptureFacts,
): boolean {
  if (connection.handshake !== handshake) return false;
  // What the backend answered was not captured there.
  if (facts.evidence.sight.requestsOnly.has(connection.connection)) return false;
  return handshake === 'refused' || waitedLongEnough(connection, facts);
}

/** A single SYN in the last second of the capture, or of a file that was replaced, proves nothing: the answer may come later (Linux repeats a SYN after 1 s). */
function waitedLongEnough(connection: ConnectionSummary, facts: CaptureFacts): boolean {
  if (connection.synCount > 1 || facts.lastTime === null) return true;
  const began = connection.firstSeconds + connection.firstNanoseconds / 1e9;
  const known = seamAfter(facts.seams, began)?.from ?? secondsOf(facts.lastTime);
  return known - began >= 1;
}
