import {
  clipped,
  type ExpectationResult,
  type Finding,
  MISSING_CALL,
  sessionEndOf,
} from '../checks/index.ts';
import { roleOf, timeOf } from '../hooks/index.ts';
import type { AlignedSteps } from './alignment.ts';
import type { AlignmentContext } from './alignment-context.ts';
import type { ComparedCapture } from './compared-capture.ts';
import { stepTime } from './course.ts';
import { absencePlace, doubtOf } from './doubt.ts';
import type { Departure, Weight } from './model.ts';
import { reasonsOfAbsence } from './reasons.ts';
import { type ScenarioStep, stepName } from './step.ts';

const POINTER_CHARACTERS = 100;
/** The most differing values of earlier steps that are told. */
const MOST_VALUES = 3;

/** True where the check of the bad capture says that a step should have come within the capture. */
export function isOverdue(missing: ScenarioStep, { rows, bad }: AlignmentContext): boolean {
  return expectedOf(missing, rows, bad)?.verdict === 'missing';
}

/** Departures for calls that the check of the bad capture misses after a step, where no row shows them. */
export function lackDepartures(
  good: ScenarioStep | null,
  bad: ScenarioStep,
  row: number,
  context: AlignmentContext,
): readonly Departure[] {
  return bad.lacks
    .filter((method) => good?.lacks.includes(method) !== true)
    .filter((method) => !context.rows.some((each) => each.kind === 'missing' && each.good.method === method))
    .map((method) => {
      const finding = missingFinding(bad, method, context.bad);
      const evidence = finding?.evidence?.replace(/^Likely cause: /, '') ?? null;
      return {
        kind: 'missing-call',
        weight: 'fault',
        row,
        method,
        status: null,
        text: `${method} is missing after ${stepName(bad)}`,
        good: good?.worst ?? null,
        bad: bad.worst,
        reasons: evidence === null ? [] : [evidence],
        finding,
      };
    });
}

/** The departure for a step that the bad course lacks. */
export function absence(missing: ScenarioStep, row: number, context: AlignmentContext): Departure {
  const { rows, good, bad } = context;
  const place = absencePlace(rows, row, missing);
  const expected = expectedOf(missing, rows, bad);
  const finding =
    expected?.verdict === 'missing'
      ? missingFinding(stepOfTrigger(expected, rows), missing.method, bad)
      : null;
  const doubt = expected?.verdict === 'missing' ? null : doubtIn(expected, doubtOf(place, missing, bad));
  const { before } = place;
  const name = stepName(missing);
  const where = before === null ? '' : ` after ${stepName(before)}`;
  const undone = expected?.verdict !== 'missing' && isUndone(rows, row, bad);
  const weight: Weight = undone ? 'difference' : doubt === null ? 'fault' : 'inconclusive';
  const excuse = expected?.verdict === 'excused' && expected.reason !== null ? [expected.reason] : [];
  return {
    kind: 'missing-call',
    weight,
    row,
    method: missing.method,
    status: missing.status,
    text: `${name} is ${weight === 'inconclusive' ? 'not seen' : 'missing'}${where}`,
    good: missing.worst,
    bad: before?.worst ?? null,
    reasons:
      doubt === null
        ? [
            ...excuse,
            // A request with other values explains more than a method that was perhaps never added.
            ...(finding === null ? otherValues(context, row) : []),
            ...reasonsOfAbsence(missing, place, finding, good, bad),
          ]
        : [doubt],
    finding,
  };
}

/**
 * The departures for the end of a dialog that the bad course lacks. Where the session is over, the end is missing like
 * any other step. Where the capture goes on long after, the dialog may only be a longer one: that is told and does not
 * count. How long a connection lasts is never compared.
 */
export function openAbsence(
  missing: ScenarioStep,
  row: number,
  context: AlignmentContext,
): readonly Departure[] {
  const { rows, bad } = context;
  const { before, until } = absencePlace(rows, row, missing);
  if (before === null || before.worst.dialog === null) return [];
  const end = sessionEndOf(bad.evidence, before.worst);
  const told = absence(missing, row, context);
  if (end !== null && timeOf(end) > stepTime(before)) {
    return [
      {
        ...told,
        reasons: [`Its session is over (${end.method}, frame ${end.requestFrames[0]}).`, ...told.reasons],
      },
    ];
  }
  if (bad.evidence.ends < until) return [];
  const waited = (bad.evidence.ends - stepTime(before)).toFixed(1);
  return [
    {
      ...told,
      weight: 'difference',
      text: `${stepName(missing)} does not come in the ${waited} s until BAD ends`,
      reasons: ['It may be a longer one that is still under way.'],
    },
  ];
}

/**
 * Reasons from values that differ in earlier steps: for example, a call that asks for no registration is not followed
 * by one.
 */
function otherValues({ rows, payloads }: AlignmentContext, row: number): readonly string[] {
  const told = new Map<string, string>();
  for (const call of rows.slice(0, row).flatMap(({ bad }) => bad?.calls ?? [])) {
    for (const { change, side, pointer, good, bad } of payloads.deviationsOf(call)) {
      // Later hooks repeat the values of the first.
      if (change !== 'value' || side !== 'request' || told.has(pointer) || told.size >= MOST_VALUES) continue;
      const place = clipped(pointer, POINTER_CHARACTERS);
      told.set(pointer, `Before it ${call.method} has ${place} ${bad}, in GOOD ${good}.`);
    }
  }
  return [...told.values()];
}

function doubtIn(expected: ExpectationResult | null, doubt: string | null): string | null {
  return expected?.verdict === 'inconclusive' ? (expected.reason ?? doubt) : doubt;
}

/** The expectation that the missing step would have met and that a step of the bad course opened. */
function expectedOf(
  missing: ScenarioStep,
  rows: readonly AlignedSteps[],
  bad: ComparedCapture,
): ExpectationResult | null {
  for (const row of rows) {
    for (const call of row.bad?.calls ?? []) {
      for (const expected of bad.unmet.get(call) ?? []) {
        const fits = expected.expectation.expect.some(
          ({ method, statuses }) =>
            method === missing.method &&
            (statuses === 'any' || (missing.status !== null && statuses.includes(missing.status))),
        );
        if (fits) return expected;
      }
    }
  }
  return null;
}

function stepOfTrigger({ trigger }: ExpectationResult, rows: readonly AlignedSteps[]): ScenarioStep | null {
  return rows.find(({ bad }) => bad?.calls.includes(trigger) === true)?.bad ?? null;
}

function missingFinding(step: ScenarioStep | null, method: string, bad: ComparedCapture): Finding | null {
  const found = (step?.calls ?? []).flatMap((call) => bad.findings.get(call) ?? []);
  return found.find((finding) => finding.rule === MISSING_CALL && finding.method === method) ?? null;
}

/**
 * True for a step of the client that the bad capture has in other scenarios: so the method is switched on, and here
 * nobody did it, nor came what follows from it.
 */
function isUndone(rows: readonly AlignedSteps[], index: number, bad: ComparedCapture): boolean {
  for (let at = index; at >= 0; at--) {
    const row = rows[at];
    const step = row?.good ?? row?.bad;
    const role = step ? roleOf(step.worst) : null;
    if (row === undefined || role === null || role === 'event') continue;
    return (
      row.kind === 'missing' && role === 'ask' && (bad.analysis.summary.methods.get(row.good.method) ?? 0) > 0
    );
  }
  return false;
}
