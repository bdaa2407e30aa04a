import type { List } from '../base/list.ts';
import type { Instant } from '../base/time.ts';
import type { CaptureDiagnostic, CaptureInfo } from '../capture/index.ts';
import type { Dialect } from '../dialects/index.ts';
import type { HookCall, Session } from '../hooks/index.ts';
import type { ConnectionSummary } from '../stream/index.ts';
import type { CaptureSeam } from './capture-seam.ts';
import type { DialectsByBackend } from './dialect-toward.ts';
import type { NetworkFacts } from './network-facts.ts';
import type { OtherExchange } from './other-exchange.ts';
import type { Evidence } from './verdicts/evidence.ts';
import type { ExpectationResult } from './verdicts/expected.ts';

/** Everything that is known when the capture has been read: what capture rules judge. */
export interface CaptureFacts {
  readonly captures: readonly CaptureInfo[];
  readonly diagnostics: readonly CaptureDiagnostic[];
  /** Spans of time of which nothing is known, because a followed file was replaced meanwhile. */
  readonly seams: readonly CaptureSeam[];
  /** Time of the first and last frame of all; null in a capture without frames. */
  readonly firstTime: Instant | null;
  readonly lastTime: Instant | null;
  readonly frames: number;
  /** The dialect that holds where a finding is about no call. */
  readonly dialect: Dialect;
  /** Empty where all calls are of one dialect. */
  readonly dialectsByBackend: DialectsByBackend;
  /** REST ports: given, or found. */
  readonly ports: readonly number[];
  /** True where the ports were given by the user. */
  readonly portsPinned: boolean;
  /** In order of request. Further attempts and legs of a call are none of them: see `Evidence.callExchanges`. */
  readonly calls: readonly HookCall[];
  readonly sessions: List<Session>;
  /** Connections between call server and backend: to a REST port, or where a hook was seen; in order of their first frames. */
  readonly connections: List<ConnectionSummary>;
  /** Exchanges of other HTTP, by server port. */
  readonly otherHttp: ReadonlyMap<number, number>;
  /** Exchanges with backends that are no hooks, in order of request, as far as they are listed: see `MAX_OTHER_EXCHANGES`. */
  readonly otherExchanges: readonly OtherExchange[];
  /** Exchanges left out because neither end is the host asked for. */
  readonly otherHosts: number;
  /** Calls that a reading without an end no longer lists, all of them sound and over. */
  readonly forgottenCalls: number;
  /** Streams on a REST port on which TLS was seen instead of HTTP. */
  readonly tlsStreams: readonly number[];
  /** What else the capture tells of the network. */
  readonly network: NetworkFacts;
  readonly expectations: List<ExpectationResult>;
  /** What the expectations were decided from. */
  readonly evidence: Evidence;
  /** Methods that must occur at all (`--expect`). */
  readonly demanded: readonly string[];
}

/** The connection of a number; null where it is none between call server and backend. */
export function connectionOf({ evidence }: CaptureFacts, number: number): ConnectionSummary | null {
  return evidence.sight.connection(number);
}

/** True where the capture has a hook: a call of a known method, or one that names its session. */
export function hasHooks({ calls }: Pick<CaptureFacts, 'calls'>): boolean {
  return calls.some(({ methodSpec, sessionId }) => methodSpec !== null || sessionId !== null);
}
