import type { List } from '../../base/list.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import { stringifyJson } from '../escape/json.ts';
import type { ReportOptions } from '../format.ts';
import { leadingMembers, otherMembers } from './call-members.ts';
import { contextOf, type JsonContext } from './context.ts';
import { expectationMembers } from './expectation-members.ts';
import { findingRecord } from './finding-record.ts';
import { problemRecord } from './problem-record.ts';
import { captureRecord, restRecord, summaryRecord } from './records.ts';
import { sessionText } from './session-text.ts';

/** Version of the output's format. Additional members do not change it. */
const SCHEMA = 'hookscope/1';

/**
 * Writes the analysis as one JSON object (design §10; `docs/schema/hookscope-1.schema.json`). Each record of a list is
 * on a line of its own, so that lines can be searched and compared, and only one line is in memory at a time.
 */
export function* renderJson(analysis: Analysis, options: ReportOptions): Iterable<string> {
  const context = contextOf(analysis, options);
  const { masker } = options;
  yield '{\n';
  yield `  "schema": ${stringifyJson(SCHEMA)},\n`;
  yield `  "tool": ${stringifyJson({ name: 'hookscope', version: options.version })},\n`;
  yield* list('captures', analysis.captures, (capture) =>
    stringifyJson(captureRecord(capture, analysis.view)),
  );
  yield `  "rest": ${stringifyJson(restRecord(analysis))},\n`;
  yield* list('sessions', analysis.sessions, (session) => sessionText(session, masker));
  yield* list('calls', analysis.calls, (call, index) => callText(call, index, context));
  yield* list(
    'expectations',
    analysis.expectations,
    (expected) => `{${expectationMembers(expected, context)}}`,
  );
  yield* list('findings', analysis.findings, (finding) => stringifyJson(findingRecord(finding, context)));
  yield* list('problems', analysis.problems, (problem) => stringifyJson(problemRecord(problem, context)));
  yield `  "summary": ${stringifyJson(summaryRecord(analysis, masker))}\n`;
  yield '}\n';
}

function* list<T>(name: string, items: List<T>, text: (item: T, index: number) => string): Iterable<string> {
  if (items.length === 0) {
    yield `  "${name}": [],\n`;
    return;
  }
  yield `  "${name}": [\n`;
  const last = items.length - 1;
  let index = 0;
  for (const item of items) {
    yield `    ${text(item, index)}${index === last ? '' : ','}\n`;
    index += 1;
  }
  yield '  ],\n';
}

/** A call. Its member `type` is its hook type. */
function callText(call: HookCall, index: number, context: JsonContext): string {
  return `{${leadingMembers(call, index, context)},"type":${call.hookType},${otherMembers(call, context)}}`;
}
