import { isAccepted, type Payload, type ReadCall } from '../../hooks/index.ts';
import type { RequestMessage, ResponseMessage } from '../../http/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import { contentTypeOf, hasWholeHead } from '../message-facts.ts';
import type { CallRule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const httpContentType: CallRule = {
  id: 'http/content-type',
  severity: 'warning',
  title: 'Content-Type is not JSON',
  means:
    'A message with a JSON body has no Content-Type, or one that is not JSON. Hooks and the answers to them are application/json; a charset and types such as application/problem+json are fine.',
  matters:
    'Web frameworks choose the parser by Content-Type: a body with another type is ignored or refused (415 Unsupported Media Type), and the call server may not read an answer that claims to be something else, restClientConfig included.',
  fix: 'Answers: set the type before the body is written, for example header(\'Content-Type: application/json\') in PHP, res.json(…) in Express, produces = "application/json" in Spring.\nRequests: call servers send application/json of themselves; look for a proxy that rewrites header fields.',
  inspect,
};

/** `application/json` or a type with the suffix (RFC 6839 §3.1), with or without parameters. */
const JSON_TYPE = /^\s*application\/(?:json|[\w.!#$&^-]+\+json)\s*(?:;|$)/i;
/** What nearly all messages have: spares the expression. */
const MOST_COMMON: ReadonlySet<string> = new Set(['application/json', 'application/json;charset=UTF-8']);

function inspect(read: ReadCall): readonly Draft[] {
  const { request, response } = read.exchange;
  const ofRequest = request === null ? null : judge(request, `The request of ${read.call.method}`);
  const ofAnswer =
    response !== null &&
    isAccepted(read.call.dialect, read.call.response) &&
    read.call.dialect.delivery.mirrored &&
    isJson(read.responsePayload)
      ? judge(response, `The answer to ${read.call.method}`)
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
function judge(message: RequestMessage | ResponseMessage, subject: string): string | null {
  if (message.body.length === 0) return null;
  const value = contentTypeOf(message);
  if (value === null) return hasWholeHead(message) ? `${subject} has a body and no Content-Type` : null;
  if (MOST_COMMON.has(value) || JSON_TYPE.test(value)) return null;
  return `${subject} has Content-Type ${quoted(value)}, application/json is expected`;
}

/** An answer that is no JSON at all is told by answer/not-json: its type is only right then. */
function isJson(answer: Payload): boolean {
  return answer.kind === 'object';
}
