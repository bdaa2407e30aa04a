import { offsetOf } from '../../../base/time.ts';
import type {
  AlignedSteps,
  ConfigurationDifference,
  Departure,
  LatencyComparison,
  LatencyProfile,
  ParameterDifference,
  RuleComparison,
  Scenario,
  ScenarioComparison,
  ScenarioStep,
  Variant,
} from '../../../compare/index.ts';
import type { Analysis } from '../../../engine/index.ts';
import type { HookCall } from '../../../hooks/index.ts';
import type { Masker } from '../../../privacy/index.ts';
import { captureRecord, restRecord } from '../../json/records.ts';

/** What all records of one comparison need. */
export interface RecordContext {
  readonly good: Analysis;
  readonly bad: Analysis;
  readonly masker: Masker;
}

/** The most session ids that are listed for a variant. */
const MOST_SESSIONS = 20;

export function sideRecord(analysis: Analysis): object {
  return {
    captures: analysis.captures.map((capture) => captureRecord(capture, analysis.view)),
    rest: restRecord(analysis),
    calls: analysis.calls.length,
    sessions: [...analysis.sessions].filter(({ id }) => id !== null).length,
  };
}

export function scenarioRecord(scenario: ScenarioComparison, context: RecordContext): object {
  const { dialect, kind, opener, good, bad, same, faultyInBoth, absence, goodExample, badExample } = scenario;
  return {
    dialect: dialect.name,
    kind,
    opener: context.masker.id(opener),
    good,
    bad,
    same,
    faultyInBoth,
    absence,
    goodExample: callRecord(goodExample, context.good, context.masker),
    badExample: callRecord(badExample, context.bad, context.masker),
    variants: scenario.variants.map((variant) => variantRecord(variant, context)),
  };
}

function variantRecord(variant: Variant, context: RecordContext): object {
  const { weight, scenarios, good, alsoGood, rows, departures, first } = variant;
  const sessions = [...new Set(scenarios.flatMap(({ sessionId }) => sessionId ?? []))];
  return {
    weight,
    count: scenarios.length,
    alsoGood,
    sessions: sessions.slice(0, MOST_SESSIONS).map((id) => context.masker.text(id)),
    good: instanceRecord(good, context.good, context.masker),
    bad: instanceRecord(scenarios[0] ?? null, context.bad, context.masker),
    first: departures.indexOf(first),
    departures: departures.map((departure) => departureRecord(departure, context)),
    rows: rows.map((row) => rowRecord(row, context)),
  };
}

function instanceRecord(scenario: Scenario | null, analysis: Analysis, masker: Masker): object | null {
  if (scenario === null) return null;
  const { sessionId, dialogId, kind, calls } = scenario;
  return {
    sessionId: masker.id(sessionId),
    dialog: dialogId === null ? null : { kind, id: masker.text(dialogId) },
    calls: calls.length,
    first: callRecord(calls[0] ?? null, analysis, masker),
  };
}

function departureRecord(departure: Departure, { good, bad, masker }: RecordContext): object {
  const { kind, weight, row, method, status, text, reasons, finding } = departure;
  return {
    kind,
    weight,
    row,
    method: masker.id(method),
    status: masker.id(status),
    text: masker.text(text),
    reasons: reasons.map((reason) => masker.text(reason)),
    good: callRecord(departure.good, good, masker),
    bad: callRecord(departure.bad, bad, masker),
    rule: finding?.rule ?? null,
    consequence: masker.id(finding?.consequence ?? null),
    remedy: masker.id(finding?.remedy ?? null),
  };
}

function rowRecord(row: AlignedSteps, { good, bad, masker }: RecordContext): object {
  return {
    kind: row.kind,
    good: row.good === null ? null : stepRecord(row.good, good, masker),
    bad: row.bad === null ? null : stepRecord(row.bad, bad, masker),
  };
}

function stepRecord(step: ScenarioStep, analysis: Analysis, masker: Masker): object {
  const { method, status, calls, worst, outcome } = step;
  return {
    method: masker.text(method),
    status: masker.id(status),
    calls: calls.length,
    answer: outcome.kind === 'answered' ? outcome.status : null,
    answered: outcome.kind === 'unknown' ? null : outcome.kind === 'answered',
    latencyMs: worst.response === null ? null : milliseconds(worst.response.latencySeconds),
    call: callRecord(worst, analysis, masker),
  };
}

export function parameterRecord(difference: ParameterDifference, context: RecordContext): object {
  const { weight, change, side, method, statuses, pointer, good, bad, calls, of } = difference;
  const { masker } = context;
  return {
    weight,
    change,
    side,
    method: masker.text(method),
    statuses: statuses.map((status) => masker.text(status)),
    pointer: masker.text(pointer),
    good: masker.text(good),
    bad: masker.text(bad),
    calls,
    of,
    goodExample: callRecord(difference.goodExample, context.good, masker),
    badExample: callRecord(difference.badExample, context.bad, masker),
  };
}

export function configurationRecord(difference: ConfigurationDifference, context: RecordContext): object {
  const { weight, method, field, good, bad, goodExample, badExample } = difference;
  const { masker } = context;
  return {
    weight,
    method: masker.text(method),
    field: masker.text(field),
    good: masker.text(good),
    bad: masker.text(bad),
    goodExample: callRecord(goodExample, context.good, masker),
    badExample: callRecord(badExample, context.bad, masker),
  };
}

export function latencyRecord(comparison: LatencyComparison, context: RecordContext): object {
  const { method, good, bad, weight, reason, worst } = comparison;
  return {
    method: context.masker.text(method),
    weight,
    reason: context.masker.id(reason),
    good: profileRecord(good),
    bad: profileRecord(bad),
    worst: callRecord(worst, context.bad, context.masker),
  };
}

function profileRecord({ calls, median, p95, max }: LatencyProfile): object {
  return {
    calls,
    medianMs: milliseconds(median),
    p95Ms: milliseconds(p95),
    maxMs: milliseconds(max),
  };
}

export function ruleComparisonRecord(
  { rule, severity, weight, good, bad, example }: RuleComparison,
  { masker }: RecordContext,
): object {
  return {
    rule,
    severity,
    weight,
    good,
    bad,
    message: example === null ? null : masker.text(example.message),
  };
}

/** A call of either capture, with what is needed to find it there. */
function callRecord(
  call: HookCall | null,
  { firstTime, positions }: Analysis,
  masker: Masker,
): object | null {
  if (call === null) return null;
  const { method, status, stream, requestFrames, sessionId } = call;
  return {
    index: positions.of(call),
    method: masker.text(method),
    status: masker.id(status),
    stream,
    frame: requestFrames[0],
    offset: offsetOf(firstTime, call),
    sessionId: masker.id(sessionId),
  };
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e3;
}
