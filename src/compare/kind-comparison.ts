import { listsBy } from '../base/multimap.ts';
import type { AlignedSteps } from './alignment.ts';
import type { ComparedCapture } from './compared-capture.ts';
import { type Course, stepsOf } from './course.ts';
import { departuresOf } from './departures.ts';
import type { Match } from './match.ts';
import type { ParameterDifference, Variant, Weight } from './model.ts';
import { flawText, PayloadComparison } from './payload-comparison.ts';
import { Profiles } from './profile.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioStep } from './step.ts';

export const WEIGHT_ORDER: Readonly<Record<Weight, number>> = { fault: 0, inconclusive: 1, difference: 2 };

/** The comparison of the scenarios with one kind and opener. */
export interface KindResult {
  readonly variants: readonly Variant[];
  readonly parameters: readonly ParameterDifference[];
  /** Number of further differences of parameters, which are not told. */
  readonly untold: number;
  /** Number of scenarios of the bad capture that went like one of the good capture. */
  readonly same: number;
  readonly faultyInBoth: number;
}

/**
 * Compares the scenarios of one kind. `courses` are all courses of the good capture with this opener; `matches` are the
 * courses of the bad capture, each with its counterpart.
 */
export function compareKind(
  courses: readonly Course[],
  matches: readonly Match[],
  good: ComparedCapture,
  bad: ComparedCapture,
): KindResult {
  const profiles = new Profiles(good.book);
  for (const { scenarios } of courses) for (const { calls } of scenarios) profiles.add(calls);
  const payloads = new PayloadComparison(profiles, bad);
  const variants: Variant[] = [];
  let same = 0;
  let faultyInBoth = 0;
  for (const match of matches) {
    if (match.good === null) continue;
    const isTwin = match.identical !== null && match.good === match.identical;
    for (const scenarios of byFlaws(match.bad, payloads)) {
      const variant = variantOf(match, scenarios, payloads, good, bad);
      if (variant !== null) variants.push(variant);
      else {
        same += scenarios.length;
        if (isTwin && !match.bad.isSound) faultyInBoth += scenarios.length;
      }
    }
  }
  const positionOf = ({ scenarios: [first] }: Variant): number => bad.analysis.positions.of(first.calls[0]);
  variants.sort(
    (one, other) =>
      WEIGHT_ORDER[one.weight] - WEIGHT_ORDER[other.weight] ||
      other.scenarios.length - one.scenarios.length ||
      positionOf(one) - positionOf(other),
  );
  const { told, untold } = payloads.differences();
  return { variants, parameters: told, untold, same, faultyInBoth };
}

/**
 * Groups the scenarios of a course by the faults of their payloads: those without a fault, and one group for each
 * different set of faults.
 */
function byFlaws({ scenarios }: Course, payloads: PayloadComparison): readonly (readonly Scenario[])[] {
  const flawsOf = ({ calls }: Scenario): string => {
    const flaws = calls.flatMap((call) => payloads.flawsOf(call).map((each) => flawText(call, each)));
    return [...new Set(flaws)].sort().join('\n');
  };
  return [...listsBy(scenarios, flawsOf).values()];
}

function variantOf(
  match: Match,
  scenarios: readonly Scenario[],
  payloads: PayloadComparison,
  good: ComparedCapture,
  bad: ComparedCapture,
): Variant | null {
  const [example] = scenarios;
  const reference = match.good?.scenarios[0];
  if (example === undefined || reference === undefined) return null;
  const rows = withSteps(match.rows, stepsOf(example, bad.source));
  const departures = departuresOf({ rows, payloads, good, bad });
  const isTwin = match.identical !== null && match.good === match.identical;
  const first =
    departures.find(({ weight }) => weight === 'fault') ??
    departures.find(({ weight }) => weight === 'inconclusive') ??
    departures[0];
  // A course that the good capture has as well differs only in its payloads.
  if (first === undefined || (isTwin && departures.every(({ weight }) => weight === 'difference')))
    return null;
  return {
    weight: first.weight,
    scenarios,
    good: reference,
    alsoGood: match.identical?.scenarios.length ?? 0,
    rows,
    departures,
    first,
  };
}

/** The same rows with the steps of another scenario of the same course. */
function withSteps(rows: readonly AlignedSteps[], steps: readonly ScenarioStep[]): readonly AlignedSteps[] {
  let next = 0;
  return rows.map((row): AlignedSteps => {
    if (row.kind === 'missing') return row;
    const bad = steps[next] ?? row.bad;
    next += 1;
    return row.kind === 'both' ? { ...row, bad } : { ...row, bad };
  });
}
