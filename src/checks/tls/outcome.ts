import { type ConnectionSummary, type Direction, serverOf } from '../../stream/index.ts';
import type { ClearAnswer, TlsAlert } from '../../tls/index.ts';
import type { TlsSighting } from '../network-facts.ts';

/** A side of a connection. */
export type Side = 'client' | 'server';

/** How a handshake failed. */
export type TlsFailure =
  /** A side broke it off with an alert. */
  | { readonly kind: 'alert'; readonly by: Side; readonly alert: TlsAlert }
  /** The server answered in clear. */
  | { readonly kind: 'clear-answer'; readonly answer: ClearAnswer }
  /** A side ended the connection without a word. `after`: what the server had sent by then. */
  | {
      readonly kind: 'closed';
      readonly by: Side;
      readonly how: 'closed' | 'reset';
      readonly after: 'nothing' | 'hello';
      readonly frame: number;
    }
  /** The server sent nothing, until the client gave up. */
  | { readonly kind: 'unanswered'; readonly seconds: number; readonly frame: number };

/** How a TLS connection went. */
export type TlsOutcome =
  /** The handshake was completed and data flow. */
  | { readonly kind: 'data' }
  | { readonly kind: 'failed'; readonly failure: TlsFailure }
  /** It was ended without data, and that need not be a failure: the handshake was completed, or it ended quietly. */
  | { readonly kind: 'unused'; readonly by: Side | null }
  /** The capture does not show how it went. */
  | { readonly kind: 'open' };

/** Description of the alert by which a client says that it goes, and does not want to say why (RFC 8446 §6.1). */
const USER_CANCELED = 90;
const TLS_1_3 = 0x0304;
/** Seconds that a client waits at least before it is said that the server never answered. */
const LEAST_WAIT_SECONDS = 1;
/** Seconds after which a connection without data is closed because nobody uses it, rather than because something is wrong. */
const IDLE_SECONDS = 2;

/** The direction of the client: by its hello, else by the TCP handshake, else by the ports. */
export function clientDirectionOf({ connection, handshake }: TlsSighting): Direction {
  return handshake.client ?? connection.client ?? (serverOf(connection) === connection.endpoints[1] ? 0 : 1);
}

/** How a TLS connection went, as far as the capture shows it. */
export function outcomeOf(sighting: TlsSighting): TlsOutcome {
  const { connection, handshake } = sighting;
  if (handshake.dataFrame > 0) return { kind: 'data' };
  if (handshake.clearAnswer !== null) {
    return { kind: 'failed', failure: { kind: 'clear-answer', answer: handshake.clearAnswer } };
  }
  const client = clientDirectionOf(sighting);
  const end = endOf(connection, client);
  const alert = firstAlert(sighting, client, end);
  if (alert !== null) return alert;
  // Where bytes are absent, what looks like silence may be what the capture lost.
  if (handshake.clientHelloFrame === 0 || end === null || hasLosses(connection, client))
    return { kind: 'open' };
  if (handshake.serverHelloFrame === 0) return withoutServerHello(connection, end);
  if (handshake.isClientFinished) return { kind: 'unused', by: end.by };
  return { kind: 'failed', failure: { kind: 'closed', ...end, after: 'hello' } };
}

/** The first sign that a side ended the connection. */
interface End {
  readonly by: Side;
  readonly how: 'closed' | 'reset';
  readonly frame: number;
}

function endOf(connection: ConnectionSummary, client: Direction): End | null {
  const { finFrame, closedBy, resetFrame, resetBy } = connection;
  const side = (direction: Direction): Side => (direction === client ? 'client' : 'server');
  if (closedBy !== null && (resetBy === null || finFrame <= resetFrame)) {
    return { by: side(closedBy), how: 'closed', frame: finFrame };
  }
  return resetBy === null ? null : { by: side(resetBy), how: 'reset', frame: resetFrame };
}

/** The outcome that an alert tells; null where there is none, or none that tells something. */
function firstAlert(sighting: TlsSighting, client: Direction, end: End | null): TlsOutcome | null {
  const { connection, handshake } = sighting;
  const [alert] = handshake.alerts;
  if (alert === undefined) return null;
  const by: Side = alert.by === client ? 'client' : 'server';
  // The other side had gone already: this is only the answer to that.
  if (end !== null && end.by !== by && end.frame < alert.frame) return null;
  if (alert.description === null) {
    // Before TLS 1.3 an alert is encrypted only after the handshake, where it is mostly the ordinary end.
    if (handshake.version !== TLS_1_3) return { kind: 'unused', by };
    if (by === 'server' && lifeOf(connection) >= IDLE_SECONDS) return { kind: 'unused', by };
  }
  const isServerSilent = handshake.serverHelloFrame === 0 && alert.after === 'nothing';
  if (by === 'client' && alert.description === USER_CANCELED) {
    if (!isServerSilent) return { kind: 'unused', by };
    return hasLosses(connection, client) ? { kind: 'open' } : unanswered(connection, alert.frame);
  }
  return { kind: 'failed', failure: { kind: 'alert', by, alert } };
}

function withoutServerHello(connection: ConnectionSummary, end: End): TlsOutcome {
  if (end.by === 'client') return unanswered(connection, end.frame);
  return { kind: 'failed', failure: { kind: 'closed', ...end, after: 'nothing' } };
}

function unanswered(connection: ConnectionSummary, frame: number): TlsOutcome {
  const seconds = lifeOf(connection);
  if (seconds < LEAST_WAIT_SECONDS) return { kind: 'unused', by: 'client' };
  return { kind: 'failed', failure: { kind: 'unanswered', seconds, frame } };
}

/** Seconds from the first to the last frame of a connection. */
function lifeOf(connection: ConnectionSummary): number {
  const { firstSeconds, firstNanoseconds, lastSeconds, lastNanoseconds } = connection;
  return lastSeconds - firstSeconds + (lastNanoseconds - firstNanoseconds) / 1e9;
}

/** True where the capture lacks bytes of the connection, or the packets of the server altogether. */
function hasLosses({ anomalies, sides }: ConnectionSummary, client: Direction): boolean {
  const server = sides[client === 0 ? 1 : 0];
  const isUnheard = !server.isHeard && !server.sentReset;
  // The acknowledgement of a FIN is of no byte; where one was seen, bytes that are absent before it are a gap.
  const isUnseen = server.isAcknowledgedUnseen && !server.sentFin;
  return (anomalies?.gapCount ?? 0) > 0 || isUnheard || isUnseen;
}

/** The frame that shows how it went; 0 where none does. */
export function frameOf(sighting: TlsSighting, outcome: TlsOutcome): number {
  const { handshake } = sighting;
  if (outcome.kind === 'data') return handshake.dataFrame;
  if (outcome.kind !== 'failed') return handshake.clientHelloFrame || handshake.serverHelloFrame;
  const { failure } = outcome;
  switch (failure.kind) {
    case 'alert':
      return failure.alert.frame;
    case 'clear-answer':
      return failure.answer.frame;
    default:
      return failure.frame;
  }
}
