import { plainCopy } from '../base/columns.ts';
import { type Instant, secondsOf } from '../base/time.ts';
import { type ExpectationResult, emptySelection, type Finding, problemsOf } from '../checks/index.ts';
import { type Analysis, type Moment, summaryOf, systemsWithin } from '../engine/index.ts';
import {
  CallPositions,
  groupSessions,
  type HookCall,
  NO_KEY,
  numberSessions,
  timeOf,
} from '../hooks/index.ts';
import { isOfSession, nearSessionNames } from '../sessions/index.ts';
import { type Kept, keepMatching } from './keep.ts';
import type { Filter } from './parse.ts';
import type { PayloadAnswers } from './subject.ts';

/** What part of a capture's calls is asked for. */
export interface Selection {
  /** Only this session: its id, or the client's address and port by which it is shown. */
  readonly session: string | null;
  /** Only calls requested in this span. */
  readonly from: Moment | null;
  readonly to: Moment | null;
  /** Only calls and expectations that it matches; see {@link keepMatching}. */
  readonly filter: Filter | null;
  /** What was found in payloads, where the filter asks for them; left out: none was searched. */
  readonly answers?: PayloadAnswers;
}

export const EVERYTHING: Selection = { session: null, from: null, to: null, filter: null };

/**
 * The part of an analysis that was asked for: one session, a span of time, what a filter matches. `shown`: a session's name as it
 * may be shown.
 */
export function select(
  analysis: Analysis,
  selection: Selection,
  shown: (name: string) => string = (name) => name,
): Analysis {
  const { session, from, to, filter, answers } = selection;
  if (session === null && from === null && to === null && filter === null) return analysis;
  const inSpan = keepInSpan(analysis, selection, analysis.firstTime);
  const chosen = filter === null ? inSpan : keepMatching(inSpan, filter, analysis.callExchanges, answers);
  const isWhole = chosen.calls.length === analysis.calls.length;
  const { calls, expectations, findings } = isWhole
    ? chosen
    : withinItself(chosen, () => whyNothing(analysis, selection, shown));
  const positions = isWhole ? analysis.positions : CallPositions.of(calls);
  const numbers = numberSessions(calls);
  return {
    ...analysis,
    calls,
    positions,
    systems: isWhole ? analysis.systems : systemsWithin(analysis.systems, calls),
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

/** Calls of which it is not known whether the filter of a selection matches them, and which it leaves out. */
export function unknownMatches(analysis: Analysis, selection: Selection): number {
  const { filter, answers } = selection;
  if (filter === null || filter.payloadTerms.length === 0) return 0;
  const inSpan = keepInSpan(analysis, selection, analysis.firstTime);
  return keepMatching(inSpan, filter, analysis.callExchanges, answers).unknown;
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
    return time >= begin && time <= end && (session === null || isOfSession(call, session));
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

/** What tells that nothing is selected; where no session has the name that was given, which names there are. */
function whyNothing(analysis: Analysis, { session }: Selection, shown: (name: string) => string): Finding {
  const { calls } = analysis;
  const isUnknown = session !== null && !calls.some((call) => isOfSession(call, session));
  return emptySelection(calls.length, isUnknown ? nearSessionNames(analysis, session).map(shown) : null);
}

/** Nothing of the part points out of it. `nothing`: tells that it is empty. */
function withinItself({ calls, expectations, findings }: Kept, nothing: () => Finding): Kept {
  const kept = new Set(calls);
  return {
    calls,
    expectations: expectations.map(
      (expected): ExpectationResult =>
        expected.metBy === null || kept.has(expected.metBy) ? expected : plainCopy(expected, { metBy: null }),
    ),
    // A check of nothing must not pass for a check that found nothing.
    findings: calls.length === 0 ? [nothing(), ...findings] : findings,
  };
}

function momentOf(moment: Moment | null, firstTime: Instant | null, otherwise: number): number {
  if (moment === null) return otherwise;
  if (moment.since === '1970' || firstTime === null) return moment.seconds;
  return secondsOf(firstTime) + moment.seconds;
}
