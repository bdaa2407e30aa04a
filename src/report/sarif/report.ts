import { MAX_SARIF_RESULTS } from '../../base/limits.ts';
import { rules } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { stringifyJson } from '../escape/json.ts';
import type { ReportOptions } from '../format.ts';
import { overviewOf } from '../overview/overview.ts';
import type { SarifContext } from './context.ts';
import { artifactOf } from './location.ts';
import { resultRecord } from './result-record.ts';
import { ruleRecord } from './rule-record.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * Writes the problems as SARIF 2.1.0 (OASIS), in the form that GitHub's code scanning accepts. Each record is on a line
 * of its own.
 */
export function* renderSarif(analysis: Analysis, options: ReportOptions): Iterable<string> {
  yield SARIF_HEAD;
  yield* sarifRun(analysis, options, null);
  yield SARIF_FOOT;
}

/** What stands before and after the runs of a SARIF file. */
export const SARIF_HEAD = `{\n  "$schema": ${stringifyJson(SCHEMA)},\n  "version": "2.1.0",\n  "runs": [`;
export const SARIF_FOOT = ']\n}\n';

/**
 * One run. `category` tells it from the other runs of a file (§3.17.3), where there are several: GitHub accepts no two of one
 * category; null for a run that is alone.
 */
export function* sarifRun(
  analysis: Analysis,
  options: ReportOptions,
  category: string | null,
): Iterable<string> {
  const { masker, version, directory } = options;
  const { captures, problems } = analysis;
  const context: SarifContext = {
    ...overviewOf(analysis, options),
    masker,
    directory,
    ruleIndexes: new Map(rules.map((rule, index) => [rule.id, index])),
    seen: new Map(),
  };
  const shown = problems.slice(0, MAX_SARIF_RESULTS);
  yield `{\n    "tool": { "driver": {\n      "name": "hookscope",\n      "version": ${stringifyJson(version)},\n`;
  yield '      "rules": [\n';
  yield* records(rules.map((rule) => ruleRecord(rule, analysis.dialect)));
  yield '      ]\n    } },\n';
  if (category !== null) yield `    "automationDetails": ${stringifyJson({ id: category })},\n`;
  yield `    "invocations": [${stringifyJson(invocation(problems.length - shown.length))}],\n`;
  yield `    "artifacts": ${stringifyJson(captures.map((capture) => artifactOf(capture, directory)))},\n`;
  yield '    "columnKind": "utf16CodeUnits",\n';
  yield '    "results": [\n';
  yield* records(map(shown, (problem) => resultRecord(problem, context)));
  yield '    ]\n  }';
}

/** The invocation: the run succeeded. It also tells how many results did not fit. */
function invocation(left: number): object {
  if (left === 0) return { executionSuccessful: true };
  const text = `${left} further problems are left out: no more than ${MAX_SARIF_RESULTS} are accepted.`;
  return {
    executionSuccessful: true,
    toolExecutionNotifications: [{ level: 'warning', message: { text } }],
  };
}

function* records(items: Iterable<object>): Iterable<string> {
  let before = '';
  for (const item of items) {
    yield `${before}        ${stringifyJson(item)}`;
    before = ',\n';
  }
  if (before !== '') yield '\n';
}

function* map<T>(items: Iterable<T>, make: (item: T) => object): Iterable<object> {
  for (const item of items) yield make(item);
}
