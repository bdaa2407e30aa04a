import { bytesOf } from '../../base/byte-writer.ts';
import { offsetNanoseconds } from '../../base/time.ts';
import { type Finding, MISSING_CALL } from '../../checks/index.ts';
import { displayFilterOf, windowFilter } from '../display-filter.ts';
import { writeDecimal, writeJson, writeNumber, writeText } from '../escape/json-bytes.ts';
import { namedFrame } from '../frame-text.ts';
import type { JsonContext } from './context.ts';
import { writeDialogMembers } from './dialog-members.ts';
import { writeMasked } from './masked-text.ts';
import { writeIntegers } from './session-members.ts';

const BRACE = 0x7d;
const NULL = bytesOf('null');
const RULE = bytesOf('"rule":');
const SEVERITY = bytesOf(',"severity":');
const MESSAGE = bytesOf(',"message":');
const METHOD = bytesOf(',"method":');
const CALL = bytesOf(',"call":');
const SESSION_ID = bytesOf(',"sessionId":');
const DIALOG = bytesOf(',"dialog":');
const OFFSET = bytesOf(',"offset":');
const FRAMES = bytesOf(',"frames":[');
const STREAM = bytesOf('],"stream":');
const POINTER = bytesOf(',"pointer":');
const EVIDENCE = bytesOf(',"evidence":');
const CONSEQUENCE = bytesOf(',"consequence":');
const REMEDY = bytesOf(',"remedy":');
const COUNT = bytesOf(',"count":');
const DISPLAY_FILTER = bytesOf(',"displayFilter":');
const KNOWN = bytesOf(',"known":true');
const NEW = bytesOf(',"known":false');
const FILE = bytesOf(',"file":');
const FILE_FRAMES = bytesOf(',"fileFrames":[');
const LIST_END = bytesOf(']');
const FRAME_FILES = bytesOf(',"frameFiles":');
const WINDOW_FILTER = bytesOf(',"windowFilter":');

const NANOSECOND_PLACES = 9;

/** Writes the members of a finding. */
export function writeFindingMembers(finding: Finding, context: JsonContext): void {
  const { out, texts, firstTime, baseline } = context;
  const { call, dialog, time, stream } = finding;
  out.bytes(RULE);
  writeText(out, finding.rule);
  out.bytes(SEVERITY);
  writeText(out, finding.severity);
  out.bytes(MESSAGE);
  writeMasked(context, finding.message);
  out.bytes(METHOD);
  texts.write(finding.method);
  out.bytes(CALL);
  writeNumber(out, call === null ? null : context.analysis.positions.of(call));
  out.bytes(SESSION_ID);
  writeMasked(context, finding.sessionId);
  out.bytes(DIALOG);
  if (dialog === null) out.bytes(NULL);
  else {
    writeDialogMembers(dialog, context);
    out.byte(BRACE);
  }
  out.bytes(OFFSET);
  if (time === null) out.bytes(NULL);
  else writeDecimal(out, offsetNanoseconds(firstTime, time), NANOSECOND_PLACES);
  out.bytes(FRAMES);
  writeIntegers(out, finding.frames);
  out.bytes(STREAM);
  writeNumber(out, stream);
  out.bytes(POINTER);
  texts.write(finding.pointer);
  out.bytes(EVIDENCE);
  writeMasked(context, finding.evidence);
  out.bytes(CONSEQUENCE);
  texts.write(finding.consequence);
  out.bytes(REMEDY);
  texts.write(finding.remedy);
  out.bytes(COUNT);
  writeNumber(out, finding.count);
  out.bytes(DISPLAY_FILTER);
  writeText(out, displayFilterOf(finding, context.analysis));
  writeFiles(finding, context);
  writeWindow(finding, context);
  if (baseline.isGiven) out.bytes(baseline.isKnown(finding) ? KNOWN : NEW);
}

/** Of a capture of several files: the frames as each of their files numbers them. */
function writeFiles({ frames }: Finding, { out, analysis }: JsonContext): void {
  if (analysis.captures.length < 2) return;
  const named = frames.map((frame) => namedFrame(frame, analysis));
  const paths = named.map(({ file }) => (file === null ? null : analysis.captures[file].path));
  const isOfOneFile = paths.every((path) => path === paths[0]);
  out.bytes(FILE);
  writeText(out, isOfOneFile ? (paths[0] ?? null) : null);
  out.bytes(FILE_FRAMES);
  writeIntegers(
    out,
    named.map(({ frame }) => frame),
  );
  out.bytes(LIST_END);
  if (isOfOneFile) return;
  out.bytes(FRAME_FILES);
  writeJson(out, paths);
}

/** Of a missing call: the filter for the frames among which it should have been. */
function writeWindow(finding: Finding, { out, missing, analysis }: JsonContext): void {
  if (finding.rule !== MISSING_CALL || finding.call === null) return;
  const expected = missing.get(finding.call)?.find((each) => each.method === finding.method);
  if (expected === undefined) return;
  out.bytes(WINDOW_FILTER);
  writeText(out, windowFilter(expected, analysis));
}
