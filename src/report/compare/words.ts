import type { Instant } from '../../base/time.ts';
import { offsetOf } from '../../base/time.ts';
import type {
  ConfigurationDifference,
  Departure,
  LatencyComparison,
  ParameterDifference,
  ResponseOutcome,
  RuleComparison,
  ScenarioComparison,
  ScenarioStep,
  SettingDifference,
  Variant,
  Weight,
} from '../../compare/index.ts';
import { type Dialect, findMethod } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import { count, grouped, latencyText, offsetText } from '../layout/quantity.ts';
import { statusText } from '../layout/status-text.ts';

/** The wording of differences for people, in all formats. Texts may contain text of the captures. */

export const WEIGHT_MARKS = { fault: '✗', inconclusive: '?', difference: '!' } as const satisfies Readonly<
  Record<Weight, string>
>;

/** The kind of a scenario, and the method that began it where the kind does not say it: `connection`, `call (METHOD)`. */
export function scenarioTitle({
  dialect,
  kind,
  opener,
}: Pick<ScenarioComparison, 'dialect' | 'kind' | 'opener'>): string {
  if (kind === 'connection' && (opener === null || findMethod(dialect, opener)?.role === 'opener'))
    return kind;
  if (opener === kind) return kind;
  return opener === null ? `${kind} (under way)` : `${kind} (${opener})`;
}

/** `connection: no …`. */
export function departureTitle(scenario: ScenarioComparison, variant: Variant): string {
  return `${scenarioTitle(scenario)}: ${variant.first.text}`;
}

/** `frame 18, at 1.380 s`. */
export function placeText(call: HookCall, firstTime: Instant | null): string {
  return `frame ${call.requestFrames[0]}, at ${offsetText(offsetOf(firstTime, call))} s`;
}

/** The place in BAD, and the number of scenarios that are so. */
export function badPlace(scenario: ScenarioComparison, variant: Variant, firstTime: Instant | null): string {
  const { first, scenarios } = variant;
  const [example] = scenarios;
  const at = first.bad ?? example?.calls[0] ?? null;
  const share = `${grouped(scenarios.length)} of ${count(scenario.bad, scenario.kind)}`;
  if (at === null) return share;
  const session = example?.sessionId ? `, session ${example.sessionId}` : '';
  const before = first.kind === 'missing-call' && first.bad !== null ? `${first.bad.method} before it: ` : '';
  return `${share}; ${before}${placeText(at, firstTime)}${session}`;
}

/** The place in GOOD where it is as it should be. */
export function goodPlace(scenario: ScenarioComparison, variant: Variant, firstTime: Instant | null): string {
  const { first, alsoGood } = variant;
  const also =
    alsoGood === 0
      ? ''
      : `; the same as in BAD in ${grouped(alsoGood)} of ${count(scenario.good, scenario.kind)}`;
  if (first.good === null) return `${grouped(scenario.good)} without it`;
  const previous = callBefore(variant, first.good);
  const delay =
    previous === null
      ? ''
      : `, ${latencyText(timeOf(first.good) - timeOf(previous))} after ${nameOf(previous)}`;
  return `${placeText(first.good, firstTime)}${delay}${also}`;
}

function callBefore({ good }: Variant, call: HookCall): HookCall | null {
  const at = good.calls.indexOf(call);
  return good.calls[at - 1] ?? null;
}

function nameOf({ method, status }: HookCall): string {
  return status === null ? method : `${method} ${status}`;
}

/** The method of a step, its status, and how many calls it has: `METHOD  STATUS ×3`. */
export function stepText({ method, status, calls }: ScenarioStep): string {
  const times = calls.length > 1 ? ` ×${grouped(calls.length)}` : '';
  return `${method}${status === null ? '' : `  ${status}`}${times}`;
}

/** How a step was answered: `200   3.3 ms`. */
export function outcomeCells({ outcome, worst }: ScenarioStep): readonly [string, string] {
  return [
    ANSWERING_WORDS[outcome.kind](outcome),
    worst.response === null ? '' : latencyText(worst.response.latencySeconds),
  ];
}

const ANSWERING_WORDS: Readonly<Record<ResponseOutcome['kind'], (outcome: ResponseOutcome) => string>> = {
  answered: (outcome) => (outcome.kind === 'answered' ? statusText(outcome.status) : ''),
  none: () => 'none',
  unknown: () => '?',
};

/** The remark below a row of the table of steps: what its columns do not show. */
export function remarkOf(departure: Departure): string | null {
  const shown = departure.kind === 'answer' || departure.kind === 'call-besides';
  if (departure.kind === 'missing-call' && departure.status === null && departure.bad !== null) {
    return departure.text.includes(' is missing after ') && departure.finding !== null
      ? departure.text
      : null;
  }
  return shown || departure.kind === 'missing-call' ? null : departure.text;
}

/** One text for parameters of the same calls that differ in the same way. */
export function parameterText(differences: readonly [ParameterDifference, ...ParameterDifference[]]): string {
  const [{ method, statuses, side, change, good, bad, calls, of, goodExample, badExample }] = differences;
  const which = statuses.length === 0 ? method : `${method} ${statuses.join(', ')}`;
  const subject = side === 'answer' ? `The answer to ${which}` : which;
  const places = listed(differences.map(({ pointer }) => pointer).filter((pointer) => pointer !== ''));
  const inBad = `frame ${badExample.requestFrames[0]}; ${grouped(calls)} of ${count(of, 'call')}`;
  const inGood = `GOOD: frame ${goodExample.requestFrames[0]}`;
  const what = {
    missing: side === 'answer' ? `leaves out ${places}` : `lacks ${places}`,
    added: `has ${places} besides`,
    empty: `has ${places} as ${bad} instead of ${good}`,
    type: places === '' ? `is ${bad} instead of ${good}` : `has ${places} as ${bad} instead of ${good}`,
    value: side === 'answer' ? `changes ${places}` : `has ${places} ${bad}, in GOOD ${good}`,
  }[change];
  return `${subject} ${what} (${inBad}; ${inGood})`;
}

/** Groups of differences that {@link parameterText} can word together. */
export function parameterGroups(
  differences: readonly ParameterDifference[],
): readonly (readonly [ParameterDifference, ...ParameterDifference[]])[] {
  const groups = new Map<string, [ParameterDifference, ...ParameterDifference[]]>();
  for (const difference of differences) {
    const { weight, side, method, statuses, change, calls, of, good, bad, badExample } = difference;
    const alike = change === 'missing' || change === 'added' ? '' : `${good}\n${bad}`;
    const key = [weight, side, method, statuses.join(), change, calls, of, badExample.id, alike].join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [difference]);
    else group.push(difference);
  }
  return [...groups.values()];
}

const LISTED_PARAMETERS = 12;

function listed(names: readonly string[]): string {
  const more = names.length - LISTED_PARAMETERS;
  const shown = names.slice(0, LISTED_PARAMETERS).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

export function configurationText(difference: ConfigurationDifference): string {
  const { method, field, good, bad, badExample } = difference;
  const shown = (value: string): string => (value === '' ? 'nothing' : value);
  return `${method}.${field}: ${shown(good)} in GOOD, ${shown(bad)} in BAD (${badExample.method} in frame ${badExample.requestFrames[0]})`;
}

export function latencyLine({ method, good, bad, reason, worst }: LatencyComparison): string {
  const profile = ({ calls, median, p95, max }: LatencyComparison['good']): string =>
    `median ${latencyText(median)}, p95 ${latencyText(p95)}, max ${latencyText(max)} (${count(calls, 'call')})`;
  const why = reason === null ? '' : `; ${reason} (frame ${worst.requestFrames[0]})`;
  return `${method}: ${profile(good)} in GOOD, ${profile(bad)} in BAD${why}`;
}

const SETTING_WORDS: Readonly<Record<Exclude<SettingDifference['name'], 'appKey'>, string>> = {
  dialect: 'call server',
  port: 'port',
  target: 'URL prefix',
  'user-agent': 'User-Agent',
  server: 'backend (Server)',
};
const SHOWN_SETTINGS = 4;

/** `dialect` says what applications are called. */
export function settingText({ name, good, bad }: SettingDifference, dialect: Dialect): string {
  const words = name === 'appKey' ? (dialect.context?.application ?? 'application') : SETTING_WORDS[name];
  return `${words}: ${settingValues(good)} in GOOD, ${settingValues(bad)} in BAD`;
}

function settingValues(values: readonly string[]): string {
  if (values.length === 0) return 'none';
  const more = values.length - SHOWN_SETTINGS;
  const shown = values
    .slice(0, SHOWN_SETTINGS)
    .map((value) => (value === '' ? '""' : value))
    .join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

export function ruleText({ rule, bad, example }: RuleComparison): string {
  const times = bad === 1 ? '' : ` (${grouped(bad)} times)`;
  return `${rule}${times}${example === null ? '' : `: ${example.message}`}`;
}
