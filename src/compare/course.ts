import { MAX_COMPARED_STEPS } from '../base/limits.ts';
import { listsBy } from '../base/multimap.ts';
import type { ExpectationResult } from '../checks/index.ts';
import type { Analysis } from '../engine/index.ts';
import { type HookCall, roleOf, timeOf } from '../hooks/index.ts';
import type { Scenario } from './scenario.ts';
import { badnessOf, outcomeText, responseOutcome, type ScenarioStep, stepKey } from './step.ts';

/** The way in which some scenarios went, whatever their identifiers, times and numbers. */
export interface Course {
  /** Equal courses have equal keys. */
  readonly key: string;
  /** The steps of the first scenario. */
  readonly steps: readonly ScenarioStep[];
  /** The scenarios that went this way, in the order of their first calls; at least one. */
  readonly scenarios: readonly Scenario[];
  /** True where every call was accepted in time and no call is missing after any of them. */
  readonly isSound: boolean;
  /** The method of the first call that is no event; null where there is none. */
  readonly opener: string | null;
  /** True where there were more steps than are compared. */
  readonly isCut: boolean;
}

/** What steps are made from, looked up in an analysis. */
export interface StepSource {
  /** Seconds since 1970. */
  readonly captureEnds: number;
  readonly missing: ReadonlyMap<HookCall, readonly ExpectationResult[]>;
}

/** Groups scenarios by their course, the most frequent course first. */
export function coursesOf(scenarios: readonly Scenario[], source: StepSource): readonly Course[] {
  const courses = new Map<string, Course & { readonly scenarios: Scenario[] }>();
  for (const scenario of scenarios) {
    const all = stepsOf(scenario, source);
    const key = all.map(keyOf).join('\n\n');
    const known = courses.get(key);
    if (known !== undefined) {
      known.scenarios.push(scenario);
      continue;
    }
    courses.set(key, {
      key,
      steps: all.slice(0, MAX_COMPARED_STEPS),
      scenarios: [scenario],
      isSound: all.every(({ outcome, lacks }) => badnessOf(outcome) <= 1 && lacks.length === 0),
      opener: scenario.calls.find(isInvocation)?.method ?? null,
      isCut: all.length > MAX_COMPARED_STEPS,
    });
  }
  return [...courses.values()].sort(
    (one, other) => other.scenarios.length - one.scenarios.length || (one.key < other.key ? -1 : 1),
  );
}

/** True for a call that asks the backend; an event only tells what has happened. */
function isInvocation(call: HookCall): boolean {
  const role = roleOf(call);
  return role !== null && role !== 'event';
}

export function stepSource(analysis: Analysis, captureEnds: number): StepSource {
  const missing = listsBy(analysis.expectations, ({ verdict, trigger }) =>
    verdict === 'missing' ? trigger : null,
  );
  return { captureEnds, missing };
}

/**
 * The steps of a scenario. Consecutive calls of the same method and status are one step: how often a stream is kept
 * alive is no difference.
 */
export function stepsOf(scenario: Scenario, source: StepSource): readonly ScenarioStep[] {
  const steps: ScenarioStep[] = [];
  let run: HookCall[] = [];
  const close = (): void => {
    if (run.length > 0) steps.push(stepOf(run, source));
  };
  for (const call of scenario.calls) {
    const [first] = run;
    if (first !== undefined && stepKey(first) === stepKey(call)) {
      run.push(call);
      continue;
    }
    close();
    run = [call];
  }
  close();
  return steps;
}

function stepOf(calls: readonly HookCall[], { captureEnds, missing }: StepSource): ScenarioStep {
  let worst = calls[0];
  let outcome = responseOutcome(worst, captureEnds);
  for (const call of calls) {
    const other = responseOutcome(call, captureEnds);
    if (badnessOf(other) <= badnessOf(outcome)) continue;
    worst = call;
    outcome = other;
  }
  const lacks = calls.flatMap((call) => (missing.get(call) ?? []).map(({ method }) => method));
  const { method, status } = worst;
  return { method, status, calls, worst, outcome, lacks: [...new Set(lacks)].sort() };
}

function keyOf(step: ScenarioStep): string {
  return [stepKey(step), outcomeText(step.outcome), ...step.lacks].join('\n');
}

/** Seconds since 1970 of a step's first request. */
export function stepTime({ calls }: ScenarioStep): number {
  const [first] = calls;
  return first === undefined ? 0 : timeOf(first);
}
