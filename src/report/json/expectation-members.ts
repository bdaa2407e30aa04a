import { bytesOf } from '../../base/byte-writer.ts';
import type { ExpectationResult } from '../../checks/index.ts';
import { writeNumber, writeText } from '../escape/json-bytes.ts';
import type { JsonContext } from './context.ts';
import { writeMasked } from './masked-text.ts';

const TRIGGER = bytesOf('"trigger":');
const METHOD = bytesOf(',"method":');
const KEY = bytesOf(',"key":');
const WINDOW = bytesOf(',"window":');
const VERDICT = bytesOf(',"verdict":');
const MET_BY = bytesOf(',"metBy":');
const REASON = bytesOf(',"reason":');
const CAUSE = bytesOf(',"cause":');
const EXPECTATION = bytesOf(',"expectation":');

/** Writes the members of an expectation. */
export function writeExpectationMembers(expected: ExpectationResult, context: JsonContext): void {
  const {
    out,
    analysis: { positions },
  } = context;
  const { metBy } = expected;
  out.bytes(TRIGGER);
  out.integer(positions.of(expected.trigger));
  out.bytes(METHOD);
  writeText(out, expected.method);
  out.bytes(KEY);
  writeMasked(context, expected.key);
  out.bytes(WINDOW);
  writeNumber(out, expected.windowSeconds);
  out.bytes(VERDICT);
  writeText(out, expected.verdict);
  out.bytes(MET_BY);
  writeNumber(out, metBy === null ? null : positions.of(metBy));
  out.bytes(REASON);
  writeMasked(context, expected.reason);
  out.bytes(CAUSE);
  writeText(out, expected.cause);
  out.bytes(EXPECTATION);
  writeText(out, expected.expectation.id);
}
