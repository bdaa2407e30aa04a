import { isMirrored } from '../../dialects/index.ts';
import { isAccepted, type Payload, type ReadCall } from '../../hooks/index.ts';
import type { RequestMessage, ResponseMessage } from '../../http/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import { contentTypeOf, hasWholeHead } from '../message-facts.ts';
import type { CallRule } from '../rule.ts';
import { quoted } from '../wording.ts';

/** A message with a JSON body says that it is something else, or does not say what it is. */
export const httpContentType: CallRule = {
  id: 'http/content-type',
  severity: 'warning',
  readsShapeOnly: true,
  inspect,
};

/** `application/json` or a type with the suffix (RFC 6839 §3.1), with or without parameters. */
const JSON_TYPE = /^\s*application\/(?:json|[\w.!#$&^-]+\+json)\s*(?:;|$)/i;
/** The types that nearly all messages have: comparing is faster than the regular expression. */
const MOST_COMMON: ReadonlySet<string> = new Set(['application/json', 'application/json;charset=UTF-8']);

/** Which type a body has to have. */
interface ExpectedType {
  readonly type: RegExp;
  readonly expected: string;
}

const JSON_BODY: ExpectedType = { type: JSON_TYPE, expected: 'application/json' };
const FORM: ExpectedType = {
  type: /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i,
  expected: 'application/x-www-form-urlencoded',
};

function inspect(read: ReadCall): readonly Draft[] {
  const { request, response } = read.exchange;
  const isForm = 'form' in read.payload && read.payload.form === 'form';
  const ofRequest =
    request === null ? null : judge(request, `The request of ${read.call.method}`, isForm ? FORM : JSON_BODY);
  const ofAnswer =
    response !== null &&
    isAccepted(read.call) &&
    isMirrored(read.call.dialect, read.call.methodSpec) &&
    isJson(read.responsePayload)
      ? judge(response, `The answer to ${read.call.method}`, JSON_BODY)
      : null;
  if (ofRequest === null && ofAnswer === null) return NO_DRAFTS;
  return [
    ...(ofRequest === null ? [] : [{ rule: httpContentType.id, message: ofRequest }]),
    ...(ofAnswer === null
      ? []
      : [{ rule: httpContentType.id, message: ofAnswer, side: 'response' as const }]),
  ];
}

/** What is wrong with the type of a message; null where nothing is. */
function judge(
  message: RequestMessage | ResponseMessage,
  subject: string,
  { type, expected }: ExpectedType,
): string | null {
  if (message.body.length === 0) return null;
  const value = contentTypeOf(message);
  if (value === null) return hasWholeHead(message) ? `${subject} has a body and no Content-Type` : null;
  if ((expected === JSON_BODY.expected && MOST_COMMON.has(value)) || type.test(value)) return null;
  return `${subject} has Content-Type ${quoted(value)}, ${expected} is expected`;
}

/** Where an answer is no JSON, answer/not-json says so, and a type other than JSON is right. */
function isJson(answer: Payload): boolean {
  return answer.kind === 'object';
}
