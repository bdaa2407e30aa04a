import { type ByteWriter, bytesOf } from '../../base/byte-writer.ts';
import { offsetNanoseconds } from '../../base/time.ts';
import { CallRow, delayOf, type HookCall, hasDialog, isAnswered, wholeBody } from '../../hooks/index.ts';
import { viewPayload } from '../../privacy/index.ts';
import { writeDecimal, writeJson, writeText } from '../escape/json-bytes.ts';
import type { JsonContext } from './context.ts';
import { partsMembers } from './parts-members.ts';

const COMMA = 0x2c;
const QUOTATION_MARK = 0x22;
const BRACE = 0x7d;
const INDEX = bytesOf('"index":');
const OFFSET = bytesOf(',"offset":');
const TIME = bytesOf(',"time":"');
const RESPONSE_FRAMES = bytesOf('],"answer":[');
const RESPONSE_FRAMES_END = bytesOf(']},"sessionId":');
const NO_RESPONSE_FRAMES = bytesOf('],"answer":null},"sessionId":');
const NULL = bytesOf('null');
const END = bytesOf(',"end":"');
const ANSWERED = bytesOf(',"end":"answered"');
const CUT = bytesOf(',"cut":true,"retryOf":null');
const NOT_CUT = bytesOf(',"cut":false,"retryOf":null');
const ANSWERED_IN_WHOLE = bytesOf('},"end":"answered","cut":false,"retryOf":null');
const PAYLOAD = bytesOf(',"payload":');
const NO_PAYLOAD = bytesOf(',"payload":null');
const PAYLOAD_TEXT = bytesOf(',"payloadText":');

/** Seconds of which nanoseconds are known. */
const NANOSECOND_PLACES = 9;
/** Milliseconds of which microseconds are known. */
const MICROSECOND_PLACES = 3;
const MICROSECONDS_A_SECOND = 1e6;

/**
 * Writes the members of a call in a report. `index`: its position. `method`: the part that has its method; its hook type is in one of
 * them.
 */
export function writeCallMembers(
  call: HookCall,
  index: number,
  method: 'method' | 'typedMethod',
  context: JsonContext,
): void {
  const { out, parts, people, isoTimes, firstTime } = context;
  out.bytes(INDEX);
  out.integer(index);
  out.byte(COMMA);
  parts.write(method, call);
  out.integer(call.stream);
  out.bytes(OFFSET);
  writeDecimal(out, offsetNanoseconds(firstTime, call), NANOSECOND_PLACES);
  out.bytes(TIME);
  isoTimes.write(out, call.seconds, call.nanoseconds);
  parts.endPoints(call);
  parts.write('target', call);
  writeFrames(call, context);
  context.ids.session(call);
  writeDialog(call, context);
  writeAnswer(call, context);
  if (!context.analysis.callExchanges.isPlain) out.text(partsMembers(call, context));
  people.write(call);
  if (context.hasPayload(call)) writePayload(call, context);
}

/** The frames of the request, whose list was opened, and of the response. */
function writeFrames(call: HookCall, { out }: JsonContext): void {
  if (call instanceof CallRow) {
    writeRange(out, call.firstRequestFrame(), call.lastRequestFrame());
    if (!call.isAnswered()) {
      out.bytes(NO_RESPONSE_FRAMES);
      return;
    }
    out.bytes(RESPONSE_FRAMES);
    writeRange(out, call.firstResponseFrame(), call.lastResponseFrame());
  } else {
    const { requestFrames, response } = call;
    writeRange(out, ...requestFrames);
    if (response === null) {
      out.bytes(NO_RESPONSE_FRAMES);
      return;
    }
    out.bytes(RESPONSE_FRAMES);
    writeRange(out, ...response.frames);
  }
  out.bytes(RESPONSE_FRAMES_END);
}

function writeRange(out: ByteWriter, first: number, last: number): void {
  out.integer(first);
  out.byte(COMMA);
  out.integer(last);
}

/** The ids of what a call is of; its session comes before. */
function writeDialog(call: HookCall, context: JsonContext): void {
  const { out, parts, ids } = context;
  if (!hasDialog(call)) {
    parts.write('idsWithoutDialog', call);
    return;
  }
  parts.write('idsBeforeDialog', call);
  ids.dialog(call);
  out.byte(BRACE);
}

/** The statuses of a call, and how it ended. */
function writeAnswer(call: HookCall, context: JsonContext): void {
  const { out, parts } = context;
  if (isAnswered(call)) {
    parts.write('answered', call);
    // A latency below 0 is told as none.
    writeMilliseconds(out, Math.max(0, delayOf(call)));
    if (call instanceof CallRow && !call.isRare() && !call.cut && !context.analysis.callEnds.has(call.id)) {
      out.bytes(ANSWERED_IN_WHOLE);
      return;
    }
    out.byte(BRACE);
  } else parts.write('unanswered', call);
  writeEnd(call, context);
  out.bytes(call.cut ? CUT : NOT_CUT);
}

/** How a call ended, with more of it for one that got no whole answer. */
function writeEnd(call: HookCall, { out, analysis }: JsonContext): void {
  const { end } = call;
  if (end === 'answered') out.bytes(ANSWERED);
  else {
    out.bytes(END);
    out.text(end);
    out.byte(QUOTATION_MARK);
  }
  const ending = analysis.callEnds.get(call.id);
  if (ending === undefined) return;
  const { by, how, seconds, isAcknowledged, streamEnd } = ending;
  out.text(`,"ending":{"by":${by === null ? 'null' : `"${by}"`},"how":"${how}","afterMs":`);
  if (seconds === null) out.bytes(NULL);
  else writeMilliseconds(out, seconds);
  out.text(`,"acknowledged":${isAcknowledged}`);
  if (streamEnd !== null) {
    const { error, isUnprocessed } = streamEnd;
    out.text(`,"error":"${error}","unprocessed":${isUnprocessed}`);
  }
  out.byte(BRACE);
}

/** Milliseconds with three decimal digits. */
function writeMilliseconds(out: ByteWriter, seconds: number): void {
  writeDecimal(out, Math.round(seconds * MICROSECONDS_A_SECOND), MICROSECOND_PLACES);
}

/**
 * The member `payload` is the JSON value; null where there is none, and then `payloadText` has the text that was there
 * instead.
 */
function writePayload(call: HookCall, { out, masker, analysis, payloads }: JsonContext): void {
  const { dialect, methodSpec } = call;
  const exchange = analysis.exchanges.get(call.id);
  const body = exchange === undefined ? null : wholeBody(dialect, exchange);
  if (body !== null) {
    const start = out.length;
    out.bytes(PAYLOAD);
    if (payloads.copy(dialect, methodSpec, body)) return;
    out.cutBack(start);
  }
  const view = viewPayload(call, exchange, 'request', masker);
  if (view.kind === 'json') {
    out.bytes(PAYLOAD);
    writeJson(out, view.value);
    return;
  }
  out.bytes(NO_PAYLOAD);
  if (view.kind !== 'text') return;
  out.bytes(PAYLOAD_TEXT);
  writeText(out, view.text);
}
