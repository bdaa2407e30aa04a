import { MAX_JSON_DEPTH } from '../../base/limits.ts';
import { isMirrored, serverAtStart } from '../../dialects/index.ts';
import { isAccepted, type Payload, type ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { isChunked } from '../message-facts.ts';
import { bodyForm, encodingFault } from '../payload/body-form.ts';
import { excerptAround } from '../payload/excerpt.ts';
import { ADD_LENGTH } from '../refusal/request-reasons.ts';
import type { CallRule } from '../rule.ts';
import { jsonTypeOf, statusWords, typeWords } from '../wording.ts';

/** The body of an answer that accepts the call is no JSON object. */
export const answerNotJson: CallRule = {
  id: 'answer/not-json',
  severity: 'warning',
  inspect,
  yieldsTo: ['http/wrong-length'],
};

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { call } = read;
  const { dialect, response } = call;
  if (response === null || !isMirrored(dialect, call.methodSpec) || !isAccepted(call)) return NO_DRAFTS;
  // What broke off is told as that.
  if (read.exchange.problems.some(({ side, brokenOff }) => side === 'response' && brokenOff !== undefined)) {
    return NO_DRAFTS;
  }
  const told = whatIsWrong(read, inspection);
  if (told === null) return NO_DRAFTS;
  return [
    {
      rule: answerNotJson.id,
      message: `The answer ${statusWords(response.status)} to ${call.method} ${told.words}`,
      ...(told.evidence === undefined ? {} : { evidence: told.evidence }),
      // Many receivers read another encoding all the same.
      ...(encodingFault(read.responsePayload) === null ? { consequence: consequenceOf(read) } : {}),
      ...(told.remedy === undefined ? {} : { remedy: told.remedy }),
      side: 'response',
    },
  ];
}

/** What is wrong with the body of a response. */
interface BodyFault {
  readonly words: string;
  readonly evidence?: string;
  readonly remedy?: string;
}

function whatIsWrong(read: ReadCall, inspection: CallInspection): BodyFault | null {
  const { responsePayload, call } = read;
  const encoding = encodingFault(responsePayload);
  // The encoding of what the backend got and gave back is told of the request.
  if (encoding !== null) return responsePayload === read.payload ? null : { words: `is ${encoding}` };
  switch (responsePayload.kind) {
    case 'empty':
      return isChunked(read.exchange.request)
        ? EMPTY_AFTER_CHUNKED
        : { words: 'has no body, a JSON object is expected' };
    case 'other':
      return { words: `is ${typeWords(jsonTypeOf(responsePayload.value))}, a JSON object is expected` };
    case 'too-deep':
      return { words: `is nested deeper than ${MAX_JSON_DEPTH} levels, the bound of what is read` };
    case 'broken':
      return {
        words: notJson(read, responsePayload),
        evidence: excerptAround(
          call.dialect,
          responsePayload.text,
          responsePayload.at.offset,
          inspection.masker,
        ),
      };
    case 'partial': {
      // A text that does not begin with a brace is no object, whatever follows.
      const begin = responsePayload.text.search(/\S/);
      if (begin < 0 || responsePayload.text[begin] === '{') return null;
      return {
        words: 'does not begin as a JSON object does',
        evidence: excerptAround(call.dialect, responsePayload.text, begin, inspection.masker),
      };
    }
    default:
      // An object; or a body in a content coding that could not be undone, of which http/malformed tells.
      return null;
  }
}

function notJson({ exchange }: ReadCall, { text, at }: Payload & { readonly kind: 'broken' }): string {
  const form = bodyForm(text, exchange.response);
  return form === null ? `is not JSON: ${at.reason} at character ${at.offset}` : `is ${form}, not JSON`;
}

/** Some backends, PHP behind several web servers among them, read an empty body where a request has no Content-Length. */
const EMPTY_AFTER_CHUNKED: BodyFault = {
  words: 'has no body, a JSON object is expected; the request was chunked, which may be why',
  evidence: 'in the request: Transfer-Encoding: chunked, no Content-Length',
  remedy: `See in the backend whether it got the payload: some read an empty body where the request is chunked.\n${ADD_LENGTH}`,
};

function consequenceOf({ call }: ReadCall): string {
  const config = call.dialect.clientConfig;
  return config !== null && config.method === call.method
    ? `No ${config.parameter} is read from it, so the defaults hold for the whole session.`
    : `${serverAtStart(call.dialect)} takes nothing over from it.`;
}
