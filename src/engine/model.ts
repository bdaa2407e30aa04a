import type { Instant } from '../base/time.ts';
import type { CaptureInfo } from '../capture/index.ts';
import type { ExpectationResult, Finding, Verdict } from '../checks/index.ts';
import type { Dialect, Severity } from '../dialects/index.ts';
import type { HookCall, Session } from '../hooks/index.ts';
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

/**
 * The one model that every front end reads. It is plain data: nothing in it is escaped, and what shows it does that.
 * Secrets are masked in what findings repeat, and nowhere else but by what shows them; what was to be redacted is so in
 * all of it but the exchanges kept with calls, which only a `Masker` may be looked at through. Calls are in order of request and `index` is their position; findings are in order of severity, then time.
 */
export interface Analysis {
  readonly captures: readonly CaptureInfo[];
  /** Time of the capture's first and last frame; null in a capture without frames. */
  readonly firstTime: Instant | null;
  readonly lastTime: Instant | null;
  /** The dialect of most calls; the pinned or default one where there are none. */
  readonly dialect: Dialect;
  /** REST ports, in ascending order: those given, or those found. */
  readonly ports: readonly number[];
  readonly calls: readonly HookCall[];
  /** Calls of the capture that the selection (session, span of time, host, filter) left out. */
  readonly hiddenCalls: number;
  readonly sessions: readonly Session[];
  readonly expectations: readonly ExpectationResult[];
  readonly findings: readonly Finding[];
  /**
   * The number of each finding, from 1, in the order of all findings of the capture: a selection (session, span of time,
   * filter) changes which are listed, not their numbers.
   */
  readonly findingNumbers: ReadonlyMap<Finding, number>;
  /** Connections to the backend, in order of their first frame. */
  readonly connections: readonly ConnectionSummary[];
  readonly summary: Summary;
}
