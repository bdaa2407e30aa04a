import { isUtf8 } from 'node:buffer';
import { MAX_JSON_DEPTH } from '../../base/limits.ts';
import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { excerptAround } from '../payload/excerpt.ts';
import type { CallRule } from '../rule.ts';
import { jsonTypeOf, typeWords } from '../wording.ts';

/** The body of a hook is no JSON object. */
export const payloadNotJson: CallRule = {
  id: 'payload/not-json',
  severity: 'error',
  inspect,
};

/** The replacement character (U+FFFD): a decoder puts it where bytes are no UTF-8. A sound text may have it as well. */
const REPLACEMENT = '\ufffd';

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { payload, call } = read;
  const { method } = call;
  switch (payload.kind) {
    case 'object':
      if (
        !payload.text.includes(REPLACEMENT) ||
        isUtf8(read.exchange.request?.body.bytes ?? new Uint8Array())
      ) {
        return NO_DRAFTS;
      }
      return [
        {
          rule: payloadNotJson.id,
          severity: 'warning',
          message: `The payload of ${method} is not UTF-8 text, as JSON must be (RFC 8259 §8.1)`,
          evidence: excerptAround(
            call.dialect,
            payload.text,
            payload.text.indexOf(REPLACEMENT),
            inspection.masker,
          ),
        },
      ];
    case 'empty':
      return [{ rule: payloadNotJson.id, message: `${method} has no body, a JSON object is expected` }];
    case 'other': {
      const words = typeWords(jsonTypeOf(payload.value));
      return [
        {
          rule: payloadNotJson.id,
          message: `The payload of ${method} is ${words}, a JSON object is expected`,
        },
      ];
    }
    case 'too-deep':
      return [
        {
          rule: payloadNotJson.id,
          severity: 'warning',
          message: `The payload of ${method} is nested more than ${MAX_JSON_DEPTH} levels deep and was not read`,
        },
      ];
    case 'broken':
      return [
        {
          rule: payloadNotJson.id,
          message: `The payload of ${method} is not JSON: ${payload.at.reason} at character ${payload.at.offset}`,
          evidence: excerptAround(call.dialect, payload.text, payload.at.offset, inspection.masker),
        },
      ];
    default:
      // Other rules tell of a body that the capture lacks, or that could not be decoded.
      return NO_DRAFTS;
  }
}
