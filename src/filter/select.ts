import { plainCopy } from '../base/columns.ts';
import { type Instant, secondsOf } from '../base/time.ts';
import { type ExpectationResult, emptySelection, problemsOf } from '../checks/index.ts';
import { type Analysis, type Moment, summaryOf } from '../engine/index.ts';
import {
  CallPositions,
  groupSessions,
  type HookCall,
  NO_KEY,
  numberSessions,
  timeOf,
} from '../hooks/index.ts';
import { type Kept, keepMatching } from './keep.ts';
import type { Filter } from './parse.ts';

/** What part of a capture's calls is asked for. */
export interface Selection {
  /** Only this session. */
  readonly session: string | null;
  /** Only calls requested in this span. */
  readonly from: Moment | null;
  readonly to: Moment | null;
  /** Only calls and expectations that it matches; see {@link keepMatching}. */
  readonly filter: Filter | null;
}

export const EVERYTHING: Selection = { session: null, from: null, to: null, filter: null };

/** The part of an analysis that was asked for: one session, a span of time, what a filter matches. */
export function select(analysis: Analysis, selection: Selection): Analysis {
  const { session, from, to, filter } = selection;
  if (session === null && from === null && to === null && filter === null) return analysis;
  const inSpan = keepInSpan(analysis, selection, analysis.firstTime);
  const chosen = filter === null ? inSpan : keepMatching(inSpan, filter, analysis.callExchanges);
  const isWhole = chosen.calls.length === analysis.calls.length;
  const { calls, expectations, findings } = isWhole ? chosen : withinItself(chosen, analysis.calls.length);
  const positions = isWhole ? analysis.positions : CallPositions.of(calls);
  const numbers = numberSessions(calls);
  return {
    ...analysis,
    calls,
    positions,
    sessions: isWhole ? analysis.sessions : groupSessions(calls, numbers),
    hiddenCalls: analysis.hiddenCalls + analysis.calls.length - calls.length,
    expectations,
    findings,
    problems: problemsOf(findings, {
      firstTime: analysis.firstTime,
      sessionOf: (call) => numbers.of[positions.of(call)] ?? NO_KEY,
    }),
    summary: summaryOf(calls, expectations, findings),
  };
}

/** Tells whether a call is of the session and span that are asked for. */
export function spanTest(
  { session, from, to }: Selection,
  firstTime: Instant | null,
): (call: HookCall) => boolean {
  const begin = momentOf(from, firstTime, Number.NEGATIVE_INFINITY);
  const end = momentOf(to, firstTime, Number.POSITIVE_INFINITY);
  return (call) => {
    const time = timeOf(call);
    return time >= begin && time <= end && (session === null || call.sessionId === session);
  };
}

function keepInSpan(whole: Analysis, selection: Selection, firstTime: Instant | null): Kept {
  const calls = whole.calls.filter(spanTest(selection, firstTime));
  const within = new Set(calls);
  return {
    calls,
    expectations: [...whole.expectations].filter(({ trigger }) => within.has(trigger)),
    findings: whole.findings.filter(({ call }) => call === null || within.has(call)),
  };
}

/** Nothing of the part points out of it. `all`: how many calls the whole has. */
function withinItself({ calls, expectations, findings }: Kept, all: number): Kept {
  const kept = new Set(calls);
  return {
    calls,
    expectations: expectations.map(
      (expected): ExpectationResult =>
        expected.metBy === null || kept.has(expected.metBy) ? expected : plainCopy(expected, { metBy: null }),
    ),
    // A check of nothing must not pass for a check that found nothing.
    findings: calls.length === 0 ? [emptySelection(all), ...findings] : findings,
  };
}

function momentOf(moment: Moment | null, firstTime: Instant | null, otherwise: number): number {
  if (moment === null) return otherwise;
  if (moment.since === '1970' || firstTime === null) return moment.seconds;
  return secondsOf(firstTime) + moment.seconds;
}
