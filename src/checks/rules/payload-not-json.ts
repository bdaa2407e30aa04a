import { MAX_FORM_MEMBERS, MAX_JSON_DEPTH } from '../../base/limits.ts';
import type { Payload, ReadCall, TextPayload } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { bodyForm, encodingFault, expectedBody } from '../payload/body-form.ts';
import { excerptAround } from '../payload/excerpt.ts';
import type { CallRule } from '../rule.ts';
import { clipped, jsonTypeOf, typeWords } from '../wording.ts';

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
      return [...formDrafts(read, payload), ...embeddedDrafts(read, payload, inspection)];
    case 'partial':
      // Other rules tell of a body that the capture lacks.
      return boundDrafts(read, payload);
    case 'empty':
      return [{ rule: payloadNotJson.id, message: `${method} has no body, ${expectedBody(call.dialect)}` }];
    case 'other': {
      const words = typeWords(jsonTypeOf(payload.value));
      return [
        {
          rule: payloadNotJson.id,
          message: `The payload of ${method} is ${words}, ${expectedBody(call.dialect)}`,
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
      // Another rule tells of a body that could not be decoded.
      return NO_DRAFTS;
  }
}

/** JSON from a server that sends none. */
function formDrafts({ call }: ReadCall, { form }: TextPayload): readonly Draft[] {
  const { dialect, method } = call;
  if (form !== undefined || dialect.delivery.bodyForms.includes('json')) return NO_DRAFTS;
  return [{ rule: payloadNotJson.id, message: `The payload of ${method} is JSON, ${expectedBody(dialect)}` }];
}

/** A member should hold a JSON text, and holds another one. */
function embeddedDrafts(
  { call }: ReadCall,
  { embedded = [] }: TextPayload,
  { masker }: CallInspection,
): readonly Draft[] {
  return embedded.flatMap(({ pointer, text, fault }) => {
    if (fault === null) return [];
    const name = clipped(pointer.slice(1), NAME_CHARACTERS);
    const what =
      fault.kind === 'too-deep'
        ? `is nested deeper than ${MAX_JSON_DEPTH} levels, the bound of what is read`
        : `is not JSON: ${fault.at.reason} at character ${fault.at.offset}`;
    const offset = fault.kind === 'broken' ? fault.at.offset : 0;
    return [
      {
        rule: payloadNotJson.id,
        message: `The text in ${name} of ${call.method} ${what}`,
        pointer,
        evidence: excerptAround(call.dialect, text, offset, masker),
        ...(fault.kind === 'too-deep' ? { severity: 'warning' as const } : {}),
      },
    ];
  });
}

const NAME_CHARACTERS = 60;

/** A form may have more members than are read. */
function boundDrafts({ call }: ReadCall, { isOverBound }: TextPayload): readonly Draft[] {
  if (isOverBound !== true) return NO_DRAFTS;
  const message = `The form of ${call.method} has more than ${MAX_FORM_MEMBERS} members, the bound of what is read`;
  return [{ rule: payloadNotJson.id, severity: 'warning', message }];
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
    : `${subject} is ${form}, ${expectedBody(call.dialect)}`;
}
