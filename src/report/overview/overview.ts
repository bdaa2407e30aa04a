import { appendTo } from '../../base/multimap.ts';
import { type Instant, offsetOf } from '../../base/time.ts';
import { type ExpectationResult, type Finding, MISSING_CALL } from '../../checks/index.ts';
import type { Severity } from '../../dialects/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { type HookCall, type Session, sessionIndexes } from '../../hooks/index.ts';
import type { ReportOptions } from '../format.ts';
import { type Clock, clockOf } from '../layout/clock.ts';
import { type BaselineView, baselineView } from './baseline.ts';
import { worse } from './severity.ts';

/** An analysis with what the formats for people look up in it. */
export interface Overview {
  readonly analysis: Analysis;
  readonly baseline: BaselineView;
  /** Those of the analysis: each is the same object for all that look it up here. */
  readonly sessions: readonly Session[];
  /** Seconds since the capture's first frame. */
  readonly offset: (time: Instant) => number;
  /** The time of day in UTC. */
  readonly clock: Clock;
  /** Errors and warnings that point at a call. */
  readonly faultsOf: ReadonlyMap<HookCall, readonly Finding[]>;
  /** The session of a call of the analysis. */
  readonly sessionOf: (call: HookCall) => Session;
  /** Expectations that were not met, by session. */
  readonly unmetOf: ReadonlyMap<Session, readonly ExpectationResult[]>;
  /** The sessions in which something is wrong, each with the worst severity of that. */
  readonly faulty: ReadonlyMap<Session, Severity>;
  /** The expectation that a finding of a missing call is about; null for other findings. */
  readonly expectedOf: (finding: Finding) => ExpectationResult | null;
  /** The finding about an expectation that was not met; null where the rule is switched off. */
  readonly findingOf: (expected: ExpectationResult) => Finding | null;
}

export function overviewOf(analysis: Analysis, { known }: Pick<ReportOptions, 'known'> = {}): Overview {
  const faultsOf = new Map<HookCall, Finding[]>();
  const unmetOf = new Map<Session, ExpectationResult[]>();
  const faulty = new Map<Session, Severity>();
  const noteFault = (session: Session, severity: Severity): void => {
    faulty.set(session, worse(severity, faulty.get(session) ?? severity));
  };
  const { positions } = analysis;
  const sessions = [...analysis.sessions];
  const indexes = sessionIndexes(sessions, analysis.calls.length);
  const sessionOf = (call: HookCall): Session => sessions[indexes[positions.of(call)]];
  const missing = new Map<HookCall, Map<string, ExpectationResult>>();
  const absences = new Map<HookCall, Map<string, Finding>>();
  for (const finding of analysis.findings) {
    if (finding.rule === MISSING_CALL && finding.call !== null && finding.method !== null)
      within(absences, finding.call).set(finding.method, finding);
    if (finding.severity === 'note') continue;
    if (finding.call !== null) {
      noteFault(sessionOf(finding.call), finding.severity);
      if (finding.rule !== MISSING_CALL) appendTo(faultsOf, finding.call, finding);
    }
  }
  const absence = ({ trigger, method }: ExpectationResult): Finding | null =>
    absences.get(trigger)?.get(method) ?? null;
  for (const expected of analysis.expectations) {
    if (expected.verdict === 'met') continue;
    const session = sessionOf(expected.trigger);
    appendTo(unmetOf, session, expected);
    if (expected.verdict !== 'missing') continue;
    noteFault(session, absence(expected)?.severity ?? expected.expectation.severity);
    const ofTrigger = within(missing, expected.trigger);
    if (!ofTrigger.has(expected.method)) ofTrigger.set(expected.method, expected);
  }
  return {
    analysis,
    baseline: baselineView(analysis, known),
    sessions,
    offset: (time) => offsetOf(analysis.firstTime, time),
    clock: clockOf(analysis),
    faultsOf,
    sessionOf,
    unmetOf,
    faulty,
    expectedOf: ({ rule, call, method }) =>
      rule !== MISSING_CALL || call === null ? null : (missing.get(call)?.get(method ?? '') ?? null),
    findingOf: (expected) => (expected.verdict === 'missing' ? absence(expected) : null),
  };
}

function within<V>(map: Map<HookCall, Map<string, V>>, call: HookCall): Map<string, V> {
  const known = map.get(call);
  if (known !== undefined) return known;
  const inner = new Map<string, V>();
  map.set(call, inner);
  return inner;
}
