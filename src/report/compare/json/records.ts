import type {
  ConfigurationDifference,
  Departure,
  LatencyComparison,
  LatencyProfile,
  ParameterDifference,
  Row,
  RuleComparison,
  Scenario,
  ScenarioComparison,
  Step,
  Variant,
} from '../../../analysis/compare/index.ts';
import { type Analysis, offsetOf } from '../../../analysis/index.ts';
import type { HookCall } from '../../../hooks/index.ts';
import type { Masker } from '../../../privacy/index.ts';
import { captureRecord, restRecord } from '../../json/records.ts';

/** What the records of one comparison share. */
export interface RecordContext {
  readonly good: Analysis;
  readonly bad: Analysis;
  readonly masker: Masker;
}

/** Session ids told of a variant one by one; all are counted. */
const MOST_SESSIONS = 20;

export function sideRecord(analysis: Analysis): object {
  return {
    captures: analysis.captures.map(captureRecord),
    rest: restRecord(analysis),
    calls: analysis.calls.length,
    sessions: analysis.sessions.filter(({ id }) => id !== null).length,
  };
}

export function scenarioRecord(scenario: ScenarioComparison, context: RecordContext): object {
  const { dialect, kind, opener, good, bad, same, faultyInBoth, absence, goodExample, badExample } = scenario;
  return {
    dialect: dialect.name,
    kind,
    opener,
    good,
    bad,
    same,
    faultyInBoth,
    absence,
    goodExample: callRecord(goodExample, context.good),
    badExample: callRecord(badExample, context.bad),
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
    sessions: sessions.slice(0, MOST_SESSIONS),
    good: instanceRecord(good, context.good),
    bad: instanceRecord(scenarios[0] ?? null, context.bad),
    first: departures.indexOf(first),
    departures: departures.map((departure) => departureRecord(departure, context)),
    rows: rows.map((row) => rowRecord(row, context)),
  };
}

function instanceRecord(scenario: Scenario | null, analysis: Analysis): object | null {
  if (scenario === null) return null;
  const { sessionId, dialogId, kind, calls } = scenario;
  return {
    sessionId,
    dialog: dialogId === null ? null : { kind, id: dialogId },
    calls: calls.length,
    first: callRecord(calls[0] ?? null, analysis),
  };
}

function departureRecord(departure: Departure, { good, bad, masker }: RecordContext): object {
  const { kind, weight, row, method, status, text, reasons, finding } = departure;
  return {
    kind,
    weight,
    row,
    method,
    status,
    text: masker.text(text),
    reasons: reasons.map((reason) => masker.text(reason)),
    good: callRecord(departure.good, good),
    bad: callRecord(departure.bad, bad),
    rule: finding?.rule ?? null,
    consequence: finding?.consequence ?? null,
    remedy: finding?.remedy ?? null,
  };
}

function rowRecord(row: Row, { good, bad }: RecordContext): object {
  return {
    kind: row.kind,
    good: row.good === null ? null : stepRecord(row.good, good),
    bad: row.bad === null ? null : stepRecord(row.bad, bad),
  };
}

function stepRecord(step: Step, analysis: Analysis): object {
  const { method, status, calls, worst, answering } = step;
  return {
    method,
    status,
    calls: calls.length,
    answer: answering.kind === 'answered' ? answering.status : null,
    answered: answering.kind === 'unknown' ? null : answering.kind === 'answered',
    latencyMs: worst.answer === null ? null : milliseconds(worst.answer.latencySeconds),
    call: callRecord(worst, analysis),
  };
}

export function parameterRecord(difference: ParameterDifference, context: RecordContext): object {
  const { weight, change, side, method, statuses, pointer, good, bad, calls, of } = difference;
  return {
    weight,
    change,
    side,
    method,
    statuses,
    pointer,
    good: context.masker.text(good),
    bad: context.masker.text(bad),
    calls,
    of,
    goodExample: callRecord(difference.goodExample, context.good),
    badExample: callRecord(difference.badExample, context.bad),
  };
}

export function configurationRecord(difference: ConfigurationDifference, context: RecordContext): object {
  const { weight, method, field, good, bad, goodExample, badExample } = difference;
  return {
    weight,
    method,
    field,
    good: context.masker.text(good),
    bad: context.masker.text(bad),
    goodExample: callRecord(goodExample, context.good),
    badExample: callRecord(badExample, context.bad),
  };
}

export function latencyRecord(comparison: LatencyComparison, context: RecordContext): object {
  const { method, good, bad, weight, reason, worst } = comparison;
  return {
    method,
    weight,
    reason,
    good: profileRecord(good),
    bad: profileRecord(bad),
    worst: callRecord(worst, context.bad),
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

export function ruleRecord(
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

/** A call of either capture, enough to find it there. */
function callRecord(call: HookCall | null, { firstTime }: Analysis): object | null {
  if (call === null) return null;
  const { index, method, status, stream, requestFrames, sessionId } = call;
  return {
    index,
    method,
    status,
    stream,
    frame: requestFrames[0],
    offset: offsetOf(firstTime, call),
    sessionId,
  };
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e3;
}
