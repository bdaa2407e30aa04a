import type { Dialect, FailureKind, HookType, Method } from '../dialects/index.ts';
import type { ExchangeEnd, Problem, StreamEnd } from '../http/index.ts';
import type { ClientConfig } from './client-config.ts';
import type { Person } from './people.ts';

/** A dialog of a session: all its calls carry the same id. */
export interface DialogKey {
  readonly kind: string;
  readonly id: string;
}

/** How a body does not count as accepted: by a fault of it, or on purpose. */
export type BodyFailure = Extract<FailureKind, 'body' | 'refusal'>;

/** The backend's answer to a hook call. */
export interface HookResponse {
  readonly status: number;
  readonly reason: string;
  /**
   * How the body fails the dialect's rule about bodies, whatever the status says; null where it does not. See `failureOf`.
   */
  readonly bodyFailure: BodyFailure | null;
  /** First and last frame. */
  readonly frames: readonly [number, number];
  /** Seconds from the last byte of the request to the first of the answer; 0 where the answer began before that. */
  readonly latencySeconds: number;
  /** Seconds by which the answer is timed before its request: the clock is not to be trusted; 0 for most. */
  readonly aheadSeconds: number;
  /** Capture time of the answer's last byte: seconds and nanoseconds since 1970. */
  readonly seconds: number;
  readonly nanoseconds: number;
}

/**
 * One hook call: an exchange whose request is a hook. It is a value: nothing of it changes once it was read. The payload
 * is not part of it: what later stages need of it is read once, so that a million calls stay small. What depends on the
 * other calls (its position, whether it repeats one) belongs to the snapshot that it is looked at in.
 */
export interface HookCall {
  /** Tells it from all other calls of its reading, in every snapshot; below 0 while its answer is still waited for. */
  readonly id: number;
  readonly dialect: Dialect;
  /** The row of the method's table; null for a method that the dialect does not know. */
  readonly methodSpec: Method | null;
  /** Name of the method as the table spells it; as written where it is unknown. */
  readonly method: string;
  /** The number of the method's role, for output only: code asks `roleOf`. null for an unknown method. */
  readonly hookType: HookType | null;
  readonly stream: number;
  /** Capture time of the request's first byte. */
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly client: string;
  readonly server: string;
  readonly serverPort: number;
  readonly httpMethod: string;
  /** Of the request; see `RequestMessage.version`. */
  readonly httpVersion: string;
  readonly target: string;
  readonly requestFrames: readonly [number, number];
  readonly response: HookResponse | null;
  /** What ended the exchange, and the frame, -1 where there is none. */
  readonly end: ExchangeEnd;
  readonly endFrame: number;
  readonly endSeconds: number;
  /** What ended its HTTP/2 stream, where `end` is that; null elsewhere. */
  readonly streamEnd: StreamEnd | null;
  readonly sessionId: string | null;
  readonly appKey: string | null;
  readonly nodeId: string | null;
  readonly dialog: DialogKey | null;
  /** The payload's status, where it has one. */
  readonly status: string | null;
  /** Numbers of the parties, in dialects that join calls by them. */
  readonly numbers: readonly string[];
  /** Who is named in the payload, as far as the dialect says where; empty: nobody. As captured: unmasked. */
  readonly people: readonly Person[];
  /** Part of the request's body is absent from the capture: snap length or lost segments. */
  readonly cut: boolean;
  /**
   * The end of the request's target is absent from the capture, so that its method is not known: `method` is what is
   * there of the name, with `…` behind it.
   */
  readonly methodCut: boolean;
  /** Its session or dialog cannot be told: the parameter is absent, of a wrong type, or hidden by what the capture lacks. */
  readonly unkeyed: boolean;
  /** What the response to this call configured for its session; null where it configured nothing. */
  readonly clientConfig: ClientConfig | null;
  /** The value of the dialect's counter; null where it has none, and where the payload does not tell it. */
  readonly counter: number | null;
  /** Equal bodies have equal fingerprints. */
  readonly fingerprint: number;
  readonly problems: readonly Problem[];
}

/** Capture time of a call's request in seconds, for comparisons (microsecond exactness until 2255). */
export function timeOf(call: HookCall): number {
  return call.seconds + call.nanoseconds / 1e9;
}

/** Order of request; of requests that began in the same frame, order of connections. */
export function byRequest(one: HookCall, other: HookCall): number {
  return (
    one.seconds - other.seconds ||
    one.nanoseconds - other.nanoseconds ||
    one.requestFrames[0] - other.requestFrames[0] ||
    one.stream - other.stream
  );
}
