import type { Finding } from '../checks/index.ts';
import type { Dialect, Severity } from '../dialects/index.ts';
import type { Analysis } from '../engine/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { AlignedSteps } from './alignment.ts';
import type { Scenario } from './scenario.ts';

/**
 * How much a difference counts. `fault`: the bad capture lacks something that the good one has, or fails in it.
 * `inconclusive`: it seems so, but the capture cannot show it. `difference`: worth knowing, and perhaps intended.
 */
export type Weight = 'fault' | 'inconclusive' | 'difference';

/**
 * The outcome of a comparison. `same`: no difference. `differs`: only differences that do not count. `inconclusive`: no
 * fault, but something that the captures cannot show. `departs`: the bad capture lacks something or fails in it.
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

/** A point at which a scenario of the bad capture differs from the one of the good capture. */
export interface Departure {
  readonly kind: DepartureKind;
  readonly weight: Weight;
  /** Index in the rows of its variant. */
  readonly row: number;
  /** The method concerned. For a missing call: the method that is missing. */
  readonly method: string;
  readonly status: string | null;
  /** A clause without a full stop. It may contain text of the captures. */
  readonly text: string;
  /** The call of the good capture that shows how it should be. */
  readonly good: HookCall | null;
  /** The call of the bad capture. For a missing call: the call before the place, or null where none comes before it. */
  readonly bad: HookCall | null;
  /** Sentences that say why the capture cannot show it, or what its cause may be, the likeliest first. */
  readonly reasons: readonly string[];
  /** The finding of the bad capture's check about it, where there is one. */
  readonly finding: Finding | null;
}

/** Scenarios of the bad capture that went the same way and depart in the same way. */
export interface Variant {
  readonly weight: Weight;
  /** All of these scenarios. The first is the one that is shown. */
  readonly scenarios: readonly Scenario[];
  /** The scenario of the good capture that it is compared with. */
  readonly good: Scenario;
  /** Number of scenarios of the good capture that went exactly like these. */
  readonly alsoGood: number;
  readonly rows: readonly AlignedSteps[];
  /** In the order of the rows; at least one. */
  readonly departures: readonly Departure[];
  /** The first departure that counts; the first of all where none counts. */
  readonly first: Departure;
}

/** One kind of scenario in both captures. */
export interface ScenarioComparison {
  readonly dialect: Dialect;
  readonly kind: string;
  /** The method by which the scenarios begin; null where they began before the capture. */
  readonly opener: string | null;
  readonly good: number;
  readonly bad: number;
  /** Number of scenarios of the bad capture that went like one of the good capture. */
  readonly same: number;
  /** Number of these that are faulty in both captures. */
  readonly faultyInBoth: number;
  /** The first call of the kind in each capture, as an example. */
  readonly goodExample: HookCall | null;
  readonly badExample: HookCall | null;
  /** Those that count come first, then the most frequent ones. */
  readonly variants: readonly Variant[];
  /** How much it counts that one capture has no scenario of the kind; null where both have some. */
  readonly absence: Weight | null;
}

export type ParameterChange = 'missing' | 'empty' | 'added' | 'type' | 'value';

/** A parameter of a hook that differs from the good capture. */
export interface ParameterDifference {
  readonly weight: Weight;
  readonly change: ParameterChange;
  readonly side: 'request' | 'answer';
  readonly method: string;
  /** Statuses of the calls concerned, in the order of their first appearance; empty where the method has none. */
  readonly statuses: readonly string[];
  /** JSON Pointer; `*` is every item of an array. Empty for the payload as a whole. */
  readonly pointer: string;
  /** The parameter in each capture, in words. */
  readonly good: string;
  readonly bad: string;
  /** `calls`: calls of the bad capture that differ so. `of`: all calls that were compared. */
  readonly calls: number;
  readonly of: number;
  readonly goodExample: HookCall;
  readonly badExample: HookCall;
}

/** A field of the configuration that another response set differently. */
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
  /** null where the difference is not noteworthy. */
  readonly weight: Weight | null;
  /** A clause that says why it is noteworthy; null where it is not. */
  readonly reason: string | null;
  readonly worst: HookCall;
}

/** A setting in which the captures differ: port, application, address or software. */
export interface SettingDifference {
  readonly name: 'dialect' | 'port' | 'appKey' | 'target' | 'user-agent' | 'server';
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

/** How often a method occurs in each capture, for methods that only one of them has. */
export interface HookCount {
  readonly method: string;
  /** `fault`: a scenario departs because the method is missing. null: only the bad capture has it. */
  readonly weight: Weight | null;
  readonly good: number;
  readonly bad: number;
}

/** How often a rule found something in each capture. A gathered finding counts as often as it occurred. */
export interface RuleComparison {
  readonly rule: string;
  /** The worst severity in either capture. */
  readonly severity: Severity;
  readonly good: number;
  readonly bad: number;
  /** null where it does not count that the rule found something only in the bad capture. */
  readonly weight: Weight | null;
  /** The first finding of the bad capture. */
  readonly example: Finding | null;
}

/** What was left out because of a bound; 0 where nothing was. */
export interface Uncompared {
  /** Number of scenarios that were not compared, because there are too many different courses. */
  readonly scenarios: number;
  /** Number of scenarios of which only the first steps were compared. */
  readonly cutScenarios: number;
  /** Number of differences of parameters that are not told one by one. */
  readonly parameters: number;
  /** Number of calls whose payloads were not compared. */
  readonly payloads: number;
  /** Calls that name no session or dialog and so belong to no scenario, in each capture. */
  readonly unsortedGood: number;
  readonly unsortedBad: number;
}

/** The comparison of a good and a bad capture. Plain data: nothing in it is masked or escaped. */
export interface Comparison {
  readonly good: Analysis;
  readonly bad: Analysis;
  readonly outcome: ComparisonOutcome;
  /** A sentence that says why the captures cannot be compared; null where they can. */
  readonly obstacle: string | null;
  /** Those that count come first. */
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
