import { MAX_JSON_DEPTH } from '../../base/limits.ts';
import type { Payload, ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { bodyForm, encodingFault } from '../payload/body-form.ts';
import { excerptAround } from '../payload/excerpt.ts';
import type { CallRule } from '../rule.ts';
import { jsonTypeOf, typeWords } from '../wording.ts';

/** The body of a hook is no JSON object. */
export const payloadNotJson: CallRule = {
  id: 'payload/not-json',
  severity: 'error',
  inspect,
  yieldsTo: ['http/wrong-length'],
};

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { payload, call } = read;
  const { method } = call;
  const encoding = encodingFault(payload);
  if (encoding !== null) return [encodingDraft(read, encoding, inspection)];
  switch (payload.kind) {
    case 'object':
      return NO_DRAFTS;
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
          message: `The payload of ${method} is nested deeper than ${MAX_JSON_DEPTH} levels, the bound of what is read`,
        },
      ];
    case 'broken':
      return [
        {
          rule: payloadNotJson.id,
          message: notJson(read, payload),
          evidence: excerptAround(call.dialect, payload.text, payload.at.offset, inspection.masker),
        },
      ];
    default:
      // Other rules tell of a body that the capture lacks, or that could not be decoded.
      return NO_DRAFTS;
  }
}

/** An encoding is told of a text that can be read all the same; the first place shows it that is no ASCII. */
function encodingDraft({ payload, call }: ReadCall, encoding: string, { masker }: CallInspection): Draft {
  const message = `The payload of ${call.method} is ${encoding}`;
  const text = 'text' in payload ? payload.text : '';
  const isReadable = payload.kind === 'object' && payload.oddity?.encoding === 'ISO-8859-1';
  return {
    rule: payloadNotJson.id,
    message,
    evidence: excerptAround(call.dialect, text, Math.max(0, text.search(NOT_ASCII)), masker),
    ...(isReadable ? { severity: 'warning' } : {}),
  };
}

const NOT_ASCII = /[^\0-\x7f]/;

function notJson({ call, exchange }: ReadCall, { text, at }: Payload & { readonly kind: 'broken' }): string {
  const subject = `The payload of ${call.method}`;
  const form = bodyForm(text, exchange.request);
  return form === null
    ? `${subject} is not JSON: ${at.reason} at character ${at.offset}`
    : `${subject} is ${form}, a JSON object is expected`;
}
