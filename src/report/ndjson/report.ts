import type { Analysis } from '../../engine/index.ts';
import { stringifyJson } from '../escape/json.ts';
import type { ReportOptions } from '../format.ts';
import { leadingMembers, otherMembers } from '../json/call-members.ts';
import { contextOf } from '../json/context.ts';
import { expectationMembers } from '../json/expectation-members.ts';
import { findingRecord } from '../json/finding-record.ts';
import { problemRecord } from '../json/problem-record.ts';
import { captureRecord, restRecord, summaryRecord } from '../json/records.ts';

/** Version of the lines' format. Additional members do not change it. */
const SCHEMA = 'hookscope-lines/1';

/**
 * Writes the analysis as NDJSON: one JSON object a line, told apart by `type`. Each has the same members as in the JSON
 * report (`docs/schema/hookscope-lines-1.schema.json`); only the hook type, which is `type` there, is `hookType` here.
 */
export function* renderNdjson(analysis: Analysis, options: ReportOptions): Iterable<string> {
  const context = contextOf(analysis, options);
  const tool = { name: 'hookscope', version: options.version };
  for (const capture of analysis.captures) {
    yield line('capture', { schema: SCHEMA, ...captureRecord(capture, analysis.view) });
  }
  for (const [index, call] of analysis.calls.entries()) {
    const members = `${leadingMembers(call, index, context)},${otherMembers(call, context)}`;
    yield `{"type":"call",${members},"hookType":${call.hookType}}\n`;
  }
  for (const expected of analysis.expectations) {
    yield `{"type":"expectation",${expectationMembers(expected, context)}}\n`;
  }
  for (const finding of analysis.findings) yield line('finding', findingRecord(finding, context));
  for (const problem of analysis.problems) yield line('problem', problemRecord(problem, context));
  yield line('summary', {
    schema: SCHEMA,
    tool,
    rest: restRecord(analysis),
    ...summaryRecord(analysis, options.masker),
  });
}

function line(type: string, record: object): string {
  return `${stringifyJson({ type, ...record })}\n`;
}
