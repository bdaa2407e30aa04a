import { type ByteWriter, bytesOf } from '../../base/byte-writer.ts';
import type { List } from '../../base/list.ts';
import type { Analysis } from '../../engine/index.ts';
import { writeJson, writeMembers } from '../escape/json-bytes.ts';
import type { ReportOptions } from '../format.ts';
import { breakdownRecords } from './breakdown-records.ts';
import { writeCallMembers } from './call-members.ts';
import { contextOf } from './context.ts';
import { writeFindingMembers } from './finding-members.ts';
import { problemRecord } from './problem-record.ts';
import { captureRecord, restRecord, summaryRecord, systemRecords } from './records.ts';
import { writeSessionMembers } from './session-members.ts';
import { tlsRecord, toldTlsConnections } from './tls-records.ts';

/** Version of the output's format. Additional members do not change it. */
const SCHEMA = 'hookscope/1';

const RECORD_BEGIN = bytesOf('    {');
const RECORD_END = bytesOf('},\n');
const LAST_RECORD_END = bytesOf('}\n');

/**
 * Writes the analysis as one JSON object (design §10; `docs/schema/hookscope-1.schema.json`). Each record of a list is
 * on a line of its own, so that lines can be searched and compared, and only one chunk of lines is in memory at a time.
 */
export function* renderJson(analysis: Analysis, options: ReportOptions): Iterable<Uint8Array> {
  const context = contextOf(analysis, options);
  const { out, masker } = context;
  out.text('{\n  "schema": ');
  writeJson(out, SCHEMA);
  out.text(',\n  "tool": ');
  writeJson(out, { name: 'hookscope', version: options.version });
  out.text(',\n');
  yield* list(out, 'captures', analysis.captures, (capture) => {
    writeMembers(out, captureRecord(capture, analysis.view));
  });
  out.text('  "rest": ');
  writeJson(out, restRecord(analysis));
  out.text(',\n');
  const systems = systemRecords(analysis);
  if (systems.length > 0) yield* list(out, 'systems', systems, (system) => writeMembers(out, system));
  yield* list(out, 'sessions', analysis.sessions, (session) => {
    writeSessionMembers(session, analysis.calls, context);
  });
  // The member `type` of a call is its hook type.
  yield* list(out, 'calls', analysis.calls, (call, index) => {
    writeCallMembers(call, index, 'typedMethod', context);
  });
  yield* list(out, 'expectations', analysis.expectations, (expected) => {
    context.expectations.write(expected);
  });
  yield* list(out, 'findings', analysis.findings, (finding) => writeFindingMembers(finding, context));
  yield* list(out, 'problems', analysis.problems, (problem) => {
    writeMembers(out, problemRecord(problem, context));
  });
  if (context.breakdowns.length > 0) {
    yield* list(out, 'breakdown', breakdownRecords(context), (row) => writeMembers(out, row));
  }
  const tlsConnections = toldTlsConnections(analysis);
  if (tlsConnections.length > 0) {
    yield* list(out, 'tlsConnections', tlsConnections, (facts) => {
      writeMembers(out, tlsRecord(facts, masker));
    });
  }
  out.text('  "summary": ');
  writeJson(out, summaryRecord(analysis, context));
  out.text('\n}\n');
  yield out.take();
}

/** A list with a record on each line. `write` writes the members of one. */
function* list<T>(
  out: ByteWriter,
  name: string,
  items: List<T>,
  write: (item: T, index: number) => void,
): Iterable<Uint8Array> {
  if (items.length === 0) {
    out.text(`  "${name}": [],\n`);
    return;
  }
  out.text(`  "${name}": [\n`);
  const last = items.length - 1;
  let index = 0;
  for (const item of items) {
    out.bytes(RECORD_BEGIN);
    write(item, index);
    out.bytes(index === last ? LAST_RECORD_END : RECORD_END);
    index += 1;
    if (out.isFull) yield out.take();
  }
  out.text('  ],\n');
}
