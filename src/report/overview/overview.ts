import { appendTo } from '../../base/multimap.ts';
import { type Instant, offsetOf } from '../../base/time.ts';
import { type ExpectationResult, type Finding, MISSING_CALL } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall, Session } from '../../hooks/index.ts';

/** An analysis with what the formats for people look up in it. */
export interface Overview {
  readonly analysis: Analysis;
  /** Seconds since the capture's first frame. */
  readonly offset: (time: Instant) => number;
  /** Errors and warnings that point at a call. */
  readonly faultsOf: ReadonlyMap<HookCall, readonly Finding[]>;
  /** Expectations that were not met, by the call that opened them. */
  readonly unmetOf: ReadonlyMap<HookCall, readonly ExpectationResult[]>;
  /** Sessions in which something is wrong. */
  readonly faulty: ReadonlySet<Session>;
  /** The expectation that a finding of a missing call is about; null for other findings. */
  readonly expectedOf: (finding: Finding) => ExpectationResult | null;
  /** The finding about an expectation that was not met; null where the rule is switched off. */
  readonly findingOf: (expected: ExpectationResult) => Finding | null;
}

export function overviewOf(analysis: Analysis): Overview {
  const faultsOf = new Map<HookCall, Finding[]>();
  const unmetOf = new Map<HookCall, ExpectationResult[]>();
  const faultyCalls = new Set<HookCall>();
  const faultyIds = new Set<string>();
  const missing = new Map<HookCall, Map<string, ExpectationResult>>();
  const absences = new Map<HookCall, Map<string, Finding>>();
  for (const finding of analysis.findings) {
    if (finding.rule === MISSING_CALL && finding.call !== null && finding.method !== null)
      within(absences, finding.call).set(finding.method, finding);
    if (finding.severity === 'note') continue;
    if (finding.call !== null) {
      faultyCalls.add(finding.call);
      if (finding.rule !== MISSING_CALL) appendTo(faultsOf, finding.call, finding);
    } else if (finding.sessionId !== null) faultyIds.add(finding.sessionId);
  }
  for (const expected of analysis.expectations) {
    if (expected.verdict === 'met') continue;
    appendTo(unmetOf, expected.trigger, expected);
    if (expected.verdict !== 'missing') continue;
    faultyCalls.add(expected.trigger);
    const ofTrigger = within(missing, expected.trigger);
    if (!ofTrigger.has(expected.method)) ofTrigger.set(expected.method, expected);
  }
  return {
    analysis,
    offset: (time) => offsetOf(analysis.firstTime, time),
    faultsOf,
    unmetOf,
    // An id may stand for several sessions, one after the other: what is wrong is wrong in one of them.
    faulty: new Set(
      analysis.sessions.filter(
        ({ id, calls }) =>
          (id !== null && faultyIds.has(id)) ||
          (faultyCalls.size > 0 && calls.some((position) => faultyCalls.has(analysis.calls[position]))),
      ),
    ),
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
