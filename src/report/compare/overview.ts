import type { Finding } from '../../checks/index.ts';
import type { Comparison, ScenarioComparison, Variant, Weight } from '../../compare/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { count, grouped } from '../layout/quantity.ts';
import { departureTitle, scenarioTitle } from './words.ts';

/** A variant with the scenario it belongs to. */
export interface ScenarioVariant {
  readonly scenario: ScenarioComparison;
  readonly variant: Variant;
}

const RANKS: Readonly<Record<Weight, number>> = { fault: 0, inconclusive: 1, difference: 2 };

/** All variants: those that count come first, then by their time in the bad capture. */
export function variantsInOrder({ scenarios }: Comparison): readonly ScenarioVariant[] {
  return scenarios
    .flatMap((scenario) => scenario.variants.map((variant) => ({ scenario, variant })))
    .sort(
      (one, other) =>
        RANKS[one.variant.weight] - RANKS[other.variant.weight] ||
        momentOf(one.variant) - momentOf(other.variant),
    );
}

/** The kinds of scenarios that the bad capture does not have. */
export function lackedByBad({ scenarios }: Comparison): readonly ScenarioComparison[] {
  return scenarios.filter(({ bad }) => bad === 0);
}

/** The whole comparison in one line, with its mark. */
export interface ComparisonVerdict {
  readonly mark: '✗' | '?' | '!' | '✓' | '–';
  readonly text: string;
}

export function comparisonVerdict(comparison: Comparison): ComparisonVerdict {
  const { outcome, bad, obstacle } = comparison;
  switch (outcome) {
    case 'not-comparable':
      return { mark: '–', text: `cannot be compared: ${obstacle ?? ''}` };
    case 'same':
      return { mark: '✓', text: `no difference: ${asGood(comparison)}` };
    case 'differs':
      return { mark: '✓', text: `nothing that counts: ${asGood(comparison)}; there are differences` };
    case 'inconclusive':
      return { mark: '?', text: `nothing certain: ${seeming(comparison)}` };
    case 'departs':
      return { mark: '✗', text: bad.calls.length === 0 ? noHooks(comparison) : departing(comparison) };
  }
}

function departing(comparison: Comparison): string {
  const faults = variantsInOrder(comparison).filter(({ variant }) => variant.weight === 'fault');
  const [first] = faults;
  const absent = lackedByBad(comparison).filter(({ absence }) => absence === 'fault');
  if (first !== undefined) {
    const scenarios = faults.reduce((sum, { variant }) => sum + variant.scenarios.length, 0);
    return `BAD departs from GOOD in ${grouped(scenarios)} of ${count(comparedOf(comparison), 'scenario')}; first in a ${departureTitle(first.scenario, first.variant)}`;
  }
  if (absent.length > 0) return `BAD has no ${absent.map(scenarioTitle).join(', no ')}`;
  const [latency] = comparison.latencies.filter(({ weight }) => weight === 'fault');
  if (latency !== undefined) return `BAD is answered too late: ${latency.method}`;
  const [rule] = comparison.rules.filter(({ weight }) => weight === 'fault');
  return rule === undefined
    ? 'BAD differs in what GOOD has'
    : `only in BAD: ${rule.example?.message ?? rule.rule}`;
}

/** Rules that are about connections and handshakes that failed. */
const EXPLAINS = /^(?:transport|tls)\//;

function noHooks(comparison: Comparison): string {
  const why = whyNothing(comparison);
  return `BAD holds no hook call${why !== null && EXPLAINS.test(why.rule) ? `: ${why.message}` : ''}`;
}

/**
 * The finding that explains a bad capture without any hook, where there is no scenario to compare. Failed connections
 * and handshakes explain it best. null where the capture has hooks, or cannot be compared.
 */
export function whyNothing({ bad, obstacle, rules }: Comparison): Finding | null {
  if (bad.calls.length > 0 || obstacle !== null) return null;
  const findings = rules.flatMap(({ weight, example }) =>
    weight === 'fault' && example !== null ? [example] : [],
  );
  return findings.find(({ rule }) => EXPLAINS.test(rule)) ?? findings[0] ?? null;
}

function seeming(comparison: Comparison): string {
  const [first] = variantsInOrder(comparison);
  return first === undefined
    ? 'BAD lacks what GOOD has, and lost packets'
    : `BAD seems to depart from GOOD, and cannot tell; first in a ${departureTitle(first.scenario, first.variant)}`;
}

function asGood(comparison: Comparison): string {
  const same = comparison.scenarios.reduce((sum, scenario) => sum + scenario.same, 0);
  return `${grouped(same)} of ${count(comparedOf(comparison), 'scenario')} of BAD ${same === 1 ? 'goes' : 'go'} as in GOOD`;
}

/** Number of scenarios of the bad capture that could be compared. */
function comparedOf({ scenarios }: Comparison): number {
  return scenarios.reduce((sum, { bad, absence }) => sum + (absence === null ? bad : 0), 0);
}

function momentOf({ first, scenarios }: Variant): number {
  const call: HookCall | undefined = first.bad ?? scenarios[0]?.calls[0];
  return call === undefined ? 0 : timeOf(call);
}
