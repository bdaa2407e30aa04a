import type { Analysis } from '../engine/index.ts';
import { byRequest, type HookCall } from '../hooks/index.ts';
import { type AnalysedCapture, type ComparedCapture, comparedCapture } from './compared-capture.ts';
import { compareConfigurations } from './configuration.ts';
import { type Course, coursesOf } from './course.ts';
import { compareKind, WEIGHT_ORDER } from './kind-comparison.ts';
import { compareLatencies } from './latency.ts';
import { type Match, matchCourses } from './match.ts';
import type {
  Comparison,
  ComparisonOutcome,
  HookCount,
  ParameterDifference,
  ScenarioComparison,
  Weight,
} from './model.ts';
import { compareRules } from './rules.ts';
import { type Scenario, scenariosOf } from './scenario.ts';
import { compareSettings } from './settings.ts';

/** The scenarios of one kind of dialog in both captures. */
interface ScenariosOfKind {
  readonly good: readonly Scenario[];
  readonly bad: readonly Scenario[];
}

/**
 * Compares a capture in which something works with one in which it does not. Scenarios are compared whatever their
 * times, identifiers and numbers.
 */
export function compareCaptures(goodCapture: AnalysedCapture, badCapture: AnalysedCapture): Comparison {
  const good = comparedCapture(goodCapture);
  const bad = comparedCapture(badCapture);
  const one = scenariosOf(good.analysis);
  const other = scenariosOf(bad.analysis);
  const scenarios: ScenarioComparison[] = [];
  const parameters: ParameterDifference[] = [];
  let uncompared = 0;
  let cutScenarios = 0;
  let untoldParameters = 0;
  for (const kind of kindsOf(one.scenarios, other.scenarios)) {
    const goodCourses = coursesOf(kind.good, good.source);
    const badCourses = coursesOf(kind.bad, bad.source);
    cutScenarios += cutOf(goodCourses) + cutOf(badCourses);
    const matching = matchCourses(goodCourses, badCourses);
    uncompared += matching.uncompared;
    for (const opener of openersOf(goodCourses, matching.matches)) {
      const ownGood = goodCourses.filter((course) => course.opener === opener);
      const ownBad = matching.matches.filter((match) => (match.good ?? match.bad).opener === opener);
      const { scenario, found, untold } = compareOpener(opener, ownGood, ownBad, good, bad);
      scenarios.push(scenario);
      parameters.push(...found);
      untoldParameters += untold;
    }
  }
  const hooks = compareHooks(good.analysis, bad.analysis, wantedMethods(scenarios, one.scenarios));
  const obstacle = obstacleOf(good, bad, scenarios);
  const rest = {
    scenarios: (obstacle === null ? scenarios : scenarios.map(incomparable)).sort((one, other) =>
      byWeight(one, other, (call, side) => (side === 'good' ? good : bad).analysis.positions.of(call)),
    ),
    parameters: parameters.sort(byImportance),
    configuration: compareConfigurations(good, bad),
    latencies: compareLatencies(good.analysis, bad.analysis),
    settings: compareSettings(good, bad),
    hooks,
    rules: compareRules(good.analysis, bad.analysis),
    uncompared: {
      scenarios: uncompared,
      cutScenarios,
      parameters: untoldParameters,
      payloads: goodCapture.book.unkept + badCapture.book.unkept,
      unsortedGood: one.unsorted,
      unsortedBad: other.unsorted,
    },
  };
  return {
    good: good.analysis,
    bad: bad.analysis,
    outcome: outcomeOf(rest, bad, obstacle),
    obstacle,
    ...rest,
  };
}

function compareOpener(
  opener: string | null,
  courses: readonly Course[],
  matches: readonly Match[],
  good: ComparedCapture,
  bad: ComparedCapture,
): {
  readonly scenario: ScenarioComparison;
  readonly found: readonly ParameterDifference[];
  readonly untold: number;
} {
  const ofGood = courses.flatMap(({ scenarios }) => scenarios);
  const ofBad = matches.flatMap((match) => match.bad.scenarios);
  const { variants, parameters, untold, same, faultyInBoth } = compareKind(courses, matches, good, bad);
  const example = ofGood[0] ?? ofBad[0];
  const absence = absenceOf(
    opener,
    ofGood.length,
    matches.filter((match) => match.good !== null).length,
    ofBad.length,
    bad,
  );
  const scenario: ScenarioComparison = {
    dialect: example?.dialect ?? good.analysis.dialect,
    kind: example?.kind ?? '',
    opener,
    good: ofGood.length,
    bad: ofBad.length,
    same,
    faultyInBoth,
    goodExample: firstCall(ofGood),
    badExample: firstCall(ofBad),
    variants,
    absence,
  };
  return { scenario, found: parameters, untold };
}

/**
 * How much it counts that one capture lacks a kind of scenario. A kind that only the good capture has is missing; for
 * one that only the bad capture has there is nothing to compare.
 */
function absenceOf(
  opener: string | null,
  good: number,
  compared: number,
  bad: number,
  { evidence }: ComparedCapture,
): Weight | null {
  if (bad === 0 && good > 0) {
    if (opener === null) return 'difference';
    return evidence.drops > 0 ? 'inconclusive' : 'fault';
  }
  return compared === 0 ? 'difference' : null;
}

/** A scenario of captures that have nothing in common: that it is absent from one is then no fault. */
function incomparable(scenario: ScenarioComparison): ScenarioComparison {
  return { ...scenario, absence: scenario.absence === null ? null : 'difference' };
}

function kindsOf(good: readonly Scenario[], bad: readonly Scenario[]): readonly ScenariosOfKind[] {
  const kinds = new Map<string, { good: Scenario[]; bad: Scenario[] }>();
  const of = ({ dialect, kind }: Scenario): { good: Scenario[]; bad: Scenario[] } => {
    const key = `${dialect.name}\n${kind}`;
    let found = kinds.get(key);
    if (found === undefined) {
      found = { good: [], bad: [] };
      kinds.set(key, found);
    }
    return found;
  };
  for (const scenario of good) of(scenario).good.push(scenario);
  for (const scenario of bad) of(scenario).bad.push(scenario);
  return [...kinds.values()];
}

function openersOf(courses: readonly Course[], matches: readonly Match[]): ReadonlySet<string | null> {
  return new Set([
    ...courses.map(({ opener }) => opener),
    ...matches.map(({ good, bad }) => (good ?? bad).opener),
  ]);
}

/** Methods that a departing scenario lacks, or that belong to a kind of scenario which the bad capture lacks. */
function wantedMethods(
  compared: readonly ScenarioComparison[],
  good: readonly Scenario[],
): ReadonlySet<string> {
  const wanted = new Set<string>();
  const lacking = new Set<string>();
  for (const { dialect, kind, absence, variants } of compared) {
    if (absence === 'fault') lacking.add(`${dialect.name}\n${kind}`);
    for (const { departures } of variants) {
      for (const { kind: what, weight, method } of departures) {
        if (what === 'missing-call' && weight === 'fault') wanted.add(method);
      }
    }
  }
  for (const { dialect, kind, calls } of good) {
    if (lacking.has(`${dialect.name}\n${kind}`)) for (const { method } of calls) wanted.add(method);
  }
  return wanted;
}

function compareHooks(good: Analysis, bad: Analysis, wanted: ReadonlySet<string>): readonly HookCount[] {
  const methods = new Set([...good.summary.methods.keys(), ...bad.summary.methods.keys()]);
  return [...methods]
    .map((method): HookCount => {
      const lacks = (bad.summary.methods.get(method) ?? 0) === 0;
      return {
        method,
        weight: lacks ? (wanted.has(method) ? 'fault' : 'difference') : null,
        good: good.summary.methods.get(method) ?? 0,
        bad: bad.summary.methods.get(method) ?? 0,
      };
    })
    .filter((count) => count.good === 0 || count.bad === 0)
    .sort((one, other) => compareTexts(one.method, other.method));
}

function obstacleOf(
  good: ComparedCapture,
  bad: ComparedCapture,
  scenarios: readonly ScenarioComparison[],
): string | null {
  for (const [name, { analysis }] of [['GOOD', good] as const, ['BAD', bad] as const]) {
    if (analysis.calls.length > 0 || analysis.hiddenCalls === 0) continue;
    return `What was selected of ${name} holds no hook call: the selection leaves out ${analysis.hiddenCalls}.`;
  }
  if (good.analysis.calls.length === 0) {
    const swapped = bad.analysis.calls.length > 0 ? ' Are the two captures the right way round?' : '';
    return `GOOD holds no hook call: there is nothing to compare with.${swapped}`;
  }
  if (bad.analysis.calls.length === 0) return null;
  const compared = scenarios.some(
    (scenario) => scenario.good > 0 && scenario.bad > 0 && scenario.absence === null,
  );
  return compared
    ? null
    : 'The captures have no kind of scenario in common: what was done in BAD was not done in GOOD.';
}

type Parts = Pick<
  Comparison,
  'scenarios' | 'parameters' | 'configuration' | 'latencies' | 'settings' | 'hooks' | 'rules'
>;

function outcomeOf(parts: Parts, bad: ComparedCapture, obstacle: string | null): ComparisonOutcome {
  if (obstacle !== null) return 'not-comparable';
  const weights = new Set<Weight | null>([
    ...parts.scenarios.flatMap(({ absence, variants }) => [absence, ...variants.map(({ weight }) => weight)]),
    ...[parts.parameters, parts.configuration, parts.latencies, parts.rules, parts.hooks].flatMap((list) =>
      list.map(({ weight }) => weight),
    ),
    ...(parts.settings.length > 0 ? (['difference'] as const) : []),
  ]);
  if (weights.has('fault') || bad.analysis.calls.length === 0) return 'departs';
  if (weights.has('inconclusive')) return 'inconclusive';
  return weights.has('difference') ? 'differs' : 'same';
}

function cutOf(courses: readonly Course[]): number {
  return courses.reduce((sum, { isCut, scenarios }) => sum + (isCut ? scenarios.length : 0), 0);
}

function firstCall(scenarios: readonly Scenario[]): HookCall | null {
  return scenarios.reduce<HookCall | null>((first, { calls }) => {
    const [call] = calls;
    if (call === undefined) return first;
    return first === null || byRequest(call, first) < 0 ? call : first;
  }, null);
}

/**
 * The order of scenarios: those that depart, then those that are absent, then those that went well; each in the order
 * of the calls.
 */
function byWeight(one: ScenarioComparison, other: ScenarioComparison, positionOf: PositionOf): number {
  return (
    rankOf(one) - rankOf(other) ||
    placeOf(one, positionOf) - placeOf(other, positionOf) ||
    compareTexts(one.kind, other.kind)
  );
}

/** Position of a call of one of the captures. */
type PositionOf = (call: HookCall, side: 'good' | 'bad') => number;

function rankOf({ variants, absence }: ScenarioComparison): number {
  const [first] = variants;
  if (first !== undefined) return WEIGHT_ORDER[first.weight];
  return absence === null ? 7 : WEIGHT_ORDER[absence] + 3;
}

function placeOf({ goodExample, badExample }: ScenarioComparison, positionOf: PositionOf): number {
  if (goodExample !== null) return positionOf(goodExample, 'good');
  return badExample === null ? 0 : positionOf(badExample, 'bad');
}

function byImportance(one: ParameterDifference, other: ParameterDifference): number {
  return (
    WEIGHT_ORDER[one.weight] - WEIGHT_ORDER[other.weight] ||
    compareTexts(one.method, other.method) ||
    compareTexts(one.side, other.side) ||
    compareTexts(one.pointer, other.pointer) ||
    compareTexts(one.change + one.bad, other.change + other.bad)
  );
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
