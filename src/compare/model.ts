import type { Finding } from '../checks/index.ts';
import type { Dialect, Severity } from '../dialects/index.ts';
import type { Analysis } from '../engine/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { AlignedSteps } from './alignment.ts';
import type { Scenario } from './scenario.ts';

/**
 * How much a difference counts. `fault`: the bad capture lacks or fails something that the good one has.
 * `inconclusive`: it seems to, but the capture cannot tell. `difference`: worth knowing, and may be in order.
 */
export type Weight = 'fault' | 'inconclusive' | 'difference';

/**
 * What the comparison came to. `same`: no difference. `differs`: differences that do not count. `inconclusive`: nothing
 * that counts, and something that the captures cannot tell. `departs`: the bad capture lacks or fails something.
 * `not-comparable`: the captures have nothing in common.
 */
export type ComparisonOutcome = 'same' | 'differs' | 'inconclusive' | 'departs' | 'not-comparable';

export type DepartureKind =
  | 'missing-call'
  | 'other-status'
  | 'call-besides'
  | 'other-order'
  | 'answer'
  | 'slow-answer'
  | 'parameter'
  | 'answer-body';

/** A point at which a scenario of the bad capture does not go as in the good one. */
export interface Departure {
  readonly kind: DepartureKind;
  readonly weight: Weight;
  /** Place in the rows of its variant. */
  readonly row: number;
  /** The method concerned; for a missing call the one that is missing. */
  readonly method: string;
  readonly status: string | null;
  /** A clause without full stop; may hold text of the captures. */
  readonly text: string;
  /** The call of the good capture that shows how it should be. */
  readonly good: HookCall | null;
  /** The call of the bad capture; for a missing call the one before the place, null where none is before. */
  readonly bad: HookCall | null;
  /** Why it cannot be told, or what it may come from, the likeliest first; sentences. */
  readonly reasons: readonly string[];
  /** What the check of the bad capture says of it. */
  readonly finding: Finding | null;
}

/** Scenarios of the bad capture that went the same way, and depart in the same way. */
export interface Variant {
  readonly weight: Weight;
  /** All of them; the first is the one that is shown. */
  readonly scenarios: readonly Scenario[];
  /** The scenario of the good capture that it is compared with. */
  readonly good: Scenario;
  /** How many scenarios of the good capture went exactly as these. */
  readonly alsoGood: number;
  readonly rows: readonly AlignedSteps[];
  /** In the order of the rows; at least one. */
  readonly departures: readonly Departure[];
  /** The first that counts; where none does, the first. */
  readonly first: Departure;
}

/** One kind of scenario in both captures. */
export interface ScenarioComparison {
  readonly dialect: Dialect;
  readonly kind: string;
  /** The method by which it begins; null where that was before the capture. */
  readonly opener: string | null;
  readonly good: number;
  readonly bad: number;
  /** Scenarios of the bad capture that went as one of the good capture did. */
  readonly same: number;
  /** Of these, those that are faulty in both captures. */
  readonly faultyInBoth: number;
  /** The first calls of the kind, to be looked at. */
  readonly goodExample: HookCall | null;
  readonly badExample: HookCall | null;
  /** What counts first, then the most frequent first. */
  readonly variants: readonly Variant[];
  /** How much it counts that one capture has nothing of the kind; null where both have. */
  readonly absence: Weight | null;
}

export type ParameterChange = 'missing' | 'empty' | 'added' | 'type' | 'value';

/** A parameter of a hook that is not as in the good capture. */
export interface ParameterDifference {
  readonly weight: Weight;
  readonly change: ParameterChange;
  readonly side: 'request' | 'answer';
  readonly method: string;
  /** Statuses of the calls concerned, in order of appearance; empty where the method has none. */
  readonly statuses: readonly string[];
  /** JSON Pointer; `*` is every item of an array. Empty for the payload as a whole. */
  readonly pointer: string;
  /** What it is in each capture, in words. */
  readonly good: string;
  readonly bad: string;
  /** Calls of the bad capture in which it is so, and all that were compared. */
  readonly calls: number;
  readonly of: number;
  readonly goodExample: HookCall;
  readonly badExample: HookCall;
}

/** A member of `restClientConfig` that another answer set otherwise. */
export interface ConfigurationDifference {
  readonly weight: Weight;
  readonly method: string;
  readonly field: string;
  readonly good: string;
  readonly bad: string;
  readonly goodExample: HookCall;
  readonly badExample: HookCall;
}

/** Seconds from request to answer, of all answered calls of a method. */
export interface LatencyProfile {
  readonly calls: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

export interface LatencyComparison {
  readonly method: string;
  readonly good: LatencyProfile;
  readonly bad: LatencyProfile;
  /** null: no noteworthy difference. */
  readonly weight: Weight | null;
  /** Why it is noteworthy, a clause; null where it is not. */
  readonly reason: string | null;
  readonly worst: HookCall;
}

/** What of the surroundings differs: port, application, address, software. */
export interface SettingDifference {
  readonly name: 'dialect' | 'port' | 'appKey' | 'target' | 'user-agent' | 'server';
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

/** How often a method occurs. */
export interface HookCount {
  readonly method: string;
  /** `fault`: a scenario departs for the want of it. null: only the bad capture has it. */
  readonly weight: Weight | null;
  readonly good: number;
  readonly bad: number;
}

/** How often a rule found something; an occurrence gathered into one finding counts as often as it stands for. */
export interface RuleComparison {
  readonly rule: string;
  /** The worst in either capture. */
  readonly severity: Severity;
  readonly good: number;
  readonly bad: number;
  /** null: it is no difference that the bad capture alone has. */
  readonly weight: Weight | null;
  /** The first of the bad capture. */
  readonly example: Finding | null;
}

/** What was left out, because of a bound. Zero where nothing was. */
export interface Uncompared {
  /** Scenarios with too many different courses. */
  readonly scenarios: number;
  /** Scenarios of which only the first steps were compared. */
  readonly cutScenarios: number;
  /** Differences of parameters that are not told one by one. */
  readonly parameters: number;
  /** Calls whose payloads were not compared. */
  readonly payloads: number;
  /** Calls that name no session or dialog, and so belong to no scenario. */
  readonly unsortedGood: number;
  readonly unsortedBad: number;
}

/** A good and a bad capture compared. Plain data: nothing in it is masked or escaped. */
export interface Comparison {
  readonly good: Analysis;
  readonly bad: Analysis;
  readonly outcome: ComparisonOutcome;
  /** Why the captures cannot be compared, a sentence; null where they can. */
  readonly obstacle: string | null;
  /** What counts first. */
  readonly scenarios: readonly ScenarioComparison[];
  readonly parameters: readonly ParameterDifference[];
  readonly configuration: readonly ConfigurationDifference[];
  readonly latencies: readonly LatencyComparison[];
  readonly settings: readonly SettingDifference[];
  /** Methods that only one of the captures has. */
  readonly hooks: readonly HookCount[];
  readonly rules: readonly RuleComparison[];
  readonly uncompared: Uncompared;
}
