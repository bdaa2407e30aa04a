import { Buffer } from 'node:buffer';
import { newView } from '../base/words.ts';
import {
  commonFieldsOf,
  type HookCall,
  isNamed,
  membersOf,
  type Person,
  peopleRows,
  type ReadCall,
} from '../hooks/index.ts';
import type { ResponseMessage } from '../http/index.ts';
import { answerOf, type ByteRange } from './answer.ts';
import { chunkedEnd } from './chunked-body.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import type { KnownHead, KnownHeads } from './known-heads.ts';
import type { Lane, TakenCall } from './lane.ts';
import { kindOf, learnedOf, remember } from './learned.ts';
import type { TextRange } from './payload-shapes.ts';
import type { PersonTexts } from './person-texts.ts';
import { isRepeatable } from './repeatable.ts';

const NO_BYTES = Buffer.alloc(0);
/** Bytes of an answer that is compared as a whole, because it is not the request's body. */
const MAX_ANSWER_BYTES = 256;

/**
 * Lets the lane know what the general way found in an exchange, so that it can repeat it for others that show the same. Does
 * nothing where others with the same heads and the same shape may show another thing. `record`: what the connection was told of
 * just this exchange.
 */
export function learn(
  lane: Lane,
  { read, inspected, opened }: TakenCall,
  record: ExchangeRecord,
  serverPort: number,
): void {
  const { call, exchange } = read;
  const { request, response } = exchange;
  if (request === null || response === null || !inspected.isOfShape || !isOrdinary(read)) return;
  const requestEnd = request.endOffset - request.startOffset;
  const requestHead = lane.requests.learn(record, 0, requestEnd, lane.mayChange);
  if (requestHead === null || !isWhole(requestHead, lane.requests, record, requestEnd)) return;
  const responseHead = lane.responses.learn(record, requestEnd, record.length, lane.mayChange);
  if (responseHead === null || !isWhole(responseHead, lane.responses, record, record.length)) return;
  const asked = request.body.bytes;
  // Where the response began before the request was whole, the record has their bytes mixed.
  if (requestHead.framing === 'sized' && !isAt(record, requestEnd - asked.length, asked)) return;
  const answered = response.body.bytes;
  const sent = whole(asked);
  const body = whole(answered);
  const answer = answerOf(sent, body);
  if (answer === 'own' && !isIndependent(read, response)) return;
  const kind = kindOf(requestHead, serverPort);
  const learned = lane.shapes.learn(kind, sent, lane.readingsOf(read));
  if (learned === null) return;
  const { session, dialog } = lane.shapes;
  if (textOf(asked, session) !== call.sessionId || textOf(asked, dialog) !== (call.dialog?.id ?? null))
    return;
  if (!isNamedAlone(lane.shapes.people, asked, call)) return;
  if (learnedOf(learned, responseHead, answer, body) !== null) return;
  remember(learned, {
    response: responseHead.number,
    answer,
    answerBytes: answer === 'own' ? Buffer.from(answered) : NO_BYTES,
    common: commonFieldsOf(call),
    isUnkeyed: call.unkeyed,
    inspected,
    opened,
  });
}

/** Nothing of the call stands outside the columns of ordinary calls. */
function isOrdinary({ call, certainty, payload, exchange }: ReadCall): boolean {
  const { request, response, problems, interim, end } = exchange;
  return (
    certainty === 'certain' &&
    isRepeatable(call.dialect, call.methodSpec) &&
    payload.kind === 'object' &&
    payload.oddity === undefined &&
    payload.form === undefined &&
    !call.cut &&
    !call.methodCut &&
    call.numbers.length === 0 &&
    call.clientConfig === null &&
    call.counter === null &&
    call.response?.bodyFailure === null &&
    // The hash in its token is compared with the bytes of each body.
    call.dialect.signature?.kind !== 'jwt' &&
    problems.length === 0 &&
    interim.length === 0 &&
    end === 'answered' &&
    request?.trailers.length === 0 &&
    response?.trailers.length === 0 &&
    request.body.complete &&
    response.body.complete
  );
}

/** The lane would find the end of the message where the general way found it. */
function isWhole(head: KnownHead, heads: KnownHeads, { bytes }: ExchangeRecord, end: number): boolean {
  if (head.framing === 'sized') return heads.end + heads.bodyLength === end;
  if (head.framing === 'none') return heads.end === end;
  return chunkedEnd(bytes, heads.end, end, () => {}) === end;
}

/**
 * An answer that does not give the payload back says the same to every payload, because it has no member in common with it that
 * rules would compare.
 */
function isIndependent({ payload, responsePayload }: ReadCall, { body }: ResponseMessage): boolean {
  if (body.bytes.length > MAX_ANSWER_BYTES) return false;
  const sent = membersOf(payload);
  return Object.keys(membersOf(responsePayload)).every((name) => !Object.hasOwn(sent, name));
}

/** The texts that a walk noted name the very people whom the general way found, so that they do in all payloads of the shape. */
function isNamedAlone(
  { count, rows, starts, ends, meant }: PersonTexts,
  bytes: Buffer,
  call: HookCall,
): boolean {
  const { roles } = peopleRows(call.methodSpec);
  const people: Person[] = [];
  for (const row of rows.slice(0, count)) {
    const role = roles[row];
    const text = meant[row] ?? bytes.toString('latin1', starts[row], ends[row]);
    if (!people.some((person) => isNamed(person, role, text))) people.push({ role, text });
  }
  return (
    people.length === call.people.length &&
    people.every(({ role, text }, index) => {
      const found = call.people[index];
      return found?.role === role && found.text === text;
    })
  );
}

function isAt({ bytes }: ExchangeRecord, start: number, wanted: Buffer): boolean {
  return bytes.compare(wanted, 0, wanted.length, start, start + wanted.length) === 0;
}

function whole(bytes: Buffer): ByteRange {
  return { bytes, view: newView(bytes), start: 0, end: bytes.length };
}

function textOf(bytes: Buffer, { start, end }: TextRange): string | null {
  return start < 0 ? null : bytes.toString('latin1', start, end);
}
