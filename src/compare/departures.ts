import { clipped, type Finding, statusWords } from '../checks/index.ts';
import { absence, isOverdue, lackDepartures, openAbsence } from './absence.ts';
import { openEnd } from './alignment.ts';
import type { AlignmentContext } from './alignment-context.ts';
import type { ComparedCapture } from './compared-capture.ts';
import { responseDoubt } from './doubt.ts';
import type { Departure } from './model.ts';
import { movesOf } from './order.ts';
import type { Flaw } from './payload-comparison.ts';
import { reasonsOfResponse, reasonsOfStatus } from './reasons.ts';
import { badnessOf, outcomeText, type ScenarioStep, stepName } from './step.ts';

/** From this badness on a response counts as failed: one that is not accepted, or none. */
const FAILED = 4;
const POINTER_CHARACTERS = 100;

/** The points at which the bad course departs from the good one, in order. */
export function departuresOf(context: AlignmentContext): readonly Departure[] {
  const { rows } = context;
  const moves = movesOf(rows);
  // A scenario that has not ended when the capture does departs only where its end is overdue.
  const opensAt = rows.length - openEnd(rows, 'missing');
  const goesOnAt = rows.length - openEnd(rows, 'besides');
  const found: Departure[] = [];
  rows.forEach((row, index) => {
    const moved = moves.find(({ missing, besides }) => missing === index || besides === index);
    if (moved !== undefined) {
      if (moved.besides !== index) return;
      if (moved.passed !== null) found.push(otherOrder(moved.bad, moved.good, moved.passed, index));
      found.push(...pairDepartures(moved.good, moved.bad, index, context));
      return;
    }
    if (row.kind === 'both') found.push(...pairDepartures(row.good, row.bad, index, context));
    else if (row.kind === 'missing') {
      if (index < opensAt || isOverdue(row.good, context)) found.push(absence(row.good, index, context));
      else if (index === opensAt) found.push(...openAbsence(row.good, index, context));
    } else if (index < goesOnAt || badnessOf(row.bad.outcome) >= FAILED || row.bad.lacks.length > 0) {
      found.push(...besides(row.bad, index, context));
    }
  });
  return found;
}

function pairDepartures(
  good: ScenarioStep,
  bad: ScenarioStep,
  row: number,
  context: AlignmentContext,
): readonly Departure[] {
  const flaws = context.payloads.flawsOfStep(bad).map((flaw) => flawed(flaw, good, bad, row, context));
  return [
    ...(good.status === bad.status ? [] : [otherStatus(good, bad, row, context)]),
    ...flaws.filter(({ kind }) => kind === 'parameter'),
    ...responseDepartures(good, bad, row, context),
    ...flaws.filter(({ kind }) => kind === 'answer-body'),
    ...lackDepartures(good, bad, row, context),
  ];
}

function otherStatus(
  good: ScenarioStep,
  bad: ScenarioStep,
  row: number,
  context: AlignmentContext,
): Departure {
  return {
    ...placed(bad, row),
    kind: 'other-status',
    weight: 'fault',
    text: `${bad.method} says ${bad.status ?? 'no status'} instead of ${good.status ?? 'none'}`,
    good: good.worst,
    bad: bad.worst,
    reasons: reasonsOfStatus(bad, context.bad),
    finding: findingOf(bad, context.bad, /^flow\//),
  };
}

function otherOrder(bad: ScenarioStep, good: ScenarioStep, passed: ScenarioStep, row: number): Departure {
  return {
    ...placed(bad, row),
    kind: 'other-order',
    weight: 'difference',
    text: `${stepName(bad)} and ${stepName(passed)} come in another order`,
    good: good.worst,
    bad: bad.worst,
    reasons: [],
    finding: null,
  };
}

function responseDepartures(
  good: ScenarioStep,
  bad: ScenarioStep,
  row: number,
  context: AlignmentContext,
): readonly Departure[] {
  const one = good.outcome;
  const other = bad.outcome;
  if (outcomeText(one) === outcomeText(other)) return [];
  const told = { ...placed(bad, row), good: good.worst, bad: bad.worst };
  if (other.kind === 'unknown') {
    if (badnessOf(one) >= FAILED) return [];
    return [
      {
        ...told,
        kind: 'answer',
        weight: 'inconclusive',
        text: `whether ${stepName(bad)} is answered cannot be told`,
        reasons: [responseDoubt(bad.worst, context.bad)],
        finding: null,
      },
    ];
  }
  // A better answer than in the good capture needs no attention.
  if (badnessOf(other) < badnessOf(one)) return [];
  if (badnessOf(other) < FAILED) {
    const latency = bad.worst.response?.latencySeconds ?? 0;
    const usual = good.worst.response?.latencySeconds ?? 0;
    return [
      {
        ...told,
        kind: 'slow-answer',
        weight: 'fault',
        text: `${stepName(bad)} is answered after ${seconds(latency)}, in GOOD after ${seconds(usual)}`,
        reasons: [],
        finding: findingOf(bad, context.bad, /^answer\/slow/),
      },
    ];
  }
  const was = one.kind === 'answered' ? statusWords(one.status) : 'no answer';
  return [
    {
      ...told,
      kind: 'answer',
      weight: badnessOf(one) >= FAILED ? 'difference' : 'fault',
      text:
        other.kind === 'answered'
          ? `${stepName(bad)} is answered ${statusWords(other.status)} instead of ${was}`
          : `${stepName(bad)} gets no answer instead of ${was}`,
      reasons: reasonsOfResponse(bad.worst, context.bad),
      finding: findingOf(bad, context.bad, /^answer\/(?:status|none)|^transport\/reset/),
    },
  ];
}

function flawed(
  { deviation, call }: Flaw,
  good: ScenarioStep,
  bad: ScenarioStep,
  row: number,
  context: AlignmentContext,
): Departure {
  const { side, pointer, change } = deviation;
  const place = clipped(pointer, POINTER_CHARACTERS);
  const of = side === 'answer' ? `the answer to ${stepName(bad)}` : stepName(bad);
  const text =
    pointer === ''
      ? `${of} is ${deviation.bad} instead of ${deviation.good}`
      : change === 'missing' && side === 'request'
        ? `${of} lacks ${place}, which is ${deviation.good} in GOOD`
        : side === 'answer'
          ? `${of} does not give ${place} back as GOOD's does: ${deviation.bad}`
          : `${of} has ${place} as ${deviation.bad} instead of ${deviation.good}`;
  return {
    ...placed(bad, row),
    kind: side === 'answer' ? 'answer-body' : 'parameter',
    weight: deviation.weight,
    text,
    good: good.worst,
    bad: call,
    reasons: [],
    finding:
      (context.bad.findings.get(call) ?? []).find(
        ({ rule, severity }) =>
          severity !== 'note' && rule.startsWith(side === 'answer' ? 'answer/' : 'payload/'),
      ) ?? null,
  };
}

function besides(step: ScenarioStep, row: number, context: AlignmentContext): readonly Departure[] {
  const failed = badnessOf(step.outcome) >= FAILED;
  const { outcome } = step;
  const answer =
    outcome.kind === 'answered' ? `is answered ${statusWords(outcome.status)}` : 'gets no answer';
  return [
    {
      ...placed(step, row),
      kind: failed ? 'answer' : 'call-besides',
      weight: failed ? 'fault' : 'difference',
      text: failed
        ? `${stepName(step)}, which GOOD does not have, ${answer}`
        : `${stepName(step)} comes besides`,
      good: null,
      bad: step.worst,
      reasons: reasonsOfStatus(step, context.bad),
      finding: findingOf(step, context.bad, /^answer\/(?:status|none)|^flow\//),
    },
    ...lackDepartures(null, step, row, context),
  ];
}

function placed(step: ScenarioStep, row: number): Pick<Departure, 'row' | 'method' | 'status'> {
  return { row, method: step.method, status: step.status };
}

function findingOf(step: ScenarioStep, bad: ComparedCapture, rules: RegExp): Finding | null {
  const found = bad.findings.get(step.worst) ?? [];
  return found.find(({ rule, severity }) => severity !== 'note' && rules.test(rule)) ?? null;
}

function seconds(latency: number): string {
  return latency < 1 ? `${(latency * 1000).toFixed(1)} ms` : `${latency.toFixed(1)} s`;
}
