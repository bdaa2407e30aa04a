import { type ByteWriter, bytesOf } from '../../base/byte-writer.ts';
import type { List } from '../../base/list.ts';
import type { Analysis } from '../../engine/index.ts';
import { writeMembers, writeNumber } from '../escape/json-bytes.ts';
import type { ReportOptions } from '../format.ts';
import { breakdownRecords } from '../json/breakdown-records.ts';
import { writeCallMembers } from '../json/call-members.ts';
import { contextOf } from '../json/context.ts';
import { writeFindingMembers } from '../json/finding-members.ts';
import { problemRecord } from '../json/problem-record.ts';
import { captureRecord, restRecord, summaryRecord, systemRecords } from '../json/records.ts';
import { tlsRecord, toldTlsConnections } from '../json/tls-records.ts';

/** Version of the lines' format. Additional members do not change it. */
const SCHEMA = 'hookscope-lines/1';

const RECORD_END = bytesOf('}\n');
const HOOK_TYPE = bytesOf(',"hookType":');

/**
 * Writes the analysis as NDJSON: one JSON object a line, told apart by `type`. Each has the same members as in the JSON
 * report (`docs/schema/hookscope-lines-1.schema.json`); only the hook type, which is `type` there, is `hookType` here.
 */
export function* renderNdjson(analysis: Analysis, options: ReportOptions): Iterable<Uint8Array> {
  const context = contextOf(analysis, options);
  const { out, masker } = context;
  yield* lines(out, 'capture', analysis.captures, (capture) => {
    writeMembers(out, { schema: SCHEMA, ...captureRecord(capture, analysis.view) });
  });
  yield* lines(out, 'call', analysis.calls, (call, index) => {
    writeCallMembers(call, index, 'method', context);
    out.bytes(HOOK_TYPE);
    writeNumber(out, call.hookType);
  });
  yield* lines(out, 'expectation', analysis.expectations, (expected) => {
    context.expectations.write(expected);
  });
  yield* lines(out, 'finding', analysis.findings, (finding) => writeFindingMembers(finding, context));
  yield* lines(out, 'problem', analysis.problems, (problem) => {
    writeMembers(out, problemRecord(problem, context));
  });
  yield* lines(out, 'breakdown', breakdownRecords(context), (row) => writeMembers(out, row));
  yield* lines(out, 'tls-connection', toldTlsConnections(analysis), (facts) => {
    writeMembers(out, tlsRecord(facts, masker));
  });
  const tool = { name: 'hookscope', version: options.version };
  yield* lines(out, 'summary', [analysis], () => {
    const rest = restRecord(analysis);
    const systems = systemRecords(analysis);
    writeMembers(out, {
      schema: SCHEMA,
      tool,
      rest,
      ...(systems.length > 0 && { systems }),
      ...summaryRecord(analysis, context),
    });
  });
  yield out.take();
}

/** A line for each record. `write` writes its members but the first one, its type. */
function* lines<T>(
  out: ByteWriter,
  type: string,
  items: List<T>,
  write: (item: T, index: number) => void,
): Iterable<Uint8Array> {
  const begin = bytesOf(`{"type":"${type}",`);
  let index = 0;
  for (const item of items) {
    out.bytes(begin);
    write(item, index);
    out.bytes(RECORD_END);
    index += 1;
    if (out.isFull) yield out.take();
  }
}
