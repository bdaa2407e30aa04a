import { appendTo } from '../../base/multimap.ts';
import { type Instant, offsetOf } from '../../base/time.ts';
import { type ExpectationResult, type Finding, MISSING_CALL } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { type HookCall, type Session, sessionIndexes } from '../../hooks/index.ts';

/** An analysis with what the formats for people look up in it. */
export interface Overview {
  readonly analysis: Analysis;
  /** Those of the analysis: each is the same object for all that look it up here. */
  readonly sessions: readonly Session[];
  /** Seconds since the capture's first frame. */
  readonly offset: (time: Instant) => number;
  /** Errors and warnings that point at a call. */
  readonly faultsOf: ReadonlyMap<HookCall, readonly Finding[]>;
  /** The session of a call of the analysis. */
  readonly sessionOf: (call: HookCall) => Session;
  /** Expectations that were not met, by session. */
  readonly unmetOf: ReadonlyMap<Session, readonly ExpectationResult[]>;
  /** The sessions in which something is wrong. */
  readonly faulty: ReadonlySet<Session>;
  /** The expectation that a finding of a missing call is about; null for other findings. */
  readonly expectedOf: (finding: Finding) => ExpectationResult | null;
  /** The finding about an expectation that was not met; null where the rule is switched off. */
  readonly findingOf: (expected: ExpectationResult) => Finding | null;
}

export function overviewOf(analysis: Analysis): Overview {
  const faultsOf = new Map<HookCall, Finding[]>();
  const unmetOf = new Map<Session, ExpectationResult[]>();
  const faulty = new Set<Session>();
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
      faulty.add(sessionOf(finding.call));
      if (finding.rule !== MISSING_CALL) appendTo(faultsOf, finding.call, finding);
    }
  }
  for (const expected of analysis.expectations) {
    if (expected.verdict === 'met') continue;
    const session = sessionOf(expected.trigger);
    appendTo(unmetOf, session, expected);
    if (expected.verdict !== 'missing') continue;
    faulty.add(session);
    const ofTrigger = within(missing, expected.trigger);
    if (!ofTrigger.has(expected.method)) ofTrigger.set(expected.method, expected);
  }
  return {
    analysis,
    sessions,
    offset: (time) => offsetOf(analysis.firstTime, time),
    faultsOf,
    sessionOf,
    unmetOf,
    faulty,
    expectedOf: ({ rule, call, method }) =>
      rule !== MISSING_CALL || call === null ? null : (missing.get(call)?.get(method ?? '') ?? null),
    findingOf: ({ trigger, method, verdict }) =>
      verdict !== 'missing' ? null : (absences.get(trigger)?.get(method) ?? null),
  };
}

function within<V>(map: Map<HookCall, Map<string, V>>, call: HookCall): Map<string, V> {
  const known = map.get(call);
  if (known !== undefined) return known;
  const inner = new Map<string, V>();
  map.set(call, inner);
  return inner;
}
