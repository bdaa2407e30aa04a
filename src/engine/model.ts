import type { List } from '../base/list.ts';
import type { Instant } from '../base/time.ts';
import type { CaptureInfo, FrameOrigins } from '../capture/index.ts';
import type {
  CallEnd,
  ExpectationResult,
  Finding,
  Problem,
  TlsSighting,
  Verdict,
  View,
} from '../checks/index.ts';
import type { Dialect, Severity } from '../dialects/index.ts';
import type { CallExchanges, CallPositions, HookCall, Session } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import type { ConnectionSummary } from '../stream/index.ts';

/** Counts over the whole analysis. */
export interface Summary {
  readonly calls: number;
  /** Calls by method, most frequent first. */
  readonly methods: ReadonlyMap<string, number>;
  /** Findings by severity, each with its count of occurrences gathered into one finding taken as 1. */
  readonly findings: Readonly<Record<Severity, number>>;
  readonly expectations: Readonly<Record<Verdict, number>>;
}

/** A system whose hooks the capture has. */
export interface System {
  readonly dialect: Dialect;
  /** Ports of its backends, in ascending order. */
  readonly ports: readonly number[];
  readonly calls: number;
  /** Names of members and header fields, and other signs, by which it was told; empty where the user named the dialect. */
  readonly evidence: readonly string[];
}

/**
 * The one model that every front end reads. It is a value: it never changes, whatever is read later. Nothing in it is
 * escaped: what shows it does that. Secrets are masked in what findings repeat, and nowhere else but by what shows them;
 * what was to be redacted is so in all of it but the exchanges, which are to be looked at through a `Masker` only.
 */
export interface Analysis {
  readonly captures: readonly CaptureInfo[];
  /** Which frame of which of the captures each frame is; frames are numbered through all of them. */
  readonly frameOrigins: FrameOrigins;
  /** What of the traffic with the backend the captures show together; `partial`: a part of the hooks goes to another backend. */
  readonly view: View | 'partial';
  /** Time of the capture's first and last frame; null in a capture without frames. */
  readonly firstTime: Instant | null;
  readonly lastTime: Instant | null;
  /** The dialect of most calls; the pinned or default one where there are none. */
  readonly dialect: Dialect;
  /** The systems that sent calls, those with most calls first. */
  readonly systems: readonly System[];
  /** REST ports, in ascending order: those given, or those found. */
  readonly ports: readonly number[];
  /** In order of request. */
  readonly calls: readonly HookCall[];
  /** Where each of them stands among them. */
  readonly positions: CallPositions;
  /** The further attempts and legs of all calls of the capture. */
  readonly callExchanges: CallExchanges;
  /** Headers and bodies that are at hand, by the id of the call. */
  readonly exchanges: ReadonlyMap<number, Exchange>;
  /** Calls of the capture that the selection (session, span of time, host, filter) left out. */
  readonly hiddenCalls: number;
  readonly sessions: List<Session>;
  readonly expectations: List<ExpectationResult>;
  /** In order of severity, then time. */
  readonly findings: readonly Finding[];
  /** The findings by what is wrong (design §7), the most important first. Each finding is in one of them. */
  readonly problems: readonly Problem[];
  /**
   * The number of each finding, from 1, in the order of all findings of the capture: a selection (session, span of time,
   * filter) changes which are listed, not their numbers.
   */
  readonly findingNumbers: ReadonlyMap<Finding, number>;
  /** Connections to the backend, in order of their first frame. */
  readonly connections: List<ConnectionSummary>;
  /** How calls ended that got no whole answer, by the id of the call. */
  readonly callEnds: ReadonlyMap<number, CallEnd>;
  readonly tls: TlsOverview;
  readonly summary: Summary;
}

/** What is known of the TLS connections of the captures. */
export interface TlsOverview {
  /** How many secrets of sessions were at hand, from key logs and Decryption Secrets Blocks. */
  readonly secrets: number;
  /** The connections, in order of first frame; at most MAX_TLS_CONNECTIONS of a capture. */
  readonly connections: readonly TlsSighting[];
  /** Further connections, of which no more is known than that there are. */
  readonly left: number;
}

/** The analysis with the headers and bodies of further calls, by the id of the call. */
export function withExchanges(
  analysis: Analysis,
  found: Iterable<readonly [id: number, Exchange]>,
): Analysis {
  return { ...analysis, exchanges: new Map([...analysis.exchanges, ...found]) };
}
