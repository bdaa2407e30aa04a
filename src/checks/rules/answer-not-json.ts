import { MAX_JSON_DEPTH } from '../../base/limits.ts';
import { isAccepted, type ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import { excerptAround } from '../payload/excerpt.ts';
import type { CallRule, InspectionOptions } from '../rule.ts';
import { jsonTypeOf, typeWords } from '../wording.ts';

export const answerNotJson: CallRule = {
  id: 'answer/not-json',
  severity: 'warning',
  title: 'Answer 200 without a JSON object',
  means:
    'The backend accepted the call with 200, but the body of its answer is empty, is not JSON, or is JSON that is no object. The call server is to get back a JSON object: what it sent, with deliberate changes. Refusals (such as 403) need no body and are not meant.',
  matters:
    'The answer has no effect beyond its status: restClientConfig is not read from the answer to connect, so that the defaults hold; nothing is overwritten. An HTML page or a PHP error in place of JSON shows that another program answers than the one that was meant, or that it failed half-way.',
  fix: "Return the received body, with Content-Type: application/json. Test it:\n  curl -s -X POST -H 'Content-Type: application/json' -d '{\"appKey\":\"test\"}' <url>/<method> | jq .\nIn PHP: echo file_get_contents('php://input'); and keep error messages out of the output (display_errors = Off).",
  inspect,
};

function inspect(read: ReadCall, options: InspectionOptions): readonly Draft[] {
  const { call } = read;
  const { dialect, response } = call;
  if (response === null || !dialect.delivery.mirrored || !isAccepted(dialect, response)) return NO_DRAFTS;
  const told = whatIsWrong(read, options);
  if (told === null) return NO_DRAFTS;
  return [
    {
      rule: answerNotJson.id,
      message: `The answer ${response.status} to ${call.method} ${told.words}`,
      ...(told.evidence === undefined ? {} : { evidence: told.evidence }),
      consequence: consequenceOf(read),
      side: 'response',
    },
  ];
}

interface Told {
  readonly words: string;
  readonly evidence?: string;
}

function whatIsWrong(read: ReadCall, options: InspectionOptions): Told | null {
  const { responsePayload, call } = read;
  switch (responsePayload.kind) {
    case 'empty':
      return { words: 'has no body, a JSON object is expected' };
    case 'other':
      return { words: `is ${typeWords(jsonTypeOf(responsePayload.value))}, a JSON object is expected` };
    case 'too-deep':
      return { words: `is nested more than ${MAX_JSON_DEPTH} levels deep and was not read` };
    case 'broken':
      return {
        words: `is not JSON: ${responsePayload.at.reason} at character ${responsePayload.at.offset}`,
        evidence: excerptAround(
          call.dialect,
          responsePayload.text,
          responsePayload.at.offset,
          options.masker,
        ),
      };
    case 'partial': {
      // However it goes on, what does not begin with a brace is no object.
      const begin = responsePayload.text.search(/\S/);
      if (begin < 0 || responsePayload.text[begin] === '{') return null;
      return {
        words: 'does not begin as a JSON object does',
        evidence: excerptAround(call.dialect, responsePayload.text, begin, options.masker),
      };
    }
    default:
      // An object, or a body in a coding that could not be undone, which is told by http/malformed.
      return null;
  }
}

function consequenceOf({ call }: ReadCall): string {
  const config = call.dialect.clientConfig;
  return config !== null && config.method === call.method
    ? `No ${config.parameter} is read from it, so the defaults hold for the whole session.`
    : 'The call server takes nothing over from it.';
}
