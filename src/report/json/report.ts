import type { Analysis } from '../../analysis/index.ts';
import { stringifyJson } from '../escape/json.ts';
import type { ReportOptions } from '../format.ts';
import { callRecord } from './call-record.ts';
import { contextOf } from './context.ts';
import { expectationRecord } from './expectation-record.ts';
import { findingRecord } from './finding-record.ts';
import { captureRecord, restRecord, sessionRecord, summaryRecord } from './records.ts';

/** Version of the output's form; new members do not change it. */
const SCHEMA = 'hookscope/1';

/**
 * The analysis as one JSON object (design §7; `docs/schema/hookscope-1.schema.json`). Each record of a list stands on a
 * line of its own, so that lines can be searched and compared, and no more than a line is held in memory.
 */
export function* renderJson(analysis: Analysis, options: ReportOptions): Iterable<string> {
  const context = contextOf(analysis, options);
  yield '{\n';
  yield `  "schema": ${stringifyJson(SCHEMA)},\n`;
  yield `  "tool": ${stringifyJson({ name: 'hookscope', version: options.version })},\n`;
  yield* list('captures', analysis.captures, captureRecord);
  yield `  "rest": ${stringifyJson(restRecord(analysis))},\n`;
  yield* list('sessions', analysis.sessions, (session) => sessionRecord(session, options.masker));
  yield* list('calls', analysis.calls, (call) => callRecord(call, context));
  yield* list('expectations', analysis.expectations, (expected) =>
    expectationRecord(expected, options.masker),
  );
  yield* list('findings', analysis.findings, (finding) => findingRecord(finding, context));
  yield `  "summary": ${stringifyJson(summaryRecord(analysis, options.masker))}\n`;
  yield '}\n';
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
