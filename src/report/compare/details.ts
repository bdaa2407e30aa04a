import type { Comparison, Weight } from '../../compare/index.ts';
import { activationCommand, clientConfigTitle, type Dialect } from '../../dialects/index.ts';
import { count, grouped } from '../layout/quantity.ts';
import {
  configurationText,
  latencyLine,
  parameterGroups,
  parameterText,
  ruleText,
  settingText,
} from './words.ts';

/** A difference in one line. The text may contain text of the captures. */
export interface Detail {
  /** null where it is only worth knowing together with the others. */
  readonly weight: Weight | null;
  readonly text: string;
}

export interface DetailPart {
  readonly title: string;
  readonly items: readonly Detail[];
}

/**
 * The differences other than those in the courses of scenarios, part by part. A part without a difference has no items.
 */
export function detailParts(comparison: Comparison, everything: boolean): readonly DetailPart[] {
  const { settings, configuration, parameters, latencies, rules, good, bad, obstacle } = comparison;
  const surroundings: DetailPart = {
    title: 'Surroundings',
    items: settings.map((each) => ({ weight: 'difference', text: settingText(each, good.dialect) })),
  };
  // Captures that have nothing in common differ in everything.
  if (obstacle !== null) return [surroundings];
  return [
    surroundings,
    {
      title: 'Hooks that only one of them has',
      items: bad.calls.length === 0 ? [] : hookDetails(comparison),
    },
    {
      title: clientConfigTitle(good.dialect),
      items: configuration.map((each) => ({ weight: each.weight, text: configurationText(each) })),
    },
    {
      title: 'Parameters and answers',
      items: parameterGroups(parameters).map((group) => ({
        weight: group[0].weight,
        text: parameterText(group),
      })),
    },
    {
      title: 'Answering times',
      items: latencies
        .filter(({ weight }) => everything || weight !== null)
        .map((each) => ({ weight: each.weight, text: latencyLine(each) })),
    },
    {
      title: 'What hookscope check finds in BAD and not in GOOD',
      items: rules
        .filter(({ weight }) => weight !== null)
        .map((each) => ({ weight: each.weight, text: ruleText(each) })),
    },
  ];
}

/** Sentences about what was left out of the comparison. */
export function remarksOf({ uncompared }: Comparison): readonly string[] {
  const { scenarios, cutScenarios, parameters, payloads, unsortedGood, unsortedBad } = uncompared;
  return [
    ...(scenarios > 0
      ? [`${count(scenarios, 'scenario')} of BAD: there are too many different courses.`]
      : []),
    ...(cutScenarios > 0 ? [`${count(cutScenarios, 'scenario')} beyond their first steps.`] : []),
    ...(parameters > 0 ? [`${count(parameters, 'more difference')} of parameters.`] : []),
    ...(payloads > 0
      ? [`The payloads of ${count(payloads, 'call')}: there are too many different ones.`]
      : []),
    ...(unsortedGood > 0
      ? [`${count(unsortedGood, 'call')} of GOOD whose session or dialog cannot be told.`]
      : []),
    ...(unsortedBad > 0
      ? [`${count(unsortedBad, 'call')} of BAD whose session or dialog cannot be told.`]
      : []),
  ];
}

function hookDetails({ hooks, good }: Comparison): readonly Detail[] {
  const lacking = hooks.filter(({ bad }) => bad === 0);
  const added = hooks.filter(({ bad }) => bad > 0);
  return [
    ...lacking.map(({ method, weight, good: number }) => ({
      weight,
      text: `${method}: ${times(number)} in GOOD, never in BAD`,
    })),
    ...(lacking.length === 0
      ? []
      : [
          {
            weight: null,
            text: `What never comes in BAD was not done there${activationRemark(good.dialect)}.`,
          },
        ]),
    ...added.map(({ method, bad: number }) => ({
      weight: null,
      text: `${method}: ${times(number)} in BAD, never in GOOD`,
    })),
  ];
}

/** Where somebody must add methods to an application, that they were not is another reason. */
function activationRemark(dialect: Dialect): string {
  if (dialect.activation === null) return '';
  const command = activationCommand(dialect);
  const look = command === null ? '' : ` (${command})`;
  const application = dialect.context?.application ?? null;
  const owner = application === null ? '' : ` for its ${application}`;
  return `, or these methods were never added${owner}${look}`;
}

function times(number: number): string {
  return number === 1 ? 'once' : `${grouped(number)} times`;
}
