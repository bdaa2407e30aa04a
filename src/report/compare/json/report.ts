import type { Comparison, SettingDifference } from '../../../compare/index.ts';
import { stringifyJson } from '../../escape/json.ts';
import type { ComparisonOptions } from '../format.ts';
import { comparisonVerdict } from '../overview.ts';
import {
  configurationRecord,
  latencyRecord,
  parameterRecord,
  type RecordContext,
  ruleComparisonRecord,
  scenarioRecord,
  sideRecord,
} from './records.ts';

/** Version of the output's format. Additional members do not change it. */
const SCHEMA = 'hookscope/compare/1';

/**
 * Writes the comparison as one JSON object (`docs/schema/hookscope-compare-1.schema.json`). Each record of a list is on
 * a line of its own.
 */
export function* renderComparisonJson(comparison: Comparison, options: ComparisonOptions): Iterable<string> {
  const { masker, version } = options;
  const { good, bad, outcome, obstacle } = comparison;
  const context: RecordContext = { good, bad, masker };
  yield '{\n';
  yield member('schema', SCHEMA);
  yield member('tool', { name: 'hookscope', version });
  yield member('outcome', outcome);
  yield member('verdict', masker.text(comparisonVerdict(comparison).text));
  yield member('obstacle', masker.id(obstacle));
  yield member('good', sideRecord(good));
  yield member('bad', sideRecord(bad));
  yield* list('scenarios', comparison.scenarios, (each) => scenarioRecord(each, context));
  yield* list('parameters', comparison.parameters, (each) => parameterRecord(each, context));
  yield* list('configuration', comparison.configuration, (each) => configurationRecord(each, context));
  yield* list('latencies', comparison.latencies, (each) => latencyRecord(each, context));
  yield* list('settings', comparison.settings, (each) => settingRecord(each, context));
  yield* list('hooks', comparison.hooks, (each) => ({ ...each, method: masker.text(each.method) }));
  yield* list('rules', comparison.rules, (each) => ruleComparisonRecord(each, context));
  yield `  "uncompared": ${stringifyJson(comparison.uncompared)}\n`;
  yield '}\n';
}

function settingRecord({ name, good, bad }: SettingDifference, { masker }: RecordContext): object {
  const shown = (values: readonly string[]): readonly string[] => values.map((value) => masker.text(value));
  return { name, good: shown(good), bad: shown(bad) };
}

function member(name: string, value: unknown): string {
  return `  "${name}": ${stringifyJson(value)},\n`;
}

function* list<T>(name: string, items: readonly T[], record: (item: T) => unknown): Iterable<string> {
  if (items.length === 0) {
    yield `  "${name}": [],\n`;
    return;
  }
  yield `  "${name}": [\n`;
  const last = items.length - 1;
  for (const [index, item] of items.entries()) {
    yield `    ${stringifyJson(record(item))}${index === last ? '' : ','}\n`;
  }
  yield '  ],\n';
}
