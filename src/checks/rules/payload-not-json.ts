import { isUtf8 } from 'node:buffer';
import { MAX_JSON_DEPTH } from '../../base/limits.ts';
import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { excerptAround } from '../payload/excerpt.ts';
import type { CallRule } from '../rule.ts';
import { jsonTypeOf, typeWords } from '../wording.ts';

export const payloadNotJson: CallRule = {
  id: 'payload/not-json',
  severity: 'error',
  inspect,
};

/** What a decoder puts where bytes are no UTF-8; a sound text may have it too. */
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
      // What the capture lacks, or could not be decoded, is told by other rules.
      return NO_DRAFTS;
  }
}
