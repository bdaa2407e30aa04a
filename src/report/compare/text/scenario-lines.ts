import type { Comparison, ScenarioComparison, Weight } from '../../../compare/index.ts';
import { indented } from '../../layout/page.ts';
import { count, grouped } from '../../layout/quantity.ts';
import { padEnd, padStart, truncate } from '../../layout/width.ts';
import { scenarioTitle, WEIGHT_MARKS } from '../words.ts';
import { type CompareContext, headed, LOOK_OF_WEIGHT, shortened } from './context.ts';

const COUNT_COLUMNS = 8;
const TITLE_COLUMNS = 36;
const MOST_SCENARIOS = 20;

/** How often each kind of scenario occurs in each capture, and how many went well. */
export function* scenarioLines({ scenarios }: Comparison, context: CompareContext): Iterable<string> {
  if (scenarios.length === 0) return;
  yield* headed(context, 'Scenarios');
  yield context.paint('dim', line('', '', 'GOOD', 'BAD', 'as GOOD', ''));
  yield* shortened(scenarios, MOST_SCENARIOS, context, (scenario) => scenarioLine(scenario, context));
  const both = scenarios.reduce((sum, { faultyInBoth }) => sum + faultyInBoth, 0);
  if (both === 0) return;
  const text = `${count(both, 'scenario')} of BAD ${both === 1 ? 'is' : 'are'} faulty in the same way as some of GOOD: hookscope check says how.`;
  yield* indented(context, text, 2);
}

function* scenarioLine(scenario: ScenarioComparison, { paint, safe }: CompareContext): Iterable<string> {
  const { good, bad, same, absence } = scenario;
  const weight = weightOf(scenario);
  const mark = weight === null ? ' ' : WEIGHT_MARKS[weight];
  const text = line(
    mark,
    safe(scenarioTitle(scenario)),
    grouped(good),
    grouped(bad),
    absence === null ? grouped(same) : '',
    remarkOf(scenario),
  );
  yield weight === null ? text : paint(LOOK_OF_WEIGHT[weight], text);
}

function remarkOf({ good, bad, faultyInBoth }: ScenarioComparison): string {
  if (bad === 0) return 'not in BAD';
  if (good === 0) return 'only in BAD';
  return faultyInBoth === 0 ? '' : `${grouped(faultyInBoth)} faulty in both`;
}

function weightOf({ variants, absence }: ScenarioComparison): Weight | null {
  return variants[0]?.weight ?? absence;
}

function line(mark: string, title: string, good: string, bad: string, same: string, remark: string): string {
  const cells = [good, bad, same].map((cell) => padStart(cell, COUNT_COLUMNS)).join('');
  return `${padEnd(mark, 2)}${padEnd(truncate(title, TITLE_COLUMNS), TITLE_COLUMNS)}${cells}  ${remark}`.trimEnd();
}
