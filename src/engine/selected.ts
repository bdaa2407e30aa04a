import type { Instant as CaptureTime } from '../base/time.ts';
import {
  type CaptureFacts,
  copyOfExpected,
  type ExpectationResult,
  emptySelection,
  type Finding,
} from '../checks/index.ts';
import type { Severity } from '../dialects/index.ts';
import { type Kept, keepMatching } from '../filter/index.ts';
import { groupSessions, type HookCall, timeOf } from '../hooks/index.ts';
import type { Analysis, Summary } from './model.ts';
import type { AnalysisOptions, Moment } from './options.ts';

/** What part of a capture's calls is asked for. */
export type Selection = Pick<AnalysisOptions, 'session' | 'from' | 'to' | 'filter'>;

/**
 * The part of an analysis that was asked for: one session, a span of time, what a filter matches. Numbers the calls of
 * the part anew. `otherHosts`: exchanges that are hidden besides.
 */
export function selected(
  scene: CaptureFacts,
  findings: readonly Finding[],
  selection: Selection,
  otherHosts: number,
): Analysis {
  const { calls: all, expectations } = scene;
  const { session, from, to, filter } = selection;
  const whole: Kept = { calls: all, expectations, findings };
  if (session === null && from === null && to === null && filter === null) {
    return modelOf(scene, whole, scene.sessions, otherHosts, findings);
  }
  const inSpan = keepInSpan(whole, selection, scene.firstTime);
  const chosen = filter === null ? inSpan : keepMatching(inSpan, filter);
  if (chosen.calls.length === all.length) return modelOf(scene, chosen, scene.sessions, otherHosts, findings);
  const part = numberedAnew(all, chosen);
  const hidden = all.length - part.calls.length + otherHosts;
  return modelOf(scene, part, groupSessions(part.calls), hidden, findings);
}

function keepInSpan(whole: Kept, selection: Selection, firstTime: CaptureTime | null): Kept {
  const from = momentOf(selection.from, firstTime, Number.NEGATIVE_INFINITY);
  const to = momentOf(selection.to, firstTime, Number.POSITIVE_INFINITY);
  const calls = whole.calls.filter((call) => {
    const time = timeOf(call);
    return time >= from && time <= to && (selection.session === null || call.sessionId === selection.session);
  });
  const within = new Set(calls);
  return {
    calls,
    expectations: whole.expectations.filter(({ trigger }) => within.has(trigger)),
    findings: whole.findings.filter(({ call }) => call === null || within.has(call)),
  };
}

function numberedAnew(all: readonly HookCall[], chosen: Kept): Kept {
  const { calls } = chosen;
  for (const call of all) call.index = -1;
  calls.forEach((call, index) => {
    call.index = index;
  });
  const kept = new Set(calls);
  const expectations = chosen.expectations.map(
    (expected): ExpectationResult =>
      expected.metBy === null || kept.has(expected.metBy)
        ? expected
        : copyOfExpected(expected, { metBy: null }),
  );
  // A check of nothing must not pass for a check that found nothing.
  const findings = calls.length === 0 ? [emptySelection(all.length), ...chosen.findings] : chosen.findings;
  return { calls, expectations, findings };
}

function modelOf(
  scene: CaptureFacts,
  { calls, expectations, findings }: Kept,
  sessions: CaptureFacts['sessions'],
  hiddenCalls: number,
  allFindings: readonly Finding[],
): Analysis {
  const { captures, firstTime, lastTime, dialect, ports, connections } = scene;
  const summary = summaryOf(calls, expectations, findings);
  return {
    captures,
    firstTime,
    lastTime,
    dialect,
    ports,
    calls,
    hiddenCalls,
    sessions,
    expectations,
    findings,
    findingNumbers: new Map(allFindings.map((finding, index) => [finding, index + 1])),
    connections,
    summary,
  };
}

function momentOf(moment: Moment | null, firstTime: CaptureTime | null, otherwise: number): number {
  if (moment === null) return otherwise;
  if (moment.since === '1970' || firstTime === null) return moment.seconds;
  return firstTime.seconds + firstTime.nanoseconds / 1e9 + moment.seconds;
}

function summaryOf(
  calls: readonly HookCall[],
  expectations: readonly ExpectationResult[],
  findings: readonly Finding[],
): Summary {
  const methods = new Map<string, number>();
  for (const call of calls) methods.set(call.method, (methods.get(call.method) ?? 0) + 1);
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) bySeverity[finding.severity] += 1;
  const verdicts = { met: 0, missing: 0, inconclusive: 0, excused: 0 };
  for (const expected of expectations) verdicts[expected.verdict] += 1;
  return {
    calls: calls.length,
    methods: new Map([...methods].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))),
    findings: bySeverity,
    expectations: verdicts,
  };
}
